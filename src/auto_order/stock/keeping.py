"""What a seller does to units that nobody has bought: put in, see, search, take out. Written down as counts.

The audit log never holds a content: it says how many units, and which row.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.catalog import service as catalog
from auto_order.db.session import Session, note_change
from auto_order.jobs.queue import enqueue
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret
from auto_order.stock import repository
from auto_order.stock.files.naming import map_names
from auto_order.stock.jobs import CheckStock
from auto_order.stock.loading import Loading, LoadReport, NumberedContent, seal_context
from auto_order.stock.rules import UnitGone
from auto_order.stock.service import TOPIC
from auto_order.stock.shared import repository as shared
from auto_order.stock.wishes import service as wishes

_CHUNK = 1000


class Unit(NamedTuple):
    """A free unit that somebody of the staff looks at; of a file, its name."""

    id: int
    secret: Secret


class UnitPage(NamedTuple):
    """Some of a product's free units, in the order in which they are sold."""

    units: Sequence[Unit]
    page: int
    pages: int
    total: int


async def add_units(
    session: Session,
    *,
    product_id: int,
    lines: Iterable[NumberedContent],
    keyring: Keyring,
    by: Actor,
    now: datetime,
) -> LoadReport:
    """Put units into the stock, those left out that the product has already. Raises BadContent."""
    report = await Loading(session, product_id=product_id, keyring=keyring, now=now).take(lines)
    await _note(session)
    await enqueue(session, CheckStock(product_id=product_id), now=now)
    await _record(session, product_id, "stock.add", {"units": report.new}, by=by, now=now)
    return report


async def list_units(
    session: Session, *, product_id: int, page: int, per_page: int, keyring: Keyring
) -> UnitPage:
    """Open a page of free units; a page that does not exist becomes the nearest one."""
    total = await repository.count_free(session, product_id)
    pages = max(1, -(-total // per_page))
    page = min(max(page, 1), pages)
    items = await repository.list_free(session, product_id, offset=(page - 1) * per_page, limit=per_page)
    return UnitPage(await _open(session, items, product_id, keyring), page, pages, total)


async def get_unit(session: Session, *, product_id: int, unit_id: int, keyring: Keyring) -> Unit:
    """Open one free unit, or raise UnitGone."""
    item = await repository.find_free(session, product_id=product_id, item_id=unit_id)
    if item is None:
        raise UnitGone
    return (await _open(session, [item], product_id, keyring))[0]


async def search_units(
    session: Session, *, product_id: int, word: str, most: int, keyring: Keyring
) -> Sequence[Unit]:
    """Find free units whose content has the word in it, whatever its case; at most so many."""
    found = list[Unit]()
    async for unit in walk_units(session, product_id=product_id, keyring=keyring):
        if word.casefold() in unit.secret.reveal().casefold():
            found.append(unit)
            if len(found) == most:
                break
    return found


async def walk_units(session: Session, *, product_id: int, keyring: Keyring) -> AsyncIterator[Unit]:
    """Open every free unit in the order of sale, some at a time."""
    position = -1
    while items := await repository.list_free(session, product_id, after=position, limit=_CHUNK):
        for unit in await _open(session, items, product_id, keyring):
            yield unit
        position = items[-1].position


async def remove_unit(session: Session, *, product_id: int, unit_id: int, by: Actor, now: datetime) -> None:
    """Take one free unit out for good. Raises UnitGone if it is not free any more."""
    if not await repository.remove_free(session, product_id=product_id, item_id=unit_id):
        raise UnitGone
    await _note(session)
    await _record(session, product_id, "stock.remove", {"unit": unit_id}, by=by, now=now)


async def remove_all(session: Session, *, product_id: int, by: Actor, now: datetime) -> int:
    """Take every free unit out for good; say how many. What is set aside or sold stays."""
    count = await repository.remove_free(session, product_id=product_id)
    await _note(session)
    await _record(session, product_id, "stock.clear", {"units": count}, by=by, now=now)
    return count


async def note_export(session: Session, *, product_id: int, units: int, by: Actor, now: datetime) -> None:
    """Write down that somebody took a copy of the units."""
    await _record(session, product_id, "stock.export", {"units": units}, by=by, now=now)


async def forget_product(session: Session, product_id: int) -> None:
    """Take every unit of a product that was never ordered out, and the batches they came in."""
    await wishes.forget_product(session, product_id)
    await shared.remove(session, product_id)
    await repository.remove_product(session, product_id)
    note_change(session, TOPIC)


async def _open(
    session: Session, items: Sequence[repository.KeptItem], product_id: int, keyring: Keyring
) -> Sequence[Unit]:
    names = await map_names(session, [item.id for item in items], keyring=keyring)
    context = seal_context(product_id)
    return [Unit(item.id, names.get(item.id) or keyring.open(item.content, context)) for item in items]


async def _note(session: Session) -> None:
    note_change(session, TOPIC)
    await catalog.note_change(session)


async def _record(
    session: Session, product_id: int, action: str, what: dict[str, int], *, by: Actor, now: datetime
) -> None:
    await audit.record(
        session, by=by, action=action, subject=f"product:{product_id}", before=None, after=what, now=now
    )
