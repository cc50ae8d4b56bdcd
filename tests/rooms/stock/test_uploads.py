"""A file is loaded whole or not at all, whatever happens meanwhile; what is not new is named by line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.catalog import editing
from auto_order.catalog.models import Product
from auto_order.catalog.service import ProductFacts
from auto_order.db.session import Session, Transactions
from auto_order.jobs.models import JobRow
from auto_order.kit.keyring import Keyring, generate_key
from auto_order.notifications.jobs import NotifyTeam, SendNotice
from auto_order.preferences.models import Preferences
from auto_order.stock import keeping
from auto_order.stock import service as stock
from auto_order.stock.jobs import CheckStock, LoadUpload, ReadUpload
from auto_order.stock.lines import number_lines
from auto_order.stock.models import StagedUnit, StockUpload, UploadStatus
from auto_order.stock.rules import TooManyLines, UnitGone, UploadOver
from auto_order.stock.tasks import StockTasks
from auto_order.stock.uploads import service as uploading
from auto_order.stock.uploads.service import SentFile
from auto_order.stock.uploads.tasks import UploadTasks
from tests.fakes.files import FakeFiles
from tests.rig.clock import NOW, Clock

_SELLER = staff(2001)
_DEFAULTS = Preferences(shop_name="Toko", support_contact=None, invoice_minutes=15, timezone=UTC)


@dataclass
class Run:
    """One try at a job."""

    tx: Transactions
    now: Clock
    is_last_try: bool = False

    @asynccontextmanager
    async def finishing(self) -> AsyncIterator[Session]:
        async with self.tx() as session:
            yield session


class Desk:
    """Where uploads are worked on."""

    def __init__(self, tx: Transactions, clock: Clock) -> None:
        self.tx = tx
        self.keyring = Keyring.read(generate_key())
        self.folder = FakeFiles()
        self.tasks = UploadTasks(tx, self.folder, self.keyring)
        self.run = Run(tx, clock)

    async def offer(self) -> Product:
        facts = ProductFacts(code="nf", name="Netflix", price=45_000)
        async with self.tx() as session:
            return await editing.add_product(session, facts, photo=None, by=_SELLER, now=NOW)

    async def send(self, product: Product, content: str, *, name: str = "stok.txt") -> int:
        self.folder.files[name] = content.encode()
        sent = SentFile(product.id, name, name, 2001, "id")
        async with self.tx() as session:
            upload = await uploading.begin(session, sent, by=_SELLER, now=NOW)
        await self.tasks.read_upload(ReadUpload(upload_id=upload.id), self.run)
        return upload.id

    async def load(self, upload_id: int) -> None:
        async with self.tx() as session:
            await uploading.confirm(session, upload_id, now=NOW)
        await self.tasks.load_upload(LoadUpload(upload_id=upload_id), self.run)

    async def get(self, upload_id: int) -> StockUpload:
        async with self.tx.reading() as session:
            return await session.get_one(StockUpload, upload_id)

    async def count(self, product: Product) -> tuple[int, int]:
        """Count the free units and the staged ones."""
        async with self.tx.reading() as session:
            counts = await stock.count_stock(session, [product.id])
            staged = await session.scalar(select(func.count()).select_from(StagedUnit))
        return (counts[product.id].free if product.id in counts else 0), staged or 0


@pytest.fixture
def desk(tx: Transactions, clock: Clock) -> Desk:
    return Desk(tx, clock)


def _write(first: int, last: int) -> str:
    return "".join(f"unit{number}\n" for number in range(first, last))


async def test_an_upload_of_several_chunks_is_counted_and_then_loaded(desk: Desk) -> None:
    product = await desk.offer()
    content = _write(0, 2500) + "unit7\n\nunit2400\nlast"

    upload_id = await desk.send(product, content)
    read = await desk.get(upload_id)
    assert (read.status, read.fresh, read.repeated) == (UploadStatus.READY, 2501, 2)
    assert read.named == "2501, 2503"
    assert await desk.count(product) == (0, 0)
    await desk.load(upload_id)

    loaded = await desk.get(upload_id)
    assert (loaded.status, loaded.fresh) == (UploadStatus.LOADED, 2501)
    assert await desk.count(product) == (2501, 0)


async def test_units_are_sold_in_the_order_of_the_file(desk: Desk) -> None:
    product = await desk.offer()
    await desk.load(await desk.send(product, _write(0, 30)))

    async with desk.tx.reading() as session:
        page = await keeping.list_units(
            session, product_id=product.id, page=2, per_page=10, keyring=desk.keyring
        )

    assert [unit.secret.reveal() for unit in page.units] == [f"unit{number}" for number in range(10, 20)]


async def test_loading_a_file_twice_loads_it_once(desk: Desk) -> None:
    product = await desk.offer()
    await desk.load(await desk.send(product, _write(0, 5)))

    again = await desk.send(product, _write(0, 6))
    assert (await desk.get(again)).named == "1, 2, 3, 4, 5"
    await desk.load(again)

    assert await desk.count(product) == (6, 0)


async def test_a_job_that_is_run_twice_loads_once(desk: Desk) -> None:
    product = await desk.offer()
    upload_id = await desk.send(product, _write(0, 5))
    await desk.load(upload_id)

    await desk.tasks.read_upload(ReadUpload(upload_id=upload_id), desk.run)
    await desk.tasks.load_upload(LoadUpload(upload_id=upload_id), desk.run)

    assert await desk.count(product) == (5, 0)


async def test_a_worker_that_died_in_the_middle_leaves_nothing_to_be_sold_and_the_next_begins_anew(
    desk: Desk,
) -> None:
    product = await desk.offer()
    upload_id = await desk.send(product, _write(0, 5))
    async with desk.tx() as session:
        await uploading.confirm(session, upload_id, now=NOW)
    async with desk.tx() as session:
        session.add(StagedUnit(upload_id=upload_id, line=1, content=b"of a former key", fingerprint=b"x"))
    assert await desk.count(product) == (0, 1)

    await desk.tasks.load_upload(LoadUpload(upload_id=upload_id), desk.run)

    assert await desk.count(product) == (5, 0)
    async with desk.tx.reading() as session:
        units = [
            unit async for unit in keeping.walk_units(session, product_id=product.id, keyring=desk.keyring)
        ]
    assert units[0].secret.reveal() == "unit0"


async def test_an_upload_that_is_cancelled_while_it_is_worked_on_leaves_nothing(desk: Desk) -> None:
    product = await desk.offer()
    upload_id = await desk.send(product, _write(0, 2500))

    async def cancel() -> None:
        async with desk.tx() as session:
            session.add(StagedUnit(upload_id=upload_id, line=1, content=b"staged", fingerprint=b"x"))
        async with desk.tx() as session:
            await uploading.cancel(session, upload_id, now=NOW)

    desk.folder.meanwhile = cancel
    await desk.load(upload_id)

    assert await desk.count(product) == (0, 0)
    assert (await desk.get(upload_id)).status is UploadStatus.CANCELED


async def test_what_is_for_sale_cannot_be_cancelled_any_more(desk: Desk) -> None:
    product = await desk.offer()
    upload_id = await desk.send(product, _write(0, 5))
    await desk.load(upload_id)

    with pytest.raises(UploadOver):
        async with desk.tx() as session:
            await uploading.cancel(session, upload_id, now=NOW)

    assert await desk.count(product) == (5, 0)


async def test_a_file_that_is_gone_ends_the_upload(desk: Desk) -> None:
    product = await desk.offer()
    upload_id = await desk.send(product, _write(0, 5))
    desk.folder.files.clear()

    await desk.load(upload_id)

    failed = await desk.get(upload_id)
    assert (failed.status, failed.problem) == (UploadStatus.FAILED, "file_gone")
    assert await desk.count(product) == (0, 0)


async def test_somebody_hears_now_and_then_how_far_it_is(desk: Desk, clock: Clock) -> None:
    product = await desk.offer()
    upload_id = await desk.send(product, _write(0, 3500))
    before = await _count_notices(desk)
    desk.run.now = _Hurrying(clock)  # type: ignore[assignment]  # called, it is a clock

    await desk.load(upload_id)

    # Confirmed, three seconds after each of four chunks, and loaded.
    assert await _count_notices(desk) == before + 6


class _Hurrying:
    """A clock of which every look takes three seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def __call__(self) -> datetime:
        return self._clock.move(seconds=3)


async def _count_notices(desk: Desk) -> int:
    async with desk.tx.reading() as session:
        found = select(func.count()).select_from(JobRow).where(JobRow.name == SendNotice.name)
        return await session.scalar(found) or 0


async def test_the_staff_is_told_once_that_little_is_left_and_again_after_there_was_more(
    desk: Desk,
) -> None:
    product = await desk.offer()
    tasks = StockTasks(desk.tx, _DEFAULTS)

    async def hear() -> int:
        await tasks.check_stock(CheckStock(product_id=product.id), desk.run)
        async with desk.tx.reading() as session:
            found = select(func.count()).select_from(JobRow).where(JobRow.name == NotifyTeam.name)
            return await session.scalar(found) or 0

    assert [await hear(), await hear()] == [1, 1]
    await desk.load(await desk.send(product, _write(0, 4)))
    assert await hear() == 1
    async with desk.tx() as session:
        await keeping.remove_all(session, product_id=product.id, by=_SELLER, now=NOW)
    assert [await hear(), await hear()] == [2, 2]


async def test_a_unit_is_taken_out_once_and_nothing_of_it_is_written_down(desk: Desk) -> None:
    product = await desk.offer()
    await desk.load(await desk.send(product, _write(0, 2)))
    async with desk.tx.reading() as session:
        page = await keeping.list_units(
            session, product_id=product.id, page=1, per_page=9, keyring=desk.keyring
        )
    unit = page.units[0]

    async def remove() -> None:
        async with desk.tx() as session:
            await keeping.remove_unit(session, product_id=product.id, unit_id=unit.id, by=_SELLER, now=NOW)

    await remove()
    with pytest.raises(UnitGone):
        await remove()

    assert await desk.count(product) == (1, 0)
    async with desk.tx.reading() as session:
        entries = await audit.list_entries(session, subject=f"product:{product.id}")
    assert "unit0" not in " ".join(f"{entry.before}{entry.after}" for entry in entries)


async def test_units_are_searched_whatever_their_case(desk: Desk) -> None:
    product = await desk.offer()
    await desk.load(await desk.send(product, _write(0, 1200)))

    async with desk.tx.reading() as session:
        found = await keeping.search_units(
            session, product_id=product.id, word="UNIT119", most=5, keyring=desk.keyring
        )

    assert [unit.secret.reveal() for unit in found] == [
        "unit119",
        *(f"unit119{digit}" for digit in range(4)),
    ]


def test_pasted_lines_keep_the_numbers_that_are_seen() -> None:
    lines = number_lines(["a\n\nb", "c"])

    assert [(line, secret.reveal()) for line, secret in lines] == [(1, "a"), (3, "b"), (4, "c")]
    with pytest.raises(TooManyLines):
        number_lines(["x\n" * 2001])
