"""From a buyer's agreement to a QR on the screen: P1, P2 and P3 of the payment machine."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from auto_order.carts.service import Wanted
from auto_order.customers import service as customers
from auto_order.db.session import Session
from auto_order.notifications.notices import Closing
from auto_order.orders import placing
from auto_order.orders import service as orders
from auto_order.orders.models import Order
from auto_order.orders.rules import Quote
from auto_order.payments import closing, repository, rules, telling
from auto_order.payments.attempts import Demand, begin_attempt
from auto_order.payments.calendar import promise_next_check
from auto_order.payments.gateways import Gateway, Invoice
from auto_order.payments.models import Payment, PaymentStatus
from auto_order.payments.policy import PaymentPolicy

_MOST_ATTEMPTS = 2


class Started(NamedTuple):
    """The order a buyer is to pay. ``is_new`` is False when it was open already: nothing was done twice."""

    order: Order
    is_new: bool


async def checkout(
    session: Session,
    *,
    customer_id: int,
    checkout: str,
    wanted: Sequence[Wanted],
    digest: str,
    policy: PaymentPolicy,
    now: datetime,
) -> Started:
    """Place an order for what the buyer agreed to and promise an invoice for it: P1.

    One open order per buyer and checkout: a second call returns the open one, so a double tap does one thing.
    Locks the customer, then the units. Raises QuoteChanged, OutOfStock, CartEmpty, TooManyOpenOrders and
    AmountNotPayable, and then nothing is left behind.
    """
    await customers.lock_customer(session, customer_id)
    open_order = await orders.find_open_order(session, customer_id=customer_id, checkout=checkout)
    if open_order is not None:
        return Started(open_order, is_new=False)

    agreed = await _agree(
        session, customer_id=customer_id, wanted=wanted, digest=digest, policy=policy, now=now
    )
    service_fee = policy.service_fee(agreed.total)
    rules.check_amount(policy.gateway, agreed.total + service_fee)
    order = await placing.place_order(
        session,
        customer_id=customer_id,
        checkout=checkout,
        agreed=agreed,
        service_fee=service_fee,
        expires_at=now + await _find_time(session, customer_id, policy=policy, now=now),
        now=now,
    )
    demand = Demand(customer_id, order.id, order.total, order.expires_at)
    await begin_attempt(session, demand, gateway=policy.gateway, now=now)
    await telling.tell_staff_order(session, order, now=now)
    return Started(order, is_new=True)


async def _agree(
    session: Session,
    *,
    customer_id: int,
    wanted: Sequence[Wanted],
    digest: str,
    policy: PaymentPolicy,
    now: datetime,
) -> Quote:
    """Make sure that the buyer agreed to what it costs now, and may have it set aside."""
    agreed = await placing.check_agreement(
        session, customer_id=customer_id, wanted=wanted, digest=digest, now=now
    )
    most = policy.fairness.most_held_units
    await placing.check_open_orders(session, customer_id=customer_id, most=policy.most_open_orders)
    await placing.check_held_units(session, agreed, customer_id=customer_id, most=most)
    return agreed


async def _find_time(
    session: Session, customer_id: int, *, policy: PaymentPolicy, now: datetime
) -> timedelta:
    """Say how long the buyer has to pay: less, the more invoices they let lapse lately."""
    last_paid = await placing.find_last_paid(session, customer_id=customer_id)
    lapses = await repository.count_lapses(
        session, customer_id, after_order=last_paid, since=now - rules.LAPSES_REMEMBERED
    )
    return rules.find_invoice_time(policy, lapses=lapses)


async def find_creating(session: Session, payment_id: int) -> Payment | None:
    """Find the attempt if it still waits for the gateway's answer."""
    payment = await repository.get_payment(session, payment_id)
    return payment if payment.status is PaymentStatus.CREATING else None


async def record_invoice(
    session: Session, payment_id: int, invoice: Invoice, *, policy: PaymentPolicy, now: datetime
) -> None:
    """Write down the gateway's answer and have the QR shown: P2. Safe to repeat.

    An invoice that came too late, or is not what was asked for, is never shown and is taken back.
    """
    payment = await repository.lock_payment(session, payment_id)
    if invoice.reference == payment.reference:
        payment.txn_id = payment.txn_id or invoice.txn_id
    if payment.status is not PaymentStatus.CREATING:
        if payment.status not in rules.OPEN | rules.CLOSED_BY_MONEY:
            await closing.cancel_at_gateway(session, payment, now=now)
        return

    faults = rules.find_invoice_faults(payment, invoice, gateway=policy.gateway)
    if faults:
        await refuse(session, payment_id, faults=faults, now=now)
        if payment.txn_id is not None:
            await closing.cancel_at_gateway(session, payment, now=now)
        return

    _write_down(payment, invoice, now=now)
    if rules.is_overdue(payment, grace=policy.grace, now=now):
        await closing.expire(session, payment, reason=Closing.GATEWAY_DOWN, now=now)
        return
    await telling.tell_invoice(session, payment, gateway=policy.gateway, now=now)
    await promise_next_check(session, payment, policy=policy, now=now)


async def refuse(session: Session, payment_id: int, *, faults: Sequence[str], now: datetime) -> None:
    """End an attempt that the gateway will never open: P3. The units come free and the buyer is told."""
    payment = await repository.lock_payment(session, payment_id)
    if payment.status is not PaymentStatus.CREATING:
        return
    await closing.fail(session, payment, reason=Closing.REFUSED, now=now)
    await telling.tell_problem(session, "gateway_refused", payment=payment, faults=", ".join(faults), now=now)


async def begin_again(session: Session, payment_id: int, *, gateway: Gateway, now: datetime) -> None:
    """Take a fresh reference after the gateway called this one dead, once; then give up as refused."""
    payment = await repository.lock_payment(session, payment_id)
    if payment.status is not PaymentStatus.CREATING:
        return
    if payment.attempt >= _MOST_ATTEMPTS:
        await refuse(session, payment_id, faults=["attempt_dead"], now=now)
        return
    rules.advance(payment, PaymentStatus.FAILED)
    payment.closed_at = now
    await session.flush()
    demand = Demand(payment.customer_id, payment.order_id, payment.amount, payment.deadline)
    await begin_attempt(session, demand, gateway=gateway, number=payment.attempt + 1, now=now)


async def give_up(session: Session, payment_id: int, *, now: datetime) -> None:
    """Release an order whose invoice was not opened in time; a possible orphan is cancelled later."""
    payment = await repository.lock_payment(session, payment_id)
    if payment.status is PaymentStatus.CREATING:
        await closing.expire(session, payment, reason=Closing.GATEWAY_DOWN, now=now)


def _write_down(payment: Payment, invoice: Invoice, *, now: datetime) -> None:
    rules.advance(payment, PaymentStatus.PENDING)
    payment.txn_id = invoice.txn_id
    payment.fee = invoice.fee
    payment.total_payment = invoice.total_payment
    payment.qr_string = invoice.qr_string
    payment.qr_amount = rules.find_qr_amount(invoice)
    payment.pay_url = invoice.pay_url
    payment.shown_at = now
    if invoice.expires_at is not None:
        payment.deadline = min(payment.deadline, invoice.expires_at)
