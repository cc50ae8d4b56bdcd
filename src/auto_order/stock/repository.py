"""All SQL about stock items."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import Table, case, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from auto_order.db.session import Session
from auto_order.stock.models import StagedUnit, StockAlert, StockBatch, StockItem, StockStatus, StockUpload

# SQLite takes 32,766 values in a statement.
_ROWS_A_STATEMENT = 1000


class SealedItem(NamedTuple):
    """A sold or held unit, still sealed."""

    id: int
    order_line_id: int
    product_id: int
    content: bytes


class KeptItem(NamedTuple):
    """A free unit, still sealed."""

    id: int
    position: int
    content: bytes


_FREE = select(StockItem.id, StockItem.position, StockItem.content).where(
    StockItem.status == StockStatus.FREE
)


class _TooFew(Exception):
    """Not as many items as were wanted."""


async def hold_all(
    session: Session, *, product_id: int, order_id: int, order_line_id: int, quantity: int, skip_locked: bool
) -> int:
    """Hold ``quantity`` free items for the order line, all or none; say how many there were.

    Where there were too few nothing is held and nothing stays locked.
    """
    found = 0
    with suppress(_TooFew):
        # A single one is held or not: there is nothing to undo.
        async with session.begin_nested() if quantity > 1 else nullcontext():
            found = await _hold_free(
                session,
                product_id=product_id,
                quantity=quantity,
                holder={"order_id": order_id, "order_line_id": order_line_id},
                skip_locked=skip_locked,
            )
            if found < quantity:
                raise _TooFew
    return found


async def _hold_free(
    session: Session, *, product_id: int, quantity: int, holder: Mapping[str, int], skip_locked: bool
) -> int:
    """Hold up to ``quantity`` free items, the oldest first; say how many there were.

    SKIP LOCKED lets two buyers of one product pass each other instead of queueing up. SQLite ignores it and
    needs none: there a transaction holds the only pen.
    """
    # A CTE that locks is run once; a plain subquery may be run again by the planner and hold more.
    free = (
        select(StockItem.id)
        .where(StockItem.product_id == product_id, StockItem.status == StockStatus.FREE)
        .order_by(StockItem.position)
        .limit(quantity)
        .with_for_update(skip_locked=skip_locked)
        .cte("free")
    )
    held = await session.execute(
        update(StockItem)
        .where(StockItem.id.in_(select(free.c.id)), StockItem.status == StockStatus.FREE)
        .values(status=StockStatus.HELD, **holder)
        .returning(StockItem.id)
        .execution_options(synchronize_session=False)
    )
    return len(held.all())


async def free_held(session: Session, order_id: int) -> None:
    """Give back what the order holds."""
    await session.execute(
        update(StockItem)
        .where(StockItem.order_id == order_id, StockItem.status == StockStatus.HELD)
        .values(status=StockStatus.FREE, order_id=None, order_line_id=None)
        .execution_options(synchronize_session=False)
    )


async def sell_held(session: Session, order_id: int, *, now: datetime) -> Sequence[int]:
    """Turn what the order holds into its own; give the product of each unit."""
    sold = await session.scalars(
        update(StockItem)
        .where(StockItem.order_id == order_id, StockItem.status == StockStatus.HELD)
        .values(status=StockStatus.SOLD, sold_at=now)
        .returning(StockItem.product_id)
        .execution_options(synchronize_session=False)
    )
    return sold.all()


async def list_sold(session: Session, order_id: int) -> Sequence[SealedItem]:
    rows = await session.execute(
        select(StockItem.id, StockItem.order_line_id, StockItem.product_id, StockItem.content)
        .where(StockItem.order_id == order_id, StockItem.status == StockStatus.SOLD)
        .order_by(StockItem.order_line_id, StockItem.position)
    )
    return [SealedItem(*row) for row in rows]  # type: ignore[arg-type]  # a sold item has an order line


async def list_units(session: Session, order_id: int) -> Sequence[StockItem]:
    """List every unit that the order has or had, the replaced ones too."""
    units = select(StockItem).where(StockItem.order_id == order_id)
    rows = await session.scalars(
        units.order_by(StockItem.order_line_id, StockItem.sold_at, StockItem.position)
    )
    return rows.all()


async def count_void(session: Session, order_id: int) -> int:
    counted = await session.scalar(
        select(func.count())
        .select_from(StockItem)
        .where(StockItem.order_id == order_id, StockItem.status == StockStatus.VOID)
    )
    return counted or 0


async def void_sold(session: Session, item_id: int, *, order_id: int) -> StockItem | None:
    """Take a sold unit of the order out of it for good; None when it is none of its sold ones."""
    return await session.scalar(
        update(StockItem)
        .where(StockItem.id == item_id, StockItem.order_id == order_id, StockItem.status == StockStatus.SOLD)
        .values(status=StockStatus.VOID)
        .returning(StockItem)
        .execution_options(synchronize_session=False, populate_existing=True)
    )


async def sell_successor(session: Session, voided: StockItem, *, now: datetime) -> int | None:
    """Sell the oldest free unit in place of a voided one; None when there is none."""
    free = (
        select(StockItem.id)
        .where(StockItem.product_id == voided.product_id, StockItem.status == StockStatus.FREE)
        .order_by(StockItem.position)
        .limit(1)
        .with_for_update(skip_locked=True)
        .cte("free")
    )
    sold: int | None = await session.scalar(
        update(StockItem)
        .where(StockItem.id.in_(select(free.c.id)), StockItem.status == StockStatus.FREE)
        .values(
            status=StockStatus.SOLD,
            order_id=voided.order_id,
            order_line_id=voided.order_line_id,
            sold_at=now,
            replaces_id=voided.id,
        )
        .returning(StockItem.id)
        .execution_options(synchronize_session=False)
    )
    return sold


async def count_free(session: Session, product_id: int) -> int:
    counted = await session.scalar(
        select(func.count())
        .select_from(StockItem)
        .where(StockItem.product_id == product_id, StockItem.status == StockStatus.FREE)
    )
    return counted or 0


async def count_by_product(session: Session, product_ids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Count free and sold units of some products in one statement."""
    rows = await session.execute(
        select(
            StockItem.product_id,
            func.sum(case((StockItem.status == StockStatus.FREE, 1), else_=0)).label("free"),
            func.sum(case((StockItem.status == StockStatus.SOLD, 1), else_=0)).label("sold"),
        )
        .where(StockItem.product_id.in_(product_ids))
        .group_by(StockItem.product_id)
    )
    return {row.product_id: (int(row.free), int(row.sold)) for row in rows}


async def add_batch(session: Session, *, product_id: int, now: datetime) -> StockBatch:
    batch = StockBatch(product_id=product_id, loaded_at=now)
    session.add(batch)
    await session.flush()
    return batch


async def insert_new(session: Session, rows: Sequence[Mapping[str, object]]) -> set[bytes]:
    """Insert the items whose content the product does not have yet; say which fingerprints were new."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    # The rows as parameters of the plain table: so the statement is compiled once, whatever their number.
    statement = (
        dialect.insert(cast("Table", StockItem.__table__))
        .on_conflict_do_nothing(index_elements=["product_id", "fingerprint"])
        .returning(StockItem.fingerprint)
    )
    return set((await session.scalars(statement, list(rows))).all())


async def find_known(
    session: Session, *, product_id: int, fingerprints: Iterable[bytes]
) -> Mapping[bytes, int]:
    """Say which of the fingerprints the product has already, in any status, and at which position each."""
    wanted = list(fingerprints)
    known: dict[bytes, int] = {}
    for start in range(0, len(wanted), _ROWS_A_STATEMENT):
        some = wanted[start : start + _ROWS_A_STATEMENT]
        rows = await session.execute(
            select(StockItem.fingerprint, StockItem.position).where(
                StockItem.product_id == product_id, StockItem.fingerprint.in_(some)
            )
        )
        known.update((fingerprint, position) for fingerprint, position in rows)
    return known


async def list_sealed_otherwise(session: Session, mark: bytes, *, after: int, limit: int) -> Sequence[int]:
    """List items, by rising id above ``after``, whose content does not begin with the mark."""
    rows = await session.scalars(
        select(StockItem.id)
        .where(StockItem.id > after, func.substr(StockItem.content, 1, len(mark)) != mark)
        .order_by(StockItem.id)
        .limit(limit)
    )
    return rows.all()


async def lock_items(session: Session, ids: Sequence[int]) -> Sequence[StockItem]:
    """Lock these items, without those that somebody else has locked: nobody is waited for."""
    rows = await session.scalars(
        select(StockItem)
        .where(StockItem.id.in_(ids))
        .order_by(StockItem.id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return rows.all()


async def remove_product(session: Session, product_id: int) -> None:
    """Delete all that is kept of a product. No unit may belong to an order: the database checks that."""
    uploads = select(StockUpload.id).where(StockUpload.product_id == product_id)
    staged = delete(StagedUnit).where(StagedUnit.upload_id.in_(uploads))
    await session.execute(staged.execution_options(synchronize_session=False))
    for table in (StockItem, StockBatch, StockUpload, StockAlert):
        await session.execute(
            delete(table).where(table.product_id == product_id).execution_options(synchronize_session=False)
        )


async def find_free(session: Session, *, product_id: int, item_id: int) -> KeptItem | None:
    found = _FREE.where(StockItem.product_id == product_id, StockItem.id == item_id)
    row = (await session.execute(found)).first()
    return None if row is None else KeptItem(*row)


async def list_free(
    session: Session, product_id: int, *, limit: int, offset: int = 0, after: int = -1
) -> Sequence[KeptItem]:
    """List free items in the order of sale; those behind the position ``after``, for going over all."""
    found = _FREE.where(StockItem.product_id == product_id, StockItem.position > after)
    rows = await session.execute(found.order_by(StockItem.position).offset(offset).limit(limit))
    return [KeptItem(*row) for row in rows]


async def remove_free(session: Session, *, product_id: int, item_id: int | None = None) -> int:
    """Delete one free item of a product, or all that are free at this moment; say how many those were."""
    statement = delete(StockItem).where(
        StockItem.product_id == product_id, StockItem.status == StockStatus.FREE
    )
    if item_id is not None:
        statement = statement.where(StockItem.id == item_id)
    removed = await session.execute(statement.execution_options(synchronize_session=False))
    return int(removed.rowcount)  # type: ignore[attr-defined]  # a DELETE's result always has it


async def remove_alert(session: Session, product_id: int) -> None:
    await session.execute(delete(StockAlert).where(StockAlert.product_id == product_id))
