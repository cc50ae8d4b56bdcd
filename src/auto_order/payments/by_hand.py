"""An order that was paid outside the gateway, as a person of the staff has seen: delivered like any other."""

from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.db.session import Session
from auto_order.ledger.rules import read_reason
from auto_order.orders import service as orders
from auto_order.orders.models import OrderStatus
from auto_order.payments import closing, repository, settling
from auto_order.payments.attempts import CURRENCY, Demand, write_attempt
from auto_order.payments.models import MANUAL, Payment


async def mark_paid(session: Session, *, order_id: int, note: str, by: Actor, now: datetime) -> Payment:
    """Take an order as paid, on the word of ``by``; its goods go out. An open QR is taken back.

    An order that has lapsed is revived. Raises OutOfStock when its units are gone, OrderMoved when it is paid
    already, and ReasonMissing.
    """
    note = read_reason(note)
    invoice = await repository.lock_open(session, order_id)
    order = await orders.lock_order(session, order_id)
    was = order.status
    if was is not OrderStatus.AWAITING:
        await orders.revive(session, order)
    demand = Demand(order.customer_id, order.id, order.total, deadline=now)
    payment = write_attempt(demand, gateway=MANUAL, currency=CURRENCY, now=now)
    session.add(payment)
    await session.flush()
    await settling.settle_by_hand(session, payment, now=now)
    if invoice is not None:
        await closing.request_cancel_of(session, invoice, now=now)
    await audit.record(
        session,
        by=by,
        action="order.mark_paid",
        subject=f"order:{order.id}",
        before={"status": was, "total": order.total},
        after={"status": order.status, "note": note},
        now=now,
    )
    return payment
