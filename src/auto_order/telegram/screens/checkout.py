"""Screens from the cart to the QR, and what becomes of an unpaid order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from auto_order.notifications.notices import InvoiceReady, OrderClosed
from auto_order.orders.models import Order
from auto_order.orders.rules import Quote
from auto_order.telegram.callbacks import (
    AskVoucher,
    CancelOrder,
    ChangeCart,
    Checkout,
    CheckStatus,
    EmptyCart,
    ForgetVoucher,
    LeavePayment,
    PayQris,
    PayWallet,
    ShowCategories,
    ShowInvoice,
    ShowOrders,
)
from auto_order.telegram.explaining import explain
from auto_order.telegram.screens.screen import Button, Screen, cancel, link, tap
from auto_order.telegram.texts import Html, Words, joined

_MOST_LINES = 500


def cart(quote: Quote, words: Words) -> Screen:
    """Show the cart; every line has buttons to change it."""
    if not quote.lines:
        return Screen(words("cart-empty"), [[tap(words("menu-products"), ShowCategories())]])
    lines = []
    rows: list[Sequence[Button]] = []
    for number, line in enumerate(quote.lines, start=1):
        lines.append(
            words(
                "cart-line",
                number=number,
                name=line.name,
                quantity=line.quantity,
                price=words.money(line.price),
                subtotal=words.money(line.subtotal),
            )
        )
        if line.free < line.quantity:
            lines.append(words("cart-line-short", free=line.free))
        rows.append(_line_buttons(number, line.product_id, line.quantity, line.free, words))
    rows.append([tap(words("button-checkout"), Checkout())])
    rows.append([tap(words("button-empty-cart"), EmptyCart()), tap(words("menu-products"), ShowCategories())])
    rows.append(voucher_row(quote, AskVoucher(product=0, quantity=0), words))
    text = words(
        "cart",
        lines=joined(lines),
        discount=quoted_discount(quote, words),
        total=words.money(quote.total),
    )
    return Screen(text, rows)


def _line_buttons(number: int, product: int, quantity: int, free: int, words: Words) -> Sequence[Button]:
    most = max(free, 1)
    shown = words("cart-quantity", number=number, quantity=quantity)
    return [
        tap(words("button-less"), ChangeCart(product=product, quantity=max(quantity - 1, 0))),
        tap(shown, ChangeCart(product=product, quantity=min(quantity, most))),
        tap(words("button-more"), ChangeCart(product=product, quantity=min(quantity + 1, most))),
        tap(words("button-remove"), ChangeCart(product=product, quantity=0)),
    ]


def ask_voucher(_data: Mapping[str, Any], words: Words) -> Screen:
    """Ask for a voucher's code."""
    return Screen(words("ask-voucher"), [cancel(words)])


class WaysToPay(NamedTuple):
    """How a purchase may be paid: what the buttons carry, and what each is told with. Amounts in rupiah.

    A way is None where it is switched off, QRIS also where no gateway is set up. ``service_fee`` comes on top
    of the price by QRIS.
    """

    qris: PayQris | None
    service_fee: int
    wallet: PayWallet | None
    voucher: AskVoucher
    balance: int


def payment(quote: Quote, ways: WaysToPay, *, has_changed: bool = False, words: Words) -> Screen:
    """Show what is to be paid, and let the buyer choose how."""
    lines = [
        words("payment-line", name=line.name, quantity=line.quantity, price=words.money(line.price))
        for line in quote.lines
    ]
    text = words(
        "payment",
        lines=joined(lines),
        subtotal=words.money(quote.subtotal),
        discount=quoted_discount(quote, words),
        fee=fee_line(ways.service_fee, words),
        total=words.money(quote.total + ways.service_fee),
    )
    if has_changed:
        text = joined((words("payment-changed"), text), between="\n\n")
    balance = words.money(ways.balance)
    return Screen(
        text,
        [
            [tap(words("button-pay-qris"), ways.qris)] if ways.qris else [],
            [tap(words("button-pay-wallet", balance=balance), ways.wallet)] if ways.wallet else [],
            voucher_row(quote, ways.voucher, words),
            [tap(words("button-cancel-purchase"), LeavePayment())],
        ],
    )


def paid_by_wallet(order: Order, *, balance: int, words: Words) -> Screen:
    """Say that the wallet paid; the goods follow by themselves."""
    return Screen(
        words(
            "wallet-paid",
            number=order.number,
            total=words.money(order.total),
            balance=words.money(balance),
        ),
        [[tap(words("menu-orders"), ShowOrders())]],
    )


def preparing(order: Order, words: Words) -> Screen:
    """Bridge the second until the gateway has answered."""
    return Screen(
        words("payment-preparing", number=order.number),
        [[tap(words("button-cancel-purchase"), CancelOrder(order=order.id))]],
    )


def invoice(notice: InvoiceReady, words: Words) -> Screen:
    """Write the caption under a QR. The amount is what the QR itself asks for."""
    lines = [words("invoice-line", quantity=line.quantity, name=line.name) for line in notice.lines]
    text = words(
        "invoice",
        number=notice.number,
        lines=_short(lines, words),
        discount=discount_line(notice.discount, words),
        fee=fee_line(notice.service_fee, words),
        amount=words.money(notice.amount),
        deadline=words.clock(datetime.fromisoformat(notice.deadline)),
        merchant=notice.merchant,
    )
    order = notice.order_id
    rows: list[Sequence[Button]] = []
    if notice.pay_url is not None:
        rows.append([link(words("button-pay-page"), notice.pay_url)])
    rows.append([tap(words("button-check-status"), CheckStatus(order=order))])
    rows.append([tap(words("button-cancel-purchase"), CancelOrder(order=order))])
    return Screen(text, rows)


def closed(notice: OrderClosed, words: Words) -> Screen:
    """Say that an order ended without goods, and how to go on."""
    key = f"closed-{notice.reason}".replace("_", "-")
    return Screen(words(key, number=notice.number), [[tap(words("menu-products"), ShowCategories())]])


def still_open(order: Order, words: Words) -> Screen:
    """Say that there is an unpaid order already, and what can be done about it."""
    return Screen(
        words("payment-open", number=order.number),
        [
            [tap(words("button-show-qr"), ShowInvoice(order=order.id))],
            [tap(words("button-check-status"), CheckStatus(order=order.id))],
            [tap(words("button-cancel-purchase"), CancelOrder(order=order.id))],
        ],
    )


def voucher_row(quote: Quote, ask: AskVoucher, words: Words) -> Sequence[Button]:
    """Offer to use a voucher, or to leave out the one that was chosen."""
    if quote.voucher is None:
        return [tap(words("button-voucher"), ask)]
    forget = ForgetVoucher(product=ask.product, quantity=ask.quantity)
    return [tap(words("button-forget-voucher", code=quote.voucher.code), forget)]


def quoted_discount(quote: Quote, words: Words) -> Html:
    """Say on a line of its own what the chosen voucher takes off, or why it takes nothing off."""
    if quote.voucher is None:
        return Html("")
    if quote.voucher.obstacle is not None:
        return Html(explain(quote.voucher.obstacle, words) + "\n")
    facts = {"code": quote.voucher.code, "discount": words.money(quote.discount)}
    return Html(words("payment-voucher", **facts) + "\n")


def discount_line(discount: int, words: Words) -> Html:
    """Name a discount on a line of its own, if there is one."""
    return Html(words("payment-discount", discount=words.money(discount)) + "\n") if discount else Html("")


def fee_line(service_fee: int, words: Words) -> Html:
    """Name the service fee on a line of its own, if there is one."""
    return Html(words("payment-fee", fee=words.money(service_fee)) + "\n") if service_fee else Html("")


def _short(lines: Sequence[Html], words: Words) -> Html:
    """Keep the lines within a caption, and say how many are left out."""
    kept = list(lines)
    while len(kept) > 1 and sum(len(line) for line in kept) > _MOST_LINES:
        kept.pop()
    if len(kept) < len(lines):
        kept.append(words("more-lines", count=len(lines) - len(kept)))
    return joined(kept)
