"""When a payment is asked about next, as far as nobody tells us of it sooner."""

from datetime import datetime

from auto_order.db.session import Session
from auto_order.jobs.queue import enqueue
from auto_order.payments import repository, rules
from auto_order.payments.jobs import CheckPayment
from auto_order.payments.models import Payment
from auto_order.payments.policy import PaymentPolicy


async def promise_next_check(
    session: Session, payment: Payment, *, policy: PaymentPolicy, now: datetime
) -> None:
    """Put the next question about a payment on the calendar, unless nothing can come any more."""
    last_heard_at = await repository.find_last_event_moment(session, gateway=policy.gateway.name)
    is_hearing = rules.is_hearing(last_heard_at, now=now)
    moment = rules.find_next_check(payment, grace=policy.grace, is_hearing=is_hearing, now=now)
    if moment is not None:
        await enqueue(session, CheckPayment(payment_id=payment.id), now=now, run_at=moment)
