"""The verbs about payments that the doors use; the machine behind them stands in the modules named below."""

from datetime import datetime

from auto_order.db.session import Session
from auto_order.jobs.queue import enqueue
from auto_order.orders import service as orders
from auto_order.orders.models import Order
from auto_order.payments import repository, telling
from auto_order.payments.closing import request_cancel
from auto_order.payments.jobs import CheckPayment
from auto_order.payments.models import Payment, PaymentStatus
from auto_order.payments.policy import PaymentPolicy
from auto_order.payments.purchasing import Bought, pay_by_wallet
from auto_order.payments.receiving import receive_event
from auto_order.payments.starting import Started, checkout

__all__ = [
    "Bought",
    "Started",
    "checkout",
    "find_payment",
    "pay_by_wallet",
    "receive_event",
    "request_cancel",
    "request_check",
    "show_again",
]


async def find_payment(session: Session, *, order_id: int) -> Payment | None:
    """Find the latest attempt to pay an order."""
    return await repository.find_latest(session, order_id)


async def request_check(
    session: Session, *, order_id: int, customer_id: int, now: datetime
) -> Payment | None:
    """Ask the gateway about a buyer's open payment soon; return it as it is now. Raises OrderNotFound."""
    await orders.get_order(session, order_id=order_id, customer_id=customer_id)
    payment = await repository.lock_open(session, order_id)
    if payment is None:
        return None
    if payment.status is PaymentStatus.PENDING:
        await enqueue(session, CheckPayment(payment_id=payment.id), now=now)
    return payment


async def show_again(
    session: Session, order: Order, *, policy: PaymentPolicy, now: datetime, is_asked_for: bool = False
) -> None:
    """Show the QR of an open order once more, unless it was shown a moment ago and nobody asked for it."""
    payment = await repository.lock_open(session, order.id)
    if payment is not None:
        await telling.show_again(session, payment, policy=policy, now=now, is_asked_for=is_asked_for)
