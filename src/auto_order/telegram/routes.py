"""One table from what a person does to who answers: taps by prefix, words by command or label."""

from collections.abc import Mapping
from typing import NamedTuple

from aiogram.filters.callback_data import CallbackData

from auto_order.telegram import awaiting, callbacks, staff_routes
from auto_order.telegram.buyer import (
    after_sale,
    catalog,
    checkout,
    home,
    orders,
    profile,
    topup,
    vouchers,
    wallet,
)
from auto_order.telegram.screens.screen import NUMBER_KEYS
from auto_order.telegram.staff_routes import guarded
from auto_order.telegram.texts import Texts
from auto_order.telegram.visit import Answer, Call, TapHandler, TextHandler, Visit

_TAPS: Mapping[type[CallbackData], TapHandler] = {
    callbacks.CancelStep: awaiting.cancel,
    callbacks.ShowCategories: catalog.show_categories,
    callbacks.ShowList: catalog.show_list,
    callbacks.ShowProduct: catalog.show_product,
    callbacks.ShowDescription: catalog.show_description,
    callbacks.WaitForStock: catalog.wait_for_stock,
    callbacks.ShowStock: catalog.show_stock,
    callbacks.AddToCart: checkout.add_to_cart,
    callbacks.ShowCart: checkout.show_cart,
    callbacks.ChangeCart: checkout.change_cart,
    callbacks.EmptyCart: checkout.empty_cart,
    callbacks.Checkout: checkout.checkout,
    callbacks.BuyNow: checkout.buy_now,
    callbacks.PayQris: checkout.pay_qris,
    callbacks.PayWallet: wallet.pay_wallet,
    callbacks.AskVoucher: vouchers.ask_voucher,
    callbacks.ForgetVoucher: vouchers.forget_voucher,
    callbacks.LeavePayment: checkout.leave_payment,
    callbacks.ShowOrders: orders.show_orders,
    callbacks.ShowOrder: orders.show_order,
    callbacks.CheckStatus: orders.check_status,
    callbacks.ShowInvoice: orders.show_invoice,
    callbacks.CancelOrder: orders.cancel_order,
    callbacks.ResendGoods: orders.resend_goods,
    callbacks.FulfilTerms: after_sale.fulfil_terms,
    callbacks.ClaimWarranty: after_sale.claim_warranty,
    callbacks.ClaimLine: after_sale.claim_line,
    callbacks.ShowDeposit: topup.show_deposit,
    callbacks.Deposit: topup.deposit,
    callbacks.AskAmount: topup.ask_amount,
    callbacks.ShowTransfer: topup.show_transfer,
    callbacks.ShowTopup: topup.show_topup,
    callbacks.CheckTopup: topup.check_topup,
    callbacks.CancelTopup: topup.cancel_topup,
    callbacks.ShowMovements: wallet.show_movements,
    callbacks.ShowInformation: profile.show_information,
    callbacks.EditProfile: profile.edit_profile,
    callbacks.ClearProfile: profile.clear_profile,
    callbacks.ShowSupport: profile.show_support,
    callbacks.ShowLanguages: home.show_languages,
    callbacks.ChooseLanguage: home.choose_language,
}
_COMMANDS: Mapping[str, TextHandler] = {
    "start": home.start,
    "produk": catalog.open_products,
    "products": catalog.open_products,
    "cari": catalog.search,
    "search": catalog.search,
    "stok": catalog.open_stock,
    "stock": catalog.open_stock,
    "pesanan": orders.open_orders,
    "orders": orders.open_orders,
    "deposit": topup.open_deposit,
    "saldo": wallet.open_movements,
    "balance": wallet.open_movements,
    "language": home.open_languages,
    "bahasa": home.open_languages,
    "help": home.open_how_to,
    "batal": home.open_menu,
    "cancel": home.open_menu,
    "paysupport": profile.open_support,
    "terms": home.open_terms,
}
_LABELS: Mapping[str, TextHandler] = {
    "menu-products": catalog.open_products,
    "menu-stock": catalog.open_stock,
    "menu-deposit": topup.open_deposit,
    "menu-orders": orders.open_orders,
    "menu-information": profile.open_information,
    "menu-how-to": home.open_how_to,
}


class Tap(NamedTuple):
    """What a tap means: what it carries, and who answers it."""

    data: CallbackData
    handler: TapHandler


class Routes:
    """The table. Labels of every language are in it: a key drawn before a change of language works."""

    def __init__(self, texts: Texts) -> None:
        self._taps = {kind.__prefix__: (kind, handler) for kind, handler in _TAPS.items()}
        self._labels = {str(words(key)): handler for words in texts.all for key, handler in _LABELS.items()}
        self._taps |= {kind.__prefix__: (kind, guarded(*route)) for kind, route in staff_routes.TAPS.items()}
        self._labels |= {
            str(words(key)): guarded(*route)
            for words in texts.all
            for key, route in staff_routes.LABELS.items()
        }
        self._labels |= dict.fromkeys(NUMBER_KEYS, catalog.open_number)

    @property
    def kinds(self) -> frozenset[type[CallbackData]]:
        """Every kind of button that has a handler."""
        return frozenset(_TAPS) | frozenset(staff_routes.TAPS)

    def find_tap(self, data: str) -> Tap | None:
        """Find who answers a tap; None for what no button of ours carries, now or any more."""
        found = self._taps.get(data.partition(":")[0])
        if found is None:
            return None
        kind, handler = found
        try:
            return Tap(kind.unpack(data), handler)
        except (TypeError, ValueError):
            return None

    async def follow(self, visit: Visit, data: str) -> Answer:
        """Answer a tap that carries ``data``; a button that is none of ours, now or any more, in words."""
        found = self.find_tap(data)
        if found is None:
            return Answer(toast=visit.words("old-button"), is_alert=True)
        return await self.arrive(visit, await found.handler(visit, found.data))

    async def arrive(self, visit: Visit, answer: Answer) -> Answer:
        """Go where an answer leads, and take its toast along."""
        if answer.follow is None:
            return answer
        shown = await self.follow(visit, answer.follow)
        return shown._replace(toast=shown.toast or answer.toast, replaces=answer.replaces)

    def find_call(self, text: str) -> Call | None:
        """Find who answers a message; None for chatter, which is met with silence."""
        if not text.startswith("/"):
            handler = self._labels.get(text.strip())
            return None if handler is None else Call(text.strip(), handler)
        command, _, argument = text[1:].partition(" ")
        handler = _COMMANDS.get(command.partition("@")[0].lower())
        return None if handler is None else Call(argument.strip(), handler)
