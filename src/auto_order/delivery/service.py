"""The verbs about deliveries: promise one, send it again, go on with one that was blocked, give one up."""

from datetime import datetime

from auto_order.db.session import Session
from auto_order.delivery import repository
from auto_order.delivery.jobs import DeliverOrder
from auto_order.delivery.models import Delivery, DeliveryStatus
from auto_order.delivery.rules import NothingToResend, advance
from auto_order.jobs.queue import enqueue
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import StaffProblem
from auto_order.orders import service as orders
from auto_order.orders.rules import WITH_GOODS


async def promise(session: Session, *, order_id: int, customer_id: int, now: datetime) -> None:
    """Promise the goods of an order, in the transaction that makes it PAID."""
    session.add(
        Delivery(order_id=order_id, customer_id=customer_id, status=DeliveryStatus.QUEUED, promised_at=now)
    )
    await session.flush()
    await enqueue(session, DeliverOrder(order_id=order_id), now=now)


async def resend(session: Session, *, order_id: int, customer_id: int, now: datetime) -> None:
    """Hand the same units to their buyer once more. Raises OrderNotFound and NothingToResend."""
    order = await orders.get_order(session, order_id=order_id, customer_id=customer_id)
    delivery = await repository.lock_delivery(session, order_id)
    if delivery is None or order.status not in WITH_GOODS:
        raise NothingToResend
    await _queue_again(session, delivery, now=now)


async def has_blocked(session: Session, *, customer_id: int) -> bool:
    """Say whether goods wait for this buyer to come back."""
    return await repository.has_blocked(session, customer_id)


async def resume_blocked(session: Session, *, customer_id: int, now: datetime) -> None:
    """Go on with what could not be handed over while the buyer had blocked the shop."""
    for delivery in await repository.list_blocked(session, customer_id):
        await _queue_again(session, delivery, now=now)


async def queue_after_failure(session: Session, *, order_id: int) -> None:
    """Note that the goods did not go out this time, or that nobody knows; the queue tries again."""
    delivery = await repository.lock_delivery(session, order_id)
    # SENT: another worker was quicker, after this one had been taken for dead.
    if delivery is not None and delivery.status is DeliveryStatus.SENDING:
        advance(delivery, DeliveryStatus.QUEUED)


async def give_up(session: Session, job: DeliverOrder, now: datetime) -> None:
    """Note that a delivery failed for good, and tell the staff. The buyer still finds the goods."""
    delivery = await repository.lock_delivery(session, job.order_id)
    if delivery is None or delivery.status in (DeliveryStatus.SENT, DeliveryStatus.BLOCKED):
        return
    advance(delivery, DeliveryStatus.DEAD)
    order = await orders.lock_order(session, job.order_id)
    notice = StaffProblem(problem="delivery_dead", facts={"number": order.number})
    await notifications.tell_staff(session, notice=notice, now=now)


async def _queue_again(session: Session, delivery: Delivery, *, now: datetime) -> None:
    if delivery.status not in (DeliveryStatus.QUEUED, DeliveryStatus.SENDING):
        advance(delivery, DeliveryStatus.QUEUED)
    await enqueue(session, DeliverOrder(order_id=delivery.order_id), now=now)
