"""The net under the calendar: whatever may still be paid is asked about, though its job was lost.

A payment's own jobs ask about it until nothing can come any more. A database that was restored from a backup,
or edited by hand, may lack them.
"""

from datetime import datetime, timedelta

import structlog

from auto_order.db.session import Session
from auto_order.jobs.queue import enqueue, list_waiting_keys
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import StaffProblem
from auto_order.payments import repository
from auto_order.payments.jobs import CancelAtGateway, CheckPayment, OpenInvoice, SweepPayments
from auto_order.payments.models import PaymentStatus
from auto_order.payments.rules import LAST_CHECK_AFTER

log = structlog.get_logger()

_PAUSE = timedelta(hours=1)
# Between two questions, so that many are no flood.
_APART = timedelta(milliseconds=500)


async def sweep(session: Session, *, now: datetime) -> int:
    """Promise a question for every payment that nobody would ask about, and the next sweep; say how many."""
    names = [CheckPayment.name, OpenInvoice.name, CancelAtGateway.name]
    waiting = await list_waiting_keys(session, names=names)
    payable = await repository.list_payable(session, due_after=now - LAST_CHECK_AFTER)
    promises = [
        OpenInvoice(payment_id=payment_id)
        if status is PaymentStatus.CREATING
        else CheckPayment(payment_id=payment_id)
        for payment_id, status in payable
    ]
    forgotten = [promise for promise in promises if promise.key not in waiting]
    for number, promise in enumerate(forgotten):
        await enqueue(session, promise, now=now, run_at=now + number * _APART)
    if forgotten:
        log.warning("payments.forgotten", count=len(forgotten))
        notice = StaffProblem(problem="payments_forgotten", facts={"count": len(forgotten)})
        await notifications.tell_owners(session, notice=notice, now=now, slot="problem:payments_forgotten")
    await enqueue(session, SweepPayments(), now=now, run_at=now + _PAUSE)
    return len(forgotten)
