"""The SQL behind reports: the database adds up, so that a big shop costs no more memory than a small one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from auto_order.customers.models import Customer
from auto_order.db.session import Session
from auto_order.orders.models import Order, OrderLine, OrderStatus
from auto_order.reporting.models import Stretch, TopProduct

_EARNED = Order.status.in_([OrderStatus.PAID, OrderStatus.FULFILLED])
Sums = Mapping[int, tuple[int, int]]


async def sum_placed(session: Session, stretches: Sequence[Stretch]) -> Sums:
    """Count the orders placed in each stretch."""
    return await _sum(session, _by_stretch(Order.placed_at, stretches, func.count()))


async def sum_paid(session: Session, stretches: Sequence[Stretch]) -> Sums:
    """Count the orders paid in each stretch, and add up what was paid. Refunded ones earned nothing."""
    found = _by_stretch(Order.paid_at, stretches, func.count(), func.sum(Order.total))
    return await _sum(session, found.where(_EARNED))


async def sum_newcomers(session: Session, stretches: Sequence[Stretch]) -> Sums:
    """Count who came for the first time in each stretch."""
    return await _sum(session, _by_stretch(Customer.met_at, stretches, func.count()))


async def list_top(session: Session, whole: Stretch, *, limit: int) -> Sequence[TopProduct]:
    """List the products that brought in most."""
    revenue = func.sum(OrderLine.price * OrderLine.quantity)
    found = (
        select(func.max(OrderLine.product_name), func.sum(OrderLine.quantity), revenue)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.paid_at >= whole.starts_at, Order.paid_at < whole.ends_at, _EARNED)
        .group_by(OrderLine.product_id)
        .order_by(revenue.desc(), OrderLine.product_id)
        .limit(limit)
    )
    return [TopProduct(name, int(units), int(amount)) for name, units, amount in await session.execute(found)]


def _by_stretch(
    moment: "InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]",
    stretches: Sequence[Stretch],
    *sums: Any,  # noqa: ANN401 - any sums
) -> Select[Any]:
    number = case(
        *((moment < stretch.ends_at, place) for place, stretch in enumerate(stretches)), else_=None
    ).label("stretch")
    within = moment >= stretches[0].starts_at, moment < stretches[-1].ends_at
    return select(number, *sums).where(*within).group_by("stretch")


async def _sum(session: Session, found: Select[Any]) -> Sums:
    rows = await session.execute(found)
    return {row[0]: (int(row[1]), int(row[2]) if len(row) > 2 else 0) for row in rows}  # noqa: PLR2004 - the third
