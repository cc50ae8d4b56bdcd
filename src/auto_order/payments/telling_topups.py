"""What a buyer and the staff are told about a top-up."""

from datetime import datetime

from auto_order.customers import service as customers
from auto_order.db.session import Session
from auto_order.ledger import service as ledger
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import Closing, Notice, StaffTopup, ToppedUp, TopupClosed, TopupReady
from auto_order.payments.gateways import Gateway
from auto_order.payments.models import MANUAL, Payment


def topup_slot(payment_id: int) -> str:
    """Name the one message in the buyer's chat that shows where a top-up stands."""
    return f"topup:{payment_id}"


async def tell_ready(session: Session, payment: Payment, *, gateway: Gateway, now: datetime) -> None:
    """Show the buyer the QR."""
    assert payment.qr_string is not None
    notice = TopupReady(
        payment_id=payment.id,
        number=payment.reference,
        amount=payment.qr_amount or payment.amount,
        deadline=payment.deadline.isoformat(),
        qr_string=payment.qr_string,
        merchant=gateway.merchant,
        pay_url=payment.pay_url,
    )
    await tell_customer(session, payment.customer_id, notice, slot=topup_slot(payment.id), now=now)


async def tell_closed(
    session: Session, payment: Payment, reason: Closing, *, note: str = "", now: datetime
) -> None:
    """Tell that a top-up ended without money."""
    notice = TopupClosed(payment_id=payment.id, number=payment.reference, reason=reason, note=note)
    await tell_customer(session, payment.customer_id, notice, slot=topup_slot(payment.id), now=now)
    await tell_staff(session, payment, now=now)


async def tell_credited(session: Session, payment: Payment, *, amount: int, now: datetime) -> None:
    """Tell that the money is in the wallet."""
    balance = await ledger.find_balance(session, customer_id=payment.customer_id)
    notice = ToppedUp(payment_id=payment.id, number=payment.reference, amount=amount, balance=balance)
    await tell_customer(session, payment.customer_id, notice, slot=topup_slot(payment.id), now=now)
    await tell_staff(session, payment, now=now)


async def tell_staff(session: Session, payment: Payment, *, now: datetime) -> None:
    """Bring the staff's message about the top-up up to date."""
    buyer = await customers.get_customer(session, payment.customer_id)
    notice = StaffTopup(
        payment_id=payment.id,
        number=payment.reference,
        buyer=buyer.name,
        amount=payment.amount,
        status=payment.status,
        is_by_hand=payment.gateway == MANUAL,
    )
    await notifications.tell_staff(session, notice=notice, now=now, slot=topup_slot(payment.id))


async def tell_customer(
    session: Session, customer_id: int, notice: Notice, *, slot: str | None, now: datetime
) -> None:
    """Tell a customer something in their language; with a slot in place of what stands there."""
    customer = await customers.get_customer(session, customer_id)
    await notifications.tell(
        session,
        chat_id=customer.telegram_id,
        language=customer.language,
        notice=notice,
        slot=slot,
        now=now,
    )
