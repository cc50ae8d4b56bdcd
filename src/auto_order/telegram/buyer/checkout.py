"""From the cart to an order: what is wanted, what it costs, and the promise of a QR."""

from collections.abc import Sequence

from auto_order.carts import service as carts
from auto_order.carts.rules import CartEmpty
from auto_order.carts.service import Wanted
from auto_order.db.session import Session
from auto_order.kit.errors import Refusal
from auto_order.kit.ids import random_code
from auto_order.ledger import service as ledger
from auto_order.notifications import service as notifications
from auto_order.notifications.port import Posted
from auto_order.orders import placing
from auto_order.orders.rules import Quote, QuoteChanged
from auto_order.payments import service as payments
from auto_order.payments.policy import PaymentPolicy
from auto_order.payments.telling import invoice_slot
from auto_order.preferences.rules import check_open
from auto_order.telegram.buyer.catalog import get_offer, show_sold_out
from auto_order.telegram.callbacks import (
    AddToCart,
    AskVoucher,
    BuyNow,
    ChangeCart,
    Checkout,
    EmptyCart,
    LeavePayment,
    PayQris,
    PayWallet,
    ShowCart,
)
from auto_order.telegram.screens import checkout as screens
from auto_order.telegram.visit import Answer, Visit

_TOKEN_LENGTH = 8


class PaymentsOff(Refusal):
    """No way to pay is set up in this shop."""

    code = "payments_off"


class WayOff(Refusal):
    """The shop is not paid this way at the moment."""

    code = "way_off"


async def add_to_cart(visit: Visit, tap: AddToCart) -> Answer:
    """Put so many units in the cart, never more than there are, and show the cart."""
    offer = await get_offer(visit, tap.product)
    if offer.free < 1:
        return show_sold_out(visit, offer, wanted=tap.quantity)
    quantity = min(tap.quantity, offer.free)
    answer = await _change(visit, offer.id, quantity)
    return answer._replace(toast=visit.words("cart-added", name=offer.name, quantity=quantity))


async def show_cart(visit: Visit, _tap: ShowCart) -> Answer:
    """Show the cart at the prices and stock of now."""
    async with visit.shop.tx.reading() as session:
        quote = await _quote_cart(session, visit)
    return Answer(screens.cart(quote, visit.words))


async def change_cart(visit: Visit, tap: ChangeCart) -> Answer:
    """Change how many units of a product are in the cart."""
    return await _change(visit, tap.product, tap.quantity)


async def empty_cart(visit: Visit, _tap: EmptyCart) -> Answer:
    """Take everything out."""
    async with visit.shop.tx() as session:
        await carts.empty_cart(session, customer_id=visit.customer.id)
    return Answer(screens.cart(Quote([]), visit.words))


async def checkout(visit: Visit, _tap: Checkout) -> Answer:
    """Show what the cart costs and how it can be paid."""
    async with visit.shop.tx.reading() as session:
        quote = await _quote_cart(session, visit)
    return await show_payment(visit, quote, product=0, quantity=0)


async def buy_now(visit: Visit, tap: BuyNow) -> Answer:
    """Show what one product costs, beside the cart."""
    offer = await get_offer(visit, tap.product)
    if offer.free < 1:
        return show_sold_out(visit, offer, wanted=tap.quantity)
    async with visit.shop.tx.reading() as session:
        quote = await quote_wish(session, visit, product=tap.product, quantity=tap.quantity)
    return await show_payment(visit, quote, product=tap.product, quantity=tap.quantity)


async def pay_qris(visit: Visit, tap: PayQris) -> Answer:
    """Place the order that was agreed to and promise its invoice, which arrives as a message of its own."""
    check_open(visit.shop.preferences, now=visit.now)
    policy = open_till(visit)
    try:
        started = await _order(visit, tap, policy)
    except QuoteChanged as changed:
        return await show_changed(visit, changed.quote, tap)
    if not started.is_new:
        return Answer(toast=visit.words("payment-open", number=started.order.number))
    return Answer(screens.preparing(started.order, visit.words))


async def leave_payment(visit: Visit, _tap: LeavePayment) -> Answer:
    """Go back to the cart; nothing was ordered."""
    answer = await show_cart(visit, ShowCart())
    return answer._replace(toast=visit.words("payment-left"))


def get_policy(visit: Visit) -> PaymentPolicy:
    """Get how this shop is paid, or raise PaymentsOff."""
    if visit.shop.policy is None:
        raise PaymentsOff
    return visit.shop.policy


def open_till(visit: Visit) -> PaymentPolicy:
    """Get how something new is paid by QRIS. Raises PaymentsOff, and WayOff where it is switched off."""
    if not visit.shop.preferences.takes_qris:
        raise WayOff
    return get_policy(visit)


async def _change(visit: Visit, product_id: int, quantity: int) -> Answer:
    async with visit.shop.tx() as session:
        await carts.set_quantity(
            session,
            customer_id=visit.customer.id,
            product_id=product_id,
            quantity=quantity,
            now=visit.now,
        )
        quote = await _quote_cart(session, visit)
    return Answer(screens.cart(quote, visit.words))


async def _quote_cart(session: Session, visit: Visit) -> Quote:
    return await quote_wish(session, visit, product=0, quantity=0)


async def quote_wish(session: Session, visit: Visit, *, product: int, quantity: int) -> Quote:
    """Say what one product costs this buyer now, or with 0 the cart."""
    customer_id = visit.customer.id
    if product:
        wanted: Sequence[Wanted] = [Wanted(product, quantity)]
    else:
        wanted = await carts.list_cart(session, customer_id=customer_id)
    return await placing.quote_for(session, wanted, customer_id=customer_id, now=visit.now)


async def _order(visit: Visit, tap: PayQris, policy: PaymentPolicy) -> payments.Started:
    async with visit.shop.tx() as session:
        started = await payments.checkout(
            session,
            customer_id=visit.customer.id,
            checkout=placing.one_product(tap.product) if tap.product else placing.CART,
            wanted=await _list_wanted(session, visit, tap),
            digest=tap.digest,
            policy=policy,
            now=visit.now,
        )
        await _promise_invoice(session, visit, started)
    return started


async def _list_wanted(session: Session, visit: Visit, tap: PayQris) -> Sequence[Wanted]:
    if tap.product:
        return [Wanted(tap.product, tap.quantity)]
    return await carts.list_cart(session, customer_id=visit.customer.id)


async def _promise_invoice(session: Session, visit: Visit, started: payments.Started) -> None:
    """Have the QR take the place of the message that was tapped, or show the open order's once more."""
    if not started.is_new:
        await payments.show_again(session, started.order, policy=get_policy(visit), now=visit.now)
    elif visit.message_id is not None:
        posted = Posted(visit.chat_id, visit.message_id)
        await notifications.record_posted(session, invoice_slot(started.order.id), posted)


async def show_changed(visit: Visit, quote: Quote, tap: PayQris | PayWallet) -> Answer:
    """Show what is to be paid by now, since it is not what was agreed to."""
    return await show_payment(visit, quote, product=tap.product, quantity=tap.quantity, has_changed=True)


async def show_payment(
    visit: Visit, quote: Quote, *, product: int, quantity: int, has_changed: bool = False
) -> Answer:
    """Show what is to be paid and the ways to pay it, the wallet with what is in it now."""
    if not quote.lines:
        raise CartEmpty
    check_open(visit.shop.preferences, now=visit.now)
    async with visit.shop.tx.reading() as session:
        balance = await ledger.find_balance(session, customer_id=visit.customer.id)
    ways = _offer_ways(visit, quote, product=product, quantity=quantity, balance=balance)
    return Answer(screens.payment(quote, ways, has_changed=has_changed, words=visit.words))


def _offer_ways(
    visit: Visit, quote: Quote, *, product: int, quantity: int, balance: int
) -> screens.WaysToPay:
    chosen = visit.shop.preferences
    policy = visit.shop.policy if chosen.takes_qris else None
    wish = {"product": product, "quantity": quantity, "digest": quote.digest}
    wallet = PayWallet.model_validate({**wish, "token": random_code(_TOKEN_LENGTH)})
    return screens.WaysToPay(
        qris=None if policy is None else PayQris.model_validate(wish),
        service_fee=0 if policy is None else policy.service_fee(quote.total),
        wallet=wallet if chosen.takes_wallet else None,
        voucher=AskVoucher(product=product, quantity=quantity),
        balance=balance,
    )
