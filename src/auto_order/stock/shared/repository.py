"""All SQL about shared contents."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, insert, select, update

from auto_order.db.session import Session
from auto_order.stock.models import SharedContent, StockItem, StockStatus
from auto_order.stock.rules import ALWAYS

# Positions within a batch: all of its items are alike.
_BATCH_SPAN = 10_000_000
_UNSOLD = (StockStatus.FREE, StockStatus.HELD)


async def lock(session: Session, product_id: int) -> SharedContent | None:
    """Find what a product's buyers get, locked until the transaction ends."""
    return await session.scalar(
        select(SharedContent)
        .where(SharedContent.product_id == product_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def find(session: Session, product_id: int) -> SharedContent | None:
    return await session.get(SharedContent, product_id)


async def mint(session: Session, product_id: int, *, quantity: int, values: Mapping[str, object]) -> bool:
    """Make items of what the product's buyers get, all or none: False when so many may not be sold.

    Their content is sealed already, for this product. Their fingerprints are random: they are alike.
    """
    shared = await _take(session, product_id, quantity)
    if shared is None:
        return False
    content, batch_id = shared
    item = {
        "product_id": product_id,
        "batch_id": batch_id,
        "position": batch_id * _BATCH_SPAN,
        "content": content,
        **values,
    }
    rows = [{**item, "fingerprint": secrets.token_bytes(32)} for _ in range(quantity)]
    await session.execute(insert(StockItem), rows)
    return True


async def _take(session: Session, product_id: int, quantity: int) -> tuple[bytes, int] | None:
    """Count so many as sold, where they are counted, and give what they are made of."""
    columns = (SharedContent.content, SharedContent.batch_id)
    found = await session.execute(
        select(*columns, SharedContent.remaining).where(SharedContent.product_id == product_id)
    )
    row = found.first()
    if row is None or row.remaining is None:
        return None if row is None else (row.content, row.batch_id)
    taken = await session.execute(
        update(SharedContent)
        .where(SharedContent.product_id == product_id, SharedContent.remaining >= quantity)
        .values(remaining=SharedContent.remaining - quantity)
        .returning(*columns)
        .execution_options(synchronize_session=False)
    )
    left = taken.first()
    return None if left is None else (left.content, left.batch_id)


async def give_back(session: Session, order_id: int) -> None:
    """Unmake what was made for an order and not sold, and count it as there again."""
    unmade = await session.scalars(
        delete(StockItem)
        .where(
            StockItem.order_id == order_id,
            StockItem.status == StockStatus.HELD,
            StockItem.batch_id.in_(select(SharedContent.batch_id)),
        )
        .returning(StockItem.product_id)
        .execution_options(synchronize_session=False)
    )
    for product_id, quantity in sorted(Counter(unmade.all()).items()):
        await session.execute(
            update(SharedContent)
            .where(SharedContent.product_id == product_id, SharedContent.remaining.is_not(None))
            .values(remaining=SharedContent.remaining + quantity)
            .execution_options(synchronize_session=False)
        )


async def count_remaining(session: Session, product_ids: Sequence[int]) -> Mapping[int, int]:
    """Say how many more of these products may be made; those that share nothing are not in the answer."""
    rows = await session.execute(
        select(SharedContent.product_id, func.coalesce(SharedContent.remaining, ALWAYS)).where(
            SharedContent.product_id.in_(product_ids)
        )
    )
    return {product_id: remaining for product_id, remaining in rows}  # noqa: C416 - dict() takes no rows


async def has_unsold(session: Session, product_id: int) -> bool:
    """Say whether units of a product are free or set aside."""
    unsold = select(StockItem.id).where(StockItem.product_id == product_id, StockItem.status.in_(_UNSOLD))
    return await session.scalar(unsold.limit(1)) is not None


async def remove(session: Session, product_id: int) -> None:
    await session.execute(delete(SharedContent).where(SharedContent.product_id == product_id))


async def list_sealed_otherwise(session: Session, mark: bytes, *, after: int, limit: int) -> Sequence[int]:
    """List products above ``after``, by rising id, whose shared content does not begin with the mark."""
    rows = await session.scalars(
        select(SharedContent.product_id)
        .where(
            SharedContent.product_id > after,
            func.substr(SharedContent.content, 1, len(mark)) != mark,
        )
        .order_by(SharedContent.product_id)
        .limit(limit)
    )
    return rows.all()
