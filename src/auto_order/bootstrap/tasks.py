"""Which task keeps which promise."""

from datetime import datetime, timedelta

from auto_order.bootstrap.base import Base
from auto_order.bootstrap.broadcasts import add_broadcasts
from auto_order.bootstrap.notifications import add_notifications
from auto_order.bootstrap.stock import add_stock
from auto_order.broadcasts.port import Mailer
from auto_order.db.session import Session
from auto_order.delivery import service as delivery
from auto_order.delivery.jobs import DeliverOrder
from auto_order.delivery.tasks import DeliveryTasks
from auto_order.jobs.job import Job
from auto_order.jobs.queue import enqueue
from auto_order.jobs.registry import Tasks
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import StaffProblem
from auto_order.notifications.port import Notifier
from auto_order.payments import starting
from auto_order.payments.jobs import CancelAtGateway, CheckPayment, OpenInvoice, SweepPayments
from auto_order.payments.policy import PaymentPolicy
from auto_order.payments.tasks import PaymentTasks
from auto_order.stock.uploads.port import Files

_LATER = timedelta(hours=1)


def build_tasks(
    base: Base,
    *,
    notifier: Notifier,
    owner_notifier: Notifier,
    files: Files,
    mailer: Mailer,
    policy: PaymentPolicy | None,
) -> Tasks:
    """Fill the table. Without a payment policy payments are off and nothing was ever promised about one."""
    tasks = Tasks()
    deliveries = DeliveryTasks(base.tx, notifier, base.keyring)
    tasks.add(DeliverOrder, deliveries.deliver, when_dead=delivery.give_up)
    add_stock(tasks, base, files)
    add_broadcasts(tasks, base, mailer)
    add_notifications(tasks, base, notifier, owner_notifier)
    if policy is not None:
        payments = PaymentTasks(base.tx, policy)
        tasks.add(OpenInvoice, payments.open_invoice, when_dead=_release_unopened)
        tasks.add(CheckPayment, payments.check_payment, when_dead=_check_later)
        tasks.add(SweepPayments, payments.sweep, when_dead=_tell_owners)
        tasks.add(CancelAtGateway, payments.cancel_at_gateway, when_dead=_tell_owners)
    return tasks


async def _release_unopened(session: Session, job: OpenInvoice, now: datetime) -> None:
    await starting.give_up(session, job.payment_id, now=now)
    await _tell_owners(session, job, now)


async def _check_later(session: Session, job: CheckPayment, now: datetime) -> None:
    """Go on asking, in spite of everything: there may be money."""
    await enqueue(session, job, now=now, run_at=now + _LATER)
    await _tell_owners(session, job, now)


async def _tell_owners(session: Session, job: Job, now: datetime) -> None:
    notice = StaffProblem(problem="job_dead", facts={"job": job.name})
    await notifications.tell_owners(session, notice=notice, now=now)
