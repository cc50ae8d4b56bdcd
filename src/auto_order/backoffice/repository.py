"""The reading SQL behind the staff's lists. Counts stop at a thousand: nobody turns more pages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, exists, func, or_, select

from auto_order.backoffice.models import CustomerRow, OrderRow, TopupRow, Which
from auto_order.customers.models import Customer
from auto_order.db.session import Session
from auto_order.delivery.models import Delivery, DeliveryStatus
from auto_order.orders.models import Order, OrderStatus
from auto_order.payments.models import Payment, Purpose, ReviewCase

_MOST_COUNTED = 1000
_IN_TROUBLE = or_(
    Order.status == OrderStatus.REFUND_DUE,
    exists().where(
        Delivery.order_id == Order.id, Delivery.status.in_([DeliveryStatus.DEAD, DeliveryStatus.BLOCKED])
    ),
    exists().where(
        Payment.order_id == Order.id, ReviewCase.payment_id == Payment.id, ReviewCase.decision.is_(None)
    ),
)
_WHICH: dict[Which, ColumnElement[bool]] = {
    Which.WAITING: Order.status == OrderStatus.AWAITING,
    Which.PAID: Order.status == OrderStatus.PAID,
    Which.DELIVERED: Order.status == OrderStatus.FULFILLED,
    Which.PROBLEM: _IN_TROUBLE,
    Which.OVER: Order.status.in_(
        [OrderStatus.EXPIRED, OrderStatus.CANCELED, OrderStatus.CREDITED, OrderStatus.REFUNDED]
    ),
}
_ORDER = (Order.id, Order.number, Order.status, Order.total, Order.placed_at, Customer.name)
_CUSTOMER = (Customer.id, Customer.name, Customer.username, Customer.is_blocked)


async def list_orders(
    session: Session, which: Which, search: str, *, offset: int, limit: int
) -> Sequence[OrderRow]:
    found = _orders(which, search, *_ORDER).order_by(Order.id.desc()).offset(offset).limit(limit)
    return [OrderRow(*row) for row in await session.execute(found)]


async def count_orders(session: Session, which: Which, search: str) -> int:
    return await _count(session, _orders(which, search, Order.id))


async def list_orders_of(session: Session, customer_id: int, *, limit: int) -> Sequence[OrderRow]:
    found = _orders(Which.ALL, "", *_ORDER).where(Order.customer_id == customer_id)
    return [OrderRow(*row) for row in await session.execute(found.order_by(Order.id.desc()).limit(limit))]


async def find_order(session: Session, order_id: int) -> Order | None:
    return await session.get(Order, order_id)


async def list_payments(session: Session, order_id: int) -> Sequence[Payment]:
    found = select(Payment).where(Payment.order_id == order_id).order_by(Payment.id)
    return (await session.scalars(found)).all()


async def find_delivery(session: Session, order_id: int) -> Delivery | None:
    return await session.scalar(select(Delivery).where(Delivery.order_id == order_id))


async def list_customers(session: Session, search: str, *, offset: int, limit: int) -> Sequence[CustomerRow]:
    found = _customers(search, *_CUSTOMER).order_by(Customer.id.desc()).offset(offset).limit(limit)
    return [CustomerRow(*row) for row in await session.execute(found)]


async def count_customers(session: Session, search: str) -> int:
    return await _count(session, _customers(search, Customer.id))


async def find_meeting(session: Session, customer_id: int) -> datetime | None:
    return await session.scalar(select(Customer.met_at).where(Customer.id == customer_id))


async def sum_purchases(session: Session, customer_id: int) -> tuple[int, int]:
    """Count a buyer's paid orders and add up what was paid for them."""
    bought = select(func.count(), func.sum(Order.total)).where(
        Order.customer_id == customer_id, Order.status.in_([OrderStatus.PAID, OrderStatus.FULFILLED])
    )
    orders, spent = (await session.execute(bought)).one()
    return orders, int(spent or 0)


async def list_topups(session: Session, *, limit: int) -> Sequence[TopupRow]:
    found = (
        select(Payment.id, Customer.name, Payment.amount, Payment.status, Payment.gateway, Payment.created_at)
        .join(Customer, Customer.id == Payment.customer_id)
        .where(Payment.purpose == Purpose.TOPUP)
        .order_by(Payment.id.desc())
        .limit(limit)
    )
    return [TopupRow(*row) for row in await session.execute(found)]


def _orders(which: Which, search: str, *columns: Any) -> Select[Any]:  # noqa: ANN401 - any columns
    found = select(*columns).join(Customer, Customer.id == Order.customer_id)
    if which in _WHICH:
        found = found.where(_WHICH[which])
    if search:
        found = found.where(or_(Order.number.icontains(search, autoescape=True), _is_called(search)))
    return found


def _customers(search: str, *columns: Any) -> Select[Any]:  # noqa: ANN401 - any columns
    found = select(*columns)
    return found.where(_is_called(search)) if search else found


def _is_called(search: str) -> ColumnElement[bool]:
    word = search.removeprefix("@")
    return or_(
        Customer.name.icontains(word, autoescape=True),
        Customer.username.icontains(word, autoescape=True),
        cast(Customer.telegram_id, String) == word,
    )


async def _count(session: Session, found: Select[Any]) -> int:
    some = found.limit(_MOST_COUNTED).subquery()
    return await session.scalar(select(func.count()).select_from(some)) or 0
