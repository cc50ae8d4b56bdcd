"""The buyer's orders: look them up, ask about a payment, cancel, have the goods sent again."""

from auto_order.delivery import service as delivery
from auto_order.orders import service as orders
from auto_order.payments import service as payments
from auto_order.payments.models import Payment, PaymentStatus
from auto_order.payments.rules import is_payable
from auto_order.refunds import service as refunds
from auto_order.stock import service as stock
from auto_order.telegram.buyer.checkout import get_policy
from auto_order.telegram.callbacks import (
    CancelOrder,
    CheckStatus,
    ResendGoods,
    ShowInvoice,
    ShowOrder,
    ShowOrders,
)
from auto_order.telegram.screens import orders as screens
from auto_order.telegram.texts import Html
from auto_order.telegram.visit import Answer, Visit
from auto_order.warranty import service as warranty

_PER_PAGE = 5


async def show_orders(visit: Visit, tap: ShowOrders) -> Answer:
    """Show a page of the buyer's orders."""
    async with visit.shop.tx.reading() as session:
        page = await orders.list_orders(
            session, customer_id=visit.customer.id, page=tap.page, per_page=_PER_PAGE
        )
    return Answer(screens.orders(page, visit.words))


async def open_orders(visit: Visit, _text: str) -> Answer:
    """Answer the menu's orders key."""
    return await show_orders(visit, ShowOrders())


async def show_order(visit: Visit, tap: ShowOrder) -> Answer:
    """Show one of the buyer's orders."""
    async with visit.shop.tx.reading() as session:
        order = await orders.get_order(session, order_id=tap.order, customer_id=visit.customer.id)
        lines = await orders.list_lines(session, order.id)
        cover = await warranty.find_cover(
            session, order_id=order.id, customer_id=visit.customer.id, now=visit.now
        )
        changes = screens.Changes(
            replaced=await stock.count_replaced(session, order_id=order.id),
            refunded=await refunds.sum_made(session, order_id=order.id),
            claims=cover.claims,
            can_claim=bool(cover.covered),
        )
    return Answer(screens.order(order, lines, changes, page=tap.page, words=visit.words))


async def check_status(visit: Visit, tap: CheckStatus) -> Answer:
    """Say how the payment stands, and have the gateway asked again."""
    async with visit.shop.tx() as session:
        payment = await payments.request_check(
            session, order_id=tap.order, customer_id=visit.customer.id, now=visit.now
        )
    return Answer(toast=_describe(visit, payment), is_alert=True)


async def show_invoice(visit: Visit, tap: ShowInvoice) -> Answer:
    """Show the QR of an open order again, below."""
    policy = get_policy(visit)
    async with visit.shop.tx() as session:
        order = await orders.get_order(session, order_id=tap.order, customer_id=visit.customer.id)
        payment = await payments.find_payment(session, order_id=order.id)
        await payments.show_again(session, order, policy=policy, now=visit.now, is_asked_for=True)
    is_shown = payment is not None and is_payable(payment, now=visit.now)
    return Answer(toast=None if is_shown else _describe(visit, payment))


async def cancel_order(visit: Visit, tap: CancelOrder) -> Answer:
    """Cancel an unpaid order; a payment that has come in wins over it. The outcome comes as a message."""
    async with visit.shop.tx() as session:
        was_open = await payments.request_cancel(
            session, order_id=tap.order, customer_id=visit.customer.id, now=visit.now
        )
    key = "invoice-canceling" if was_open else "invoice-status-closed"
    return Answer(toast=visit.words(key))


async def resend_goods(visit: Visit, tap: ResendGoods) -> Answer:
    """Have the same goods handed over once more."""
    async with visit.shop.tx() as session:
        await delivery.resend(session, order_id=tap.order, customer_id=visit.customer.id, now=visit.now)
    return Answer(toast=visit.words("order-resent"))


def _describe(visit: Visit, payment: Payment | None) -> Html:
    words = visit.words
    if payment is None or payment.status not in (PaymentStatus.CREATING, PaymentStatus.PENDING):
        return words("invoice-status-closed")
    if payment.status is PaymentStatus.CREATING:
        return words("invoice-status-preparing")
    if visit.now >= payment.deadline or payment.failed_checks:
        return words("invoice-status-verifying")
    return words("invoice-status-waiting", deadline=words.clock(payment.deadline))
