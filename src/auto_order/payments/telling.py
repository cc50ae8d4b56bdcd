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
from auto_order.payments import rules, telling_topups
from auto_order.payments.gateways import Gateway
from auto_order.payments.models import Payment
from auto_order.payments.policy import PaymentPolicy
from auto_order.payments.telling_topups import tell_customer


def invoice_slot(order_id: int) -> str:
    """Name the one message in the buyer's chat that shows where an order's payment stands."""
    return f"invoice:{order_id}"


async def tell_invoice(session: Session, payment: Payment, *, gateway: Gateway, now: datetime) -> None:
    """Show the buyer the QR."""
    if payment.order_id is None:
        await telling_topups.tell_ready(session, payment, gateway=gateway, now=now)
        return
    assert payment.qr_string is not None
    order = await orders.lock_order(session, payment.order_id)
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


async def show_again(
    session: Session, payment: Payment, *, policy: PaymentPolicy, now: datetime, is_asked_for: bool
) -> None:
    """Show the QR of a locked payment once more, unless it was shown a moment ago and nobody asked for it.

    Never after its deadline: who pays then may get no goods.
    """
    is_wanted = is_asked_for or rules.is_worth_showing_again(payment, now=now)
    if is_wanted and rules.is_payable(payment, now=now):
        payment.shown_at = now
        await tell_invoice(session, payment, gateway=policy.gateway, now=now)


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


async def tell_review(session: Session, payment: Payment, *, faults: Sequence[str], now: datetime) -> None:
    """Tell the buyer to be patient, and the staff that money needs a person."""
    number = await find_number(session, payment)
    slot = (
        telling_topups.topup_slot(payment.id) if payment.order_id is None else invoice_slot(payment.order_id)
    )
    notice = PaymentHeldForReview(number=number)
    await tell_customer(session, payment.customer_id, notice, slot=slot, now=now)
    facts: dict[str, str | int] = {"number": number, "faults": ", ".join(faults)}
    await notifications.tell_staff(
        session, notice=StaffProblem(problem="payment_review", facts=facts), now=now
    )


async def tell_problem(
    session: Session, problem: str, *, payment: Payment, faults: str = "", now: datetime
) -> None:
    """Tell the staff of something about a payment that does not go as it should."""
    number = await find_number(session, payment)
    notice = StaffProblem(problem=problem, facts={"number": number, "faults": faults})
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


async def find_number(session: Session, payment: Payment) -> str:
    """Say what people call what is paid for: the order's number, or that of the top-up itself."""
    if payment.order_id is None:
        return payment.reference
    return (await orders.lock_order(session, payment.order_id)).number


async def _tell_buyer(
    session: Session, order: Order, notice: Notice, *, now: datetime, in_slot: bool = True
) -> None:
    slot = invoice_slot(order.id) if in_slot else None
    await tell_customer(session, order.customer_id, notice, slot=slot, now=now)


async def _list_sold(session: Session, order: Order) -> list[SoldLine]:
    return [
        SoldLine(line.product_name, line.quantity, line.price)
        for line in await orders.list_lines(session, order.id)
    ]
