"""Asking the gateway what has become of a payment, and acting on the answer. An observation is made here."""

from datetime import datetime

import structlog

from auto_order.db.session import Session
from auto_order.jobs.queue import enqueue
from auto_order.kit.errors import TransientError
from auto_order.notifications.notices import Closing
from auto_order.payments import closing, repository, rules, settling, telling
from auto_order.payments.calendar import promise_next_check
from auto_order.payments.gateways import Observation, PaymentState
from auto_order.payments.jobs import CheckPayment
from auto_order.payments.models import Payment
from auto_order.payments.policy import PaymentPolicy

log = structlog.get_logger()


class AskedTooSoonError(TransientError):
    """The gateway was asked a moment ago: the question is put off, and keeps its place and its urgency."""

    def __init__(self, *, seconds: float) -> None:
        super().__init__("asked a moment ago", retry_after=seconds)


async def begin_check(
    session: Session, payment_id: int, *, policy: PaymentPolicy, now: datetime
) -> str | None:
    """Say which transaction to ask the gateway about now, None if there is nothing to ask.

    While the gateway still owes us the answer to create, a webhook may already have named the transaction.
    The pause that the gateway wants between two questions is kept: raises AskedTooSoonError within it.
    """
    payment = await repository.lock_payment(session, payment_id)
    if payment.status in rules.CLOSED_BY_MONEY:
        return None
    txn_id = payment.txn_id or next(iter(await repository.list_claimed_txn_ids(session, payment_id)), None)
    if txn_id is None:
        return None
    moment = rules.find_check_moment(payment, gateway=policy.gateway, now=now)
    if moment > now:
        raise AskedTooSoonError(seconds=(moment - now).total_seconds())
    payment.last_asked_at = now
    return txn_id


async def note_asked(session: Session, payment_id: int, *, now: datetime) -> None:
    """Write down that the gateway was asked by somebody who waited for no turn."""
    payment = await repository.lock_payment(session, payment_id)
    payment.last_asked_at = now


async def observe(
    session: Session, payment_id: int, observation: Observation, *, policy: PaymentPolicy, now: datetime
) -> None:
    """Act on what the gateway answered, and put the next question on the calendar. Safe to repeat."""
    payment = await repository.lock_payment(session, payment_id)
    is_another = rules.is_about_another(payment, observation)
    if is_another or observation.state is PaymentState.UNKNOWN:
        log.warning("payments.no_use", payment_id=payment_id, is_another=is_another)
        await note_silence(session, payment_id, now=now)
        return
    if observation.state is PaymentState.SETTLED:
        await settling.settle(session, payment_id, observation, policy=policy, now=now)
        return
    payment.last_answered_at = now
    payment.failed_checks = 0
    if payment.status in rules.OPEN:
        await _close_if_over(session, payment, observation.state, policy=policy, now=now)
    await promise_next_check(session, payment, policy=policy, now=now)


async def note_silence(
    session: Session, payment_id: int, *, now: datetime, retry_after: float | None = None
) -> None:
    """Note that the gateway did not tell. The units stay held, up to a maximum; the staff hears of it.

    ``retry_after``: for how many seconds it asked to be left alone.
    """
    payment = await repository.lock_payment(session, payment_id)
    if payment.status in rules.CLOSED_BY_MONEY:
        return
    payment.failed_checks += 1
    if payment.failed_checks == rules.CHECKS_BEFORE_ALERT:
        await telling.tell_problem(session, "gateway_silent", payment=payment, now=now)
    if payment.status in rules.OPEN and rules.is_hold_exhausted(payment, now=now):
        await closing.expire(session, payment, reason=Closing.EXPIRED, now=now)
    again = rules.find_next_try(payment, retry_after=retry_after, now=now)
    if again is not None:
        await enqueue(session, CheckPayment(payment_id=payment_id), now=now, run_at=again)


async def _close_if_over(
    session: Session, payment: Payment, state: PaymentState, *, policy: PaymentPolicy, now: datetime
) -> None:
    """End what was over when the gateway was asked, now that it has said that nobody paid."""
    asked_at = payment.last_asked_at or now
    is_wanted = payment.cancel_requested_at is not None and payment.cancel_requested_at <= asked_at
    if state is PaymentState.CANCELED or is_wanted:
        await closing.cancel(session, payment, now=now)
    elif rules.is_overdue(payment, grace=policy.grace, now=asked_at):
        await closing.expire(session, payment, reason=Closing.EXPIRED, now=now)
