"""Turning a buyer away, and letting them in again."""

from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.customers import repository
from auto_order.customers.service import CustomerCard, get_customer
from auto_order.db.session import Session


async def set_blocked(
    session: Session, customer_id: int, *, is_blocked: bool, by: Actor, now: datetime
) -> CustomerCard:
    """Serve a buyer no more, or again; what is paid for is delivered all the same. Safe to repeat."""
    card = await get_customer(session, customer_id)
    if card.is_blocked != is_blocked:
        await repository.change(session, customer_id, is_blocked=is_blocked)
        await audit.record(
            session,
            by=by,
            action="customer.block" if is_blocked else "customer.unblock",
            subject=f"customer:{customer_id}",
            before={"blocked": card.is_blocked},
            after={"blocked": is_blocked},
            now=now,
        )
    return card._replace(is_blocked=is_blocked)
