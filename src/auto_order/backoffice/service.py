"""Look orders and buyers up for the staff, and the deeds that need more than one room."""

from collections.abc import Sequence
from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.backoffice import repository
from auto_order.backoffice.models import (
    CustomerFile,
    CustomerRows,
    OrderFile,
    OrderRow,
    OrderRows,
    TopupRow,
    Which,
)
from auto_order.backoffice.rules import CustomerUnknown, tell_story
from auto_order.customers import service as customers
from auto_order.db.session import Session
from auto_order.delivery import service as delivery
from auto_order.ledger import service as ledger
from auto_order.orders import service as orders
from auto_order.orders.models import Order
from auto_order.orders.rules import OrderNotFound
from auto_order.payments import service as payments
from auto_order.refunds import service as refunds
from auto_order.stock import service as stock

_MOST_DEEDS = 30


async def list_orders(session: Session, *, which: Which, search: str, page: int, per_page: int) -> OrderRows:
    """List orders by number or buyer; a page that does not exist becomes the nearest one."""
    total = await repository.count_orders(session, which, search)
    pages = max(1, -(-total // per_page))
    page = min(max(page, 1), pages)
    rows = await repository.list_orders(session, which, search, offset=(page - 1) * per_page, limit=per_page)
    return OrderRows(rows, page, pages, total)


async def list_orders_of(session: Session, *, customer_id: int, limit: int) -> Sequence[OrderRow]:
    """List a buyer's latest orders."""
    return await repository.list_orders_of(session, customer_id, limit=limit)


async def open_order(session: Session, order_id: int) -> OrderFile:
    """Get all there is about an order. Raises OrderNotFound."""
    order = await _get_order(session, order_id)
    attempts = await repository.list_payments(session, order_id)
    handed = await repository.find_delivery(session, order_id)
    back = await refunds.list_refunds(session, order_id=order_id)
    deeds = await audit.list_entries(session, subject=f"order:{order_id}", limit=_MOST_DEEDS)
    return OrderFile(
        order=order,
        buyer=await customers.get_customer(session, order.customer_id),
        lines=await orders.list_lines(session, order_id),
        payments=attempts,
        delivery=handed,
        refunds=back,
        units=await stock.list_units(session, order_id=order_id),
        events=tell_story(order, attempts, handed, back, deeds),
    )


async def resend(session: Session, order_id: int, *, by: Actor, now: datetime) -> Order:
    """Hand an order's goods to its buyer once more. Raises OrderNotFound and NothingToResend."""
    order = await _get_order(session, order_id)
    await delivery.resend(session, order_id=order_id, customer_id=order.customer_id, now=now)
    await _record(session, order, "order.resend", by=by, now=now)
    return order


async def cancel(session: Session, order_id: int, *, by: Actor, now: datetime) -> bool:
    """Cancel an unpaid order; money that came in wins over it. Say whether it was open."""
    order = await _get_order(session, order_id)
    was_open = await payments.request_cancel(
        session, order_id=order_id, customer_id=order.customer_id, now=now
    )
    if was_open:
        await _record(session, order, "order.cancel", by=by, now=now)
    return was_open


async def list_customers(session: Session, *, search: str, page: int, per_page: int) -> CustomerRows:
    """List buyers by name, username or Telegram id; a page that does not exist becomes the nearest one."""
    total = await repository.count_customers(session, search)
    pages = max(1, -(-total // per_page))
    page = min(max(page, 1), pages)
    rows = await repository.list_customers(session, search, offset=(page - 1) * per_page, limit=per_page)
    return CustomerRows(rows, page, pages, total)


async def open_customer(session: Session, customer_id: int) -> CustomerFile:
    """Get all there is about a buyer. Raises CustomerUnknown."""
    met_at = await repository.find_meeting(session, customer_id)
    if met_at is None:
        raise CustomerUnknown
    bought, spent = await repository.sum_purchases(session, customer_id)
    return CustomerFile(
        card=await customers.get_customer(session, customer_id),
        met_at=met_at,
        balance=await ledger.find_balance(session, customer_id=customer_id),
        orders=bought,
        spent=spent,
    )


async def list_topups(session: Session, *, limit: int) -> Sequence[TopupRow]:
    """List the latest top-ups, however they ended."""
    return await repository.list_topups(session, limit=limit)


async def _get_order(session: Session, order_id: int) -> Order:
    order = await repository.find_order(session, order_id)
    if order is None:
        raise OrderNotFound
    return order


async def _record(session: Session, order: Order, action: str, *, by: Actor, now: datetime) -> None:
    await audit.record(
        session,
        by=by,
        action=action,
        subject=f"order:{order.id}",
        before={"status": order.status},
        after=None,
        now=now,
    )
