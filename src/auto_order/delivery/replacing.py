"""A warranty replacement: the broken unit is void, a fresh one is sold in its place, goods go out anew."""

from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.customers import service as customers
from auto_order.db.session import Session
from auto_order.delivery import service as delivery
from auto_order.ledger.rules import read_reason
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import UnitReplaced
from auto_order.orders import service as orders
from auto_order.stock import service as stock


async def replace_unit(
    session: Session, *, order_id: int, item_id: int, reason: str, by: Actor, now: datetime
) -> None:
    """Replace one unit that an order has, and hand its goods over anew. Whether it is owed, the caller knows.

    Raises UnitNotReplaceable, OutOfStock, NothingToResend and ReasonMissing.
    """
    reason = read_reason(reason)
    order = await orders.lock_order(session, order_id)
    replaced = await stock.replace(session, order_id=order_id, item_id=item_id, now=now)
    await delivery.resend(session, order_id=order_id, customer_id=order.customer_id, now=now)
    lines = {line.id: line for line in await orders.list_lines(session, order_id)}
    buyer = await customers.get_customer(session, order.customer_id)
    assert replaced.order_line_id is not None
    notice = UnitReplaced(number=order.number, name=lines[replaced.order_line_id].product_name)
    await notifications.tell(
        session, chat_id=buyer.telegram_id, language=buyer.language, notice=notice, now=now
    )
    await audit.record(
        session,
        by=by,
        action="unit.replace",
        subject=f"order:{order_id}",
        before={"unit": item_id},
        after={"voided": item_id, "reason": reason},
        now=now,
    )
