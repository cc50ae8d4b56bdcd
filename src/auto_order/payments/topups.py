"""Filling the wallet: by QRIS like any payment, or by hand as a person of the staff confirms."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.customers import service as customers
from auto_order.db.session import Session
from auto_order.jobs.queue import enqueue
from auto_order.ledger.rules import read_reason
from auto_order.notifications.notices import Closing
from auto_order.payments import closing, repository, rules, settling, telling_topups
from auto_order.payments.attempts import CURRENCY, Demand, begin_attempt, write_attempt
from auto_order.payments.jobs import CheckPayment
from auto_order.payments.models import MANUAL, Payment, PaymentStatus
from auto_order.payments.policy import PaymentPolicy, TopupLimits
from auto_order.payments.rules import PaymentDecided, PaymentNotFound

# How long a transfer that a buyer stated is looked for. Nothing happens by itself after it.
_LONGEST_SEARCH = timedelta(days=7)


class Topup(NamedTuple):
    """A top-up that a buyer wished for. ``is_new`` is False when one was open already."""

    payment: Payment
    is_new: bool


async def begin(
    session: Session, *, customer_id: int, amount: int, policy: PaymentPolicy, now: datetime
) -> Topup:
    """Promise a QR that fills the wallet. One is open at a time: a second call returns the open one.

    Locks the customer. Raises AmountNotPayable.
    """
    rules.check_topup(policy.topup_limits, amount)
    await customers.lock_customer(session, customer_id)
    known = await repository.find_open_topup(session, customer_id=customer_id, gateway=policy.gateway.name)
    if known is not None:
        return Topup(known, is_new=False)
    demand = Demand(customer_id, None, amount, deadline=now + policy.invoice_time)
    payment = await begin_attempt(session, demand, gateway=policy.gateway, now=now)
    await telling_topups.tell_staff(session, payment, now=now)
    return Topup(payment, is_new=True)


async def lock_topup(session: Session, *, payment_id: int, customer_id: int) -> Payment:
    """Get a buyer's own top-up locked, or raise PaymentNotFound: the same answer for somebody else's."""
    payment = await repository.lock_topup(session, payment_id)
    if payment is None or payment.customer_id != customer_id:
        raise PaymentNotFound
    return payment


async def request_check(session: Session, *, payment_id: int, customer_id: int, now: datetime) -> Payment:
    """Ask the gateway about a buyer's open top-up soon; return it as it is now. Raises PaymentNotFound."""
    payment = await lock_topup(session, payment_id=payment_id, customer_id=customer_id)
    if payment.status is PaymentStatus.PENDING and payment.gateway != MANUAL:
        await enqueue(session, CheckPayment(payment_id=payment.id), now=now)
    return payment


async def request_cancel(session: Session, *, payment_id: int, customer_id: int, now: datetime) -> bool:
    """Cancel a buyer's open top-up; money that came in wins over it. Raises PaymentNotFound."""
    payment = await lock_topup(session, payment_id=payment_id, customer_id=customer_id)
    if payment.status not in rules.OPEN:
        return False
    if payment.gateway == MANUAL:
        await _drop(session, payment, reason=Closing.CANCELED, now=now)
    else:
        await closing.request_cancel_of(session, payment, now=now)
    return True


async def state_transfer(
    session: Session, *, customer_id: int, amount: int, limits: TopupLimits, now: datetime
) -> Topup:
    """Write down that a buyer says to have sent money by hand; a person of the staff looks for it.

    One is open at a time: a second call returns the open one. Raises AmountNotPayable.
    """
    rules.check_topup(limits, amount)
    await customers.lock_customer(session, customer_id)
    known = await repository.find_open_topup(session, customer_id=customer_id, gateway=MANUAL)
    if known is not None:
        return Topup(known, is_new=False)
    demand = Demand(customer_id, None, amount, deadline=now + _LONGEST_SEARCH)
    payment = write_attempt(demand, gateway=MANUAL, currency=CURRENCY, now=now)
    payment.txn_id = payment.reference
    rules.advance(payment, PaymentStatus.PENDING)
    session.add(payment)
    await session.flush()
    await telling_topups.tell_staff(session, payment, now=now)
    return Topup(payment, is_new=True)


async def list_stated(session: Session, *, limit: int = 50) -> Sequence[Payment]:
    """List the transfers that wait for a person, the oldest first."""
    return await repository.list_open_transfers(session, limit=limit)


async def confirm_transfer(
    session: Session, *, payment_id: int, note: str, by: Actor, now: datetime
) -> Payment:
    """Credit what a buyer sent by hand and a person has seen arrive. ``note`` says where.

    Raises PaymentNotFound, PaymentDecided when it is over already, and ReasonMissing.
    """
    note = read_reason(note)
    payment = await _lock_stated(session, payment_id)
    await settling.settle_by_hand(session, payment, now=now)
    await _record(session, payment, "topup.confirm", note=note, by=by, now=now)
    return payment


async def reject_transfer(
    session: Session, *, payment_id: int, note: str, by: Actor, now: datetime
) -> Payment:
    """End a transfer that did not arrive; the buyer reads ``note``. Raises what confirm_transfer does."""
    note = read_reason(note)
    payment = await _lock_stated(session, payment_id)
    await _drop(session, payment, reason=Closing.NOT_FOUND, note=note, now=now)
    await _record(session, payment, "topup.reject", note=note, by=by, now=now)
    return payment


async def _lock_stated(session: Session, payment_id: int) -> Payment:
    payment = await repository.lock_topup(session, payment_id)
    if payment is None or payment.gateway != MANUAL:
        raise PaymentNotFound
    if payment.status is not PaymentStatus.PENDING:
        raise PaymentDecided(status=payment.status)
    return payment


async def _drop(
    session: Session, payment: Payment, *, reason: Closing, note: str = "", now: datetime
) -> None:
    rules.advance(payment, PaymentStatus.CANCELED)
    payment.closed_at = now
    await telling_topups.tell_closed(session, payment, reason, note=note, now=now)


async def _record(
    session: Session, payment: Payment, action: str, *, note: str, by: Actor, now: datetime
) -> None:
    await audit.record(
        session,
        by=by,
        action=action,
        subject=f"payment:{payment.id}",
        before={"status": PaymentStatus.PENDING, "amount": payment.amount},
        after={"status": payment.status, "customer": payment.customer_id, "note": note},
        now=now,
    )
