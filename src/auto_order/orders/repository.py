"""All SQL about orders and their lines."""

from collections.abc import Sequence

from sqlalchemy import func, select

from auto_order.db.session import Session
from auto_order.orders.models import Order, OrderLine, OrderStatus
from auto_order.orders.rules import WITH_GOODS


async def lock_order(session: Session, order_id: int) -> Order:
    """Get the order locked until the transaction ends, as it is in the database now."""
    found = await session.scalars(
        select(Order).where(Order.id == order_id).with_for_update().execution_options(populate_existing=True)
    )
    return found.one()


async def find_open(session: Session, *, customer_id: int, checkout: str) -> Order | None:
    return await session.scalar(
        select(Order).where(
            Order.customer_id == customer_id, Order.checkout == checkout, Order.status == OrderStatus.AWAITING
        )
    )


async def find_by_token(session: Session, *, customer_id: int, token: str) -> Order | None:
    return await session.scalar(select(Order).where(Order.customer_id == customer_id, Order.token == token))


async def count_open(session: Session, customer_id: int) -> int:
    counted = await session.scalar(
        select(func.count())
        .select_from(Order)
        .where(Order.customer_id == customer_id, Order.status == OrderStatus.AWAITING)
    )
    return counted or 0


async def sum_held(session: Session, customer_id: int) -> int:
    """Sum up the units that the buyer's unpaid orders hold."""
    held = await session.scalar(
        select(func.sum(OrderLine.quantity))
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.customer_id == customer_id, Order.status == OrderStatus.AWAITING)
    )
    return int(held or 0)


async def find_last_paid(session: Session, customer_id: int) -> int:
    last = await session.scalar(
        select(func.max(Order.id)).where(Order.customer_id == customer_id, Order.paid_at.is_not(None))
    )
    return last or 0


async def find_order(session: Session, *, order_id: int, customer_id: int) -> Order | None:
    return await session.scalar(select(Order).where(Order.id == order_id, Order.customer_id == customer_id))


async def list_lines(session: Session, order_id: int) -> Sequence[OrderLine]:
    rows = await session.scalars(
        select(OrderLine).where(OrderLine.order_id == order_id).order_by(OrderLine.id)
    )
    return rows.all()


async def has_lines(session: Session, product_id: int) -> bool:
    lines = select(OrderLine.id).where(OrderLine.product_id == product_id).limit(1)
    return await session.scalar(lines) is not None


async def list_page(session: Session, customer_id: int, *, offset: int, limit: int) -> Sequence[Order]:
    rows = await session.scalars(
        select(Order)
        .where(Order.customer_id == customer_id)
        .order_by(Order.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return rows.all()


async def count_orders(session: Session, customer_id: int) -> int:
    counted = await session.scalar(
        select(func.count()).select_from(Order).where(Order.customer_id == customer_id)
    )
    return counted or 0


async def count_finished(session: Session) -> int:
    counted = await session.scalar(
        select(func.count()).select_from(Order).where(Order.status.in_(WITH_GOODS))
    )
    return counted or 0


async def find_line(session: Session, line_id: int) -> tuple[Order, OrderLine] | None:
    found = select(Order, OrderLine).join(OrderLine, OrderLine.order_id == Order.id)
    row = (await session.execute(found.where(OrderLine.id == line_id))).first()
    return None if row is None else (row[0], row[1])
