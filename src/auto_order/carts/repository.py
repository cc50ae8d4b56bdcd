"""All SQL about carts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from auto_order.carts.models import CartLine
from auto_order.db.session import Session


async def put(session: Session, *, customer_id: int, product_id: int, quantity: int, now: datetime) -> None:
    """Set the quantity of a product in the cart, whether it stood there or not."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(CartLine).values(
        customer_id=customer_id, product_id=product_id, quantity=quantity, added_at=now
    )
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["customer_id", "product_id"], set_={"quantity": statement.excluded.quantity}
        )
    )


async def list_lines(session: Session, customer_id: int) -> Sequence[tuple[int, int]]:
    rows = await session.execute(
        select(CartLine.product_id, CartLine.quantity)
        .where(CartLine.customer_id == customer_id)
        .order_by(CartLine.added_at, CartLine.product_id)
    )
    return [(row.product_id, row.quantity) for row in rows]


async def remove_product(session: Session, product_id: int) -> None:
    await session.execute(delete(CartLine).where(CartLine.product_id == product_id))


async def remove(session: Session, *, customer_id: int, product_ids: Sequence[int] | None = None) -> None:
    """Remove some products from the cart, or all."""
    statement = delete(CartLine).where(CartLine.customer_id == customer_id)
    if product_ids is not None:
        statement = statement.where(CartLine.product_id.in_(product_ids))
    await session.execute(statement.execution_options(synchronize_session=False))
