"""All SQL about wishes."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from auto_order.db.session import Session
from auto_order.stock.models import StockWish


async def has_any(session: Session, product_id: int) -> bool:
    found = select(StockWish.customer_id).where(StockWish.product_id == product_id).limit(1)
    return await session.scalar(found) is not None


async def take(session: Session, product_id: int, *, limit: int) -> Sequence[int]:
    """Take out the longest-standing wishes for a product; give whose they were."""
    wished = (
        select(StockWish.customer_id)
        .where(StockWish.product_id == product_id)
        .order_by(StockWish.wished_at, StockWish.customer_id)
        .limit(limit)
    )
    taken = delete(StockWish).where(StockWish.product_id == product_id, StockWish.customer_id.in_(wished))
    rows = await session.scalars(
        taken.returning(StockWish.customer_id).execution_options(synchronize_session=False)
    )
    return rows.all()


async def remove_product(session: Session, product_id: int) -> None:
    await session.execute(delete(StockWish).where(StockWish.product_id == product_id))
