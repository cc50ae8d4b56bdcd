"""Which screen tells which notice."""

from collections.abc import Callable, Mapping
from typing import Any

from auto_order.notifications.after_sale import (
    ClaimRefused,
    StaffClaim,
    StaffClaimDecided,
    StaffProof,
)
from auto_order.notifications.notices import (
    BackInStock,
    BroadcastProgress,
    BroadcastReport,
    InvoiceReady,
    LowStock,
    MoneyCredited,
    MoneyReturned,
    Notice,
    OrderClosed,
    PaymentHeldForReview,
    StaffOrder,
    StaffProblem,
    StaffTopup,
    ToppedUp,
    TopupClosed,
    TopupReady,
    UnitReplaced,
    UploadProgress,
)
from auto_order.telegram.callbacks import ShowProduct
from auto_order.telegram.screens import after_sale, checkout, staff, topup
from auto_order.telegram.screens.admin import broadcasts, stock_questions
from auto_order.telegram.screens.screen import Screen, tap
from auto_order.telegram.texts import Words


def _credited(notice: MoneyCredited, words: Words) -> Screen:
    return Screen(words("credited", number=notice.number, amount=words.money(notice.amount)))


def _returned(notice: MoneyReturned, words: Words) -> Screen:
    key = "returned-to-wallet" if notice.is_to_wallet else "returned-outside"
    return Screen(words(key, amount=words.money(notice.amount)))


def _replaced(notice: UnitReplaced, words: Words) -> Screen:
    return Screen(words("unit-replaced", number=notice.number, name=notice.name))


def _back_in_stock(notice: BackInStock, words: Words) -> Screen:
    text = words("back-in-stock", name=notice.product, price=words.money(notice.price))
    return Screen(text, [[tap(words("button-see-product"), ShowProduct(product=notice.product_id))]])


def _under_review(notice: PaymentHeldForReview, words: Words) -> Screen:
    return Screen(words("under-review", number=notice.number))


_SCREENS: Mapping[type[Notice], Callable[[Any, Words], Screen]] = {
    InvoiceReady: checkout.invoice,
    TopupReady: topup.invoice,
    OrderClosed: checkout.closed,
    TopupClosed: topup.closed,
    ToppedUp: topup.credited,
    MoneyCredited: _credited,
    MoneyReturned: _returned,
    UnitReplaced: _replaced,
    BackInStock: _back_in_stock,
    PaymentHeldForReview: _under_review,
    StaffOrder: staff.order,
    StaffTopup: staff.topup,
    StaffProblem: staff.problem,
    StaffProof: after_sale.staff_proof,
    StaffClaim: after_sale.staff_claim,
    StaffClaimDecided: after_sale.staff_claim,
    ClaimRefused: after_sale.refused,
    UploadProgress: stock_questions.progress,
    BroadcastProgress: broadcasts.broadcast,
    BroadcastReport: broadcasts.broadcast,
    LowStock: stock_questions.low_stock,
}


def screen_of(notice: Notice, words: Words) -> Screen:
    """Show a notice. One that nobody has words for is a bug and raises KeyError."""
    return _SCREENS[type(notice)](notice, words)
