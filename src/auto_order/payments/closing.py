"""The ends of an attempt that brought no money: P3, P5 and P6 of the payment machine."""

from datetime import datetime
from typing import NamedTuple

from auto_order.db.session import Session
from auto_order.jobs.queue import enqueue
from auto_order.notifications.notices import Closing
from auto_order.orders import service as orders
from auto_order.orders.models import OrderStatus
from auto_order.payments import repository, rules, telling, telling_topups
from auto_order.payments.calendar import promise_next_check
from auto_order.payments.jobs import CancelAtGateway, CheckPayment
from auto_order.payments.models import Payment, PaymentStatus
from auto_order.payments.policy import PaymentPolicy


async def expire(session: Session, payment: Payment, *, reason: Closing, now: datetime) -> None:
    """End a locked attempt whose time is over: P5. The gateway said it is unpaid, or no QR was shown."""
    rules.advance(payment, PaymentStatus.EXPIRED)
    await _close(session, payment, OrderStatus.EXPIRED, reason=reason, now=now)
    await cancel_at_gateway(session, payment, now=now)


async def cancel(session: Session, payment: Payment, *, now: datetime) -> None:
    """End a locked attempt that the buyer or the gateway took back: P6. It was just seen to be unpaid."""
    rules.advance(payment, PaymentStatus.CANCELED)
    await _close(session, payment, OrderStatus.CANCELED, reason=Closing.CANCELED, now=now)
    await cancel_at_gateway(session, payment, now=now)


async def fail(session: Session, payment: Payment, *, reason: Closing, now: datetime) -> None:
    """End a locked attempt that was never open: P3."""
    rules.advance(payment, PaymentStatus.FAILED)
    await _close(session, payment, OrderStatus.CANCELED, reason=reason, now=now)


async def cancel_at_gateway(session: Session, payment: Payment, *, now: datetime) -> None:
    """Promise to take the invoice back at the gateway, so that nobody pays it any more."""
    await enqueue(session, CancelAtGateway(payment_id=payment.id), now=now)


async def request_cancel(session: Session, *, order_id: int, customer_id: int, now: datetime) -> bool:
    """Cancel a buyer's unpaid order, as soon as the gateway says that it is unpaid. Safe to repeat.

    An order whose QR was never shown is cancelled at once. False: the order was not open. Raises
    OrderNotFound.
    """
    await orders.get_order(session, order_id=order_id, customer_id=customer_id)
    payment = await repository.lock_open(session, order_id)
    if payment is None:
        return False
    await request_cancel_of(session, payment, now=now)
    return True


async def request_cancel_of(session: Session, payment: Payment, *, now: datetime) -> None:
    """Cancel a locked open attempt as soon as the gateway says that it is unpaid. Safe to repeat."""
    if payment.status is PaymentStatus.CREATING:
        await cancel(session, payment, now=now)
        return
    payment.cancel_requested_at = payment.cancel_requested_at or now
    await enqueue(session, CheckPayment(payment_id=payment.id), now=now)


class Withdrawal(NamedTuple):
    """An invoice to take back. ``txn_id`` is None when the gateway's answer to create was never heard."""

    txn_id: str | None
    reference: str
    amount: int


async def find_withdrawal(session: Session, payment_id: int) -> Withdrawal | None:
    """Say what to take back at the gateway, None when the payment is wanted or paid."""
    payment = await repository.get_payment(session, payment_id)
    if payment.status in rules.OPEN | rules.CLOSED_BY_MONEY:
        return None
    return Withdrawal(payment.txn_id, payment.reference, payment.amount)


async def note_withdrawn(
    session: Session,
    payment_id: int,
    *,
    txn_id: str | None,
    was_refused: bool,
    policy: PaymentPolicy,
    now: datetime,
) -> None:
    """Write down which transaction was taken back, and go on asking: it may have been paid just before.

    At once where the gateway refused to take it back: that is what it does with a paid one.
    """
    payment = await repository.lock_payment(session, payment_id)
    if payment.status in rules.CLOSED_BY_MONEY:
        return
    payment.txn_id = payment.txn_id or txn_id
    if payment.txn_id is None:
        return
    if was_refused:
        await enqueue(session, CheckPayment(payment_id=payment_id), now=now)
    else:
        await promise_next_check(session, payment, policy=policy, now=now)


async def _close(
    session: Session, payment: Payment, status: OrderStatus, *, reason: Closing, now: datetime
) -> None:
    payment.closed_at = now
    if payment.order_id is None:
        await telling_topups.tell_closed(session, payment, reason, now=now)
        return
    order = await orders.lock_order(session, payment.order_id)
    if order.status is OrderStatus.AWAITING:
        await orders.close(session, order, status, now=now)
        await telling.tell_closed(session, order, reason, now=now)
