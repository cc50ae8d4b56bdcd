"""What buyers and staff are told about a payment, promised in the transaction that makes it true."""

from collections.abc import Sequence
from datetime import datetime

from auto_order.customers import service as customers
from auto_order.db.session import Session
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import (
    Closing,
    InvoiceReady,
    MoneyCredited,
    Notice,
    OrderClosed,
    PaidNotice,
    PaymentHeldForReview,
    SoldLine,
    StaffOrder,
    StaffProblem,
)
from auto_order.orders import service as orders
from auto_order.orders.models import Order
from auto_order.payments.gateways import Gateway
from auto_order.payments.models import Payment


def invoice_slot(order_id: int) -> str:
    """Name the one message in the buyer's chat that shows where an order's payment stands."""
    return f"invoice:{order_id}"


async def tell_invoice(
    session: Session, payment: Payment, order: Order, *, gateway: Gateway, now: datetime
) -> None:
    """Show the buyer the QR."""
    assert payment.qr_string is not None
    notice = InvoiceReady(
        order_id=order.id,
        number=order.number,
        lines=await _list_sold(session, order),
        discount=order.discount,
        service_fee=order.service_fee,
        amount=payment.qr_amount or payment.amount,
        deadline=payment.deadline.isoformat(),
        qr_string=payment.qr_string,
        merchant=gateway.merchant,
        pay_url=payment.pay_url,
    )
    await _tell_buyer(session, order, notice, now=now)


async def tell_paid(session: Session, order: Order, *, now: datetime) -> None:
    """Take the QR away from the buyer, and tell the staff of the sale."""
    await _tell_buyer(session, order, PaidNotice(order_id=order.id, number=order.number), now=now)
    await tell_staff_order(session, order, now=now)


async def tell_closed(session: Session, order: Order, reason: Closing, *, now: datetime) -> None:
    """Tell that the order ended without goods."""
    await _tell_buyer(
        session, order, OrderClosed(order_id=order.id, number=order.number, reason=reason), now=now
    )
    await tell_staff_order(session, order, now=now)


async def tell_credited(session: Session, order: Order, *, amount: int, now: datetime) -> None:
    """Tell that money came too late or twice, and is in the wallet."""
    await _tell_buyer(
        session, order, MoneyCredited(number=order.number, amount=amount), now=now, in_slot=False
    )
    await tell_staff_order(session, order, now=now)


async def tell_review(session: Session, order: Order, *, faults: Sequence[str], now: datetime) -> None:
    """Tell the buyer to be patient, and the staff that money needs a person."""
    await _tell_buyer(session, order, PaymentHeldForReview(number=order.number), now=now)
    facts: dict[str, str | int] = {"number": order.number, "faults": ", ".join(faults)}
    await notifications.tell_staff(
        session, notice=StaffProblem(problem="payment_review", facts=facts), now=now
    )


async def tell_problem(
    session: Session, problem: str, *, order: Order, faults: str = "", now: datetime
) -> None:
    """Tell the staff of something about an order's payment that does not go as it should."""
    notice = StaffProblem(problem=problem, facts={"number": order.number, "faults": faults})
    await notifications.tell_staff(session, notice=notice, now=now, slot=f"problem:{problem}")


async def tell_staff_order(session: Session, order: Order, *, now: datetime) -> None:
    """Bring the staff's message about the order up to date."""
    buyer = await customers.get_customer(session, order.customer_id)
    notice = StaffOrder(
        number=order.number,
        buyer=buyer.name,
        lines=await _list_sold(session, order),
        total=order.total,
        status=order.status,
    )
    await notifications.tell_staff(session, notice=notice, now=now, slot=f"order:{order.id}")


async def _tell_buyer(
    session: Session, order: Order, notice: Notice, *, now: datetime, in_slot: bool = True
) -> None:
    buyer = await customers.get_customer(session, order.customer_id)
    await notifications.tell(
        session,
        chat_id=buyer.telegram_id,
        language=buyer.language,
        notice=notice,
        slot=invoice_slot(order.id) if in_slot else None,
        now=now,
    )


async def _list_sold(session: Session, order: Order) -> list[SoldLine]:
    return [
        SoldLine(line.product_name, line.quantity, line.price)
        for line in await orders.list_lines(session, order.id)
    ]
