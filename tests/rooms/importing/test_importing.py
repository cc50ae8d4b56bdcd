"""A catalogue is imported whole or not at all, and importing it again changes what has changed."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from auto_order.audit import service as audit
from auto_order.audit.actor import SYSTEM
from auto_order.catalog import service as catalog
from auto_order.catalog.models import Category, Product
from auto_order.db.session import Transactions
from auto_order.importing.models import ProductReport
from auto_order.importing.problems import BadFile
from auto_order.importing.service import import_catalog, read_file
from auto_order.kit.keyring import Keyring, generate_key
from auto_order.stock.loading import seal_context
from auto_order.stock.models import StockBatch, StockItem
from tests.rig.clock import Clock
from tests.rooms.importing.files import write

_HEADER = "code,name,price,category,unit"


@pytest.fixture(scope="module")
def keyring() -> Keyring:
    return Keyring.read(generate_key())


class Importer:
    """Imports files into one shop, a moment later each time."""

    def __init__(self, tx: Transactions, keyring: Keyring, clock: Clock, folder: Path) -> None:
        self.tx = tx
        self._keyring = keyring
        self._clock = clock
        self._folder = folder

    async def take(self, *rows: str) -> Sequence[ProductReport]:
        path = write(self._folder, "k.csv", "\n".join([_HEADER, *rows]))
        self._clock.move(seconds=1)
        async with self.tx() as session:
            return await import_catalog(
                session, read_file(path), keyring=self._keyring, by=SYSTEM, now=self._clock()
            )

    async def list_contents(self, code: str) -> list[str]:
        async with self.tx.reading() as session:
            product = await catalog.find_product_by_code(session, code)
            assert product is not None
            rows = await session.scalars(
                select(StockItem.content)
                .where(StockItem.product_id == product.id)
                .order_by(StockItem.position)
            )
        return [self._keyring.open(content, seal_context(product.id)).reveal() for content in rows]

    async def count(self, table: type) -> int:
        async with self.tx.reading() as session:
            return (await session.scalar(select(func.count()).select_from(table))) or 0


@pytest.fixture
def importer(tx: Transactions, keyring: Keyring, clock: Clock, tmp_path: Path) -> Importer:
    return Importer(tx, keyring, clock, tmp_path)


async def test_products_and_units_are_in_the_shop_in_the_order_of_the_file(importer: Importer) -> None:
    reports = await importer.take("nf,Netflix,45.000,Streaming,one", "vp,VPN,18rb,,key", "nf,,,,two")

    assert [(report.code, report.is_new, report.new_units) for report in reports] == [
        ("nf", True, 2),
        ("vp", True, 1),
    ]
    assert await importer.list_contents("nf") == ["one", "two"]
    assert await importer.list_contents("vp") == ["key"]
    assert await importer.count(Category) == 1


async def test_importing_again_loads_what_is_new_and_names_the_rest_by_line(importer: Importer) -> None:
    await importer.take("nf,Netflix,45.000,Streaming,one", "nf,,,,two")

    (report,) = await importer.take("nf,Netflix 4K,50.000,Film,two", "nf,,,,three", "nf,,,,three")

    assert (report.is_new, report.new_units) == (False, 1)
    assert report.duplicates == [("k.csv", (2, None)), ("k.csv", (4, 3))]
    assert await importer.list_contents("nf") == ["one", "two", "three"]
    async with importer.tx.reading() as session:
        product = await catalog.find_product_by_code(session, "nf")
    assert product is not None
    assert (product.name, product.price) == ("Netflix 4K", 50_000)


async def test_a_long_list_is_loaded_in_parts_and_told_of_as_one(importer: Importer) -> None:
    units = [f"unit-{number}" for number in range(2500)]
    rows = ["nf,Netflix,1000,,first", *(f"nf,,,,{unit}" for unit in units), "nf,,,,unit-7"]

    (report,) = await importer.take(*rows)

    assert report.new_units == 2501
    assert report.duplicates == [("k.csv", (2503, 10))]
    assert await importer.list_contents("nf") == ["first", *units]
    assert await importer.count(StockBatch) == 1


async def test_products_that_take_turns_in_the_file_keep_their_units_apart(importer: Importer) -> None:
    rows = [f"p{number % 7},P,1000,,unit-{number}" for number in range(7)]
    rows += [f"p{number % 7},,,,unit-{number}" for number in range(7, 1500)]

    await importer.take(*rows)

    assert await importer.list_contents("p3") == [f"unit-{number}" for number in range(3, 1500, 7)]


async def test_nothing_of_a_file_with_a_mistake_at_its_end_is_in_the_shop(importer: Importer) -> None:
    rows = [f"p{number},P,1000,,unit" for number in range(150)]

    with pytest.raises(BadFile, match="line 152"):
        await importer.take(*rows, "q,Q,free,,unit")

    assert await importer.count(Product) == 0
    assert await importer.count(StockItem) == 0


async def test_an_archived_product_that_is_imported_is_offered_again(importer: Importer) -> None:
    await importer.take("nf,Netflix,1000,,one")
    async with importer.tx() as session:
        product = await catalog.find_product_by_code(session, "nf")
        assert product is not None
        await catalog.archive_product(session, product.id)

    await importer.take("nf,Netflix,1000,,")

    async with importer.tx.reading() as session:
        assert (await catalog.get_listed_product(session, product.id)).code == "nf"


async def test_the_audit_log_tells_what_an_import_has_changed_and_no_goods(importer: Importer) -> None:
    await importer.take("nf,Netflix,1000,,rahasia", "vp,VPN,500,,")
    await importer.take("nf,Netflix,2000,,rahasia", "vp,VPN,500,,")

    async with importer.tx.reading() as session:
        latest, *_rest = entries = await audit.list_entries(session)
    assert [entry.action for entry in entries] == ["product.import"] * 3
    assert '"price":1000' in str(latest.before)
    assert '"price":2000' in str(latest.after)
    assert "rahasia" not in "".join(f"{entry.before}{entry.after}" for entry in entries)


async def test_a_price_below_its_wholesale_prices_is_told_by_line_and_nothing_is_imported(
    importer: Importer,
) -> None:
    await importer.take("nf,Netflix,1000,,")
    async with importer.tx() as session:
        await session.execute(update(Product).values(price_steps="10:900"))

    with pytest.raises(BadFile, match=r"k\.csv, line 3: step_price"):
        await importer.take("vp,VPN,500,,", "nf,Netflix,800,,")

    assert await importer.count(Product) == 1
