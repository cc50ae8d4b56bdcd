"""Vouchers, as a buyer uses them: type a code, or leave the chosen one out."""

from auto_order.customers import service as customers
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.telegram import steps
from auto_order.telegram.buyer.checkout import quote_wish, show_payment
from auto_order.telegram.callbacks import AskVoucher, BuyNow, ForgetVoucher, ShowCart
from auto_order.telegram.screens import checkout as screens
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit
from auto_order.vouchers import service as vouchers
from auto_order.vouchers.rules import VoucherNotUsable


async def ask_voucher(visit: Visit, tap: AskVoucher) -> Answer:
    """Ask for a code."""
    back = BuyNow(product=tap.product, quantity=tap.quantity) if tap.product else ShowCart()
    data = {"product": tap.product, "quantity": tap.quantity}
    return await steps.ask(visit, StepKind.VOUCHER_CODE, screens.ask_voucher, data, back=back)


async def answer_voucher(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Take the code that was typed. One that does not count is refused after the try is written down."""
    async with visit.shop.tx() as session:
        await customers.lock_customer(session, visit.customer.id)
        is_chosen = await vouchers.try_code(
            session,
            customer_id=visit.customer.id,
            code=typed.text,
            limits=visit.shop.guess_limits,
            now=visit.now,
        )
        if is_chosen:
            await dialogs.close(session, step)
    if not is_chosen:
        raise VoucherNotUsable
    return await _show_again(visit, product=step.data["product"], quantity=step.data["quantity"])


async def forget_voucher(visit: Visit, tap: ForgetVoucher) -> Answer:
    """Go on without the voucher."""
    async with visit.shop.tx() as session:
        await vouchers.forget(session, customer_id=visit.customer.id)
    return await _show_again(visit, product=tap.product, quantity=tap.quantity)


async def _show_again(visit: Visit, *, product: int, quantity: int) -> Answer:
    """Show what is to be paid now: the payment of one product, or the cart."""
    async with visit.shop.tx.reading() as session:
        quote = await quote_wish(session, visit, product=product, quantity=quantity)
    if product:
        return await show_payment(visit, quote, product=product, quantity=quantity)
    return Answer(screens.cart(quote, visit.words))
