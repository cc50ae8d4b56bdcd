"""The menu 🎟️ Voucher."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from auto_order.telegram.callbacks import Page, RowKey


class Meant(StrEnum):
    """What kind of thing a voucher is for."""

    PRODUCT = "p"
    CATEGORY = "c"


class ShowVouchers(CallbackData, prefix="V"):
    """Show a page of the vouchers."""

    page: Page = 1


class ManageVoucher(CallbackData, prefix="Vq"):
    """Show a voucher with its use and what can be done."""

    voucher: RowKey


class SetVoucherActive(CallbackData, prefix="Va"):
    """End a voucher, or have it count again."""

    voucher: RowKey
    is_active: bool


class NewVoucher(CallbackData, prefix="Vn"):
    """Begin to make a voucher."""


class SkipVoucherQuestion(CallbackData, prefix="Vs"):
    """Leave what is asked about a new voucher open and go on."""


class AskVoucherBefore(CallbackData, prefix="Vb"):
    """Go back to what was asked before about a new voucher."""


class SwitchMeant(CallbackData, prefix="Vr"):
    """Have the new voucher be for a product or category, or no more."""

    kind: Meant
    thing: RowKey


class MakeVoucher(CallbackData, prefix="Vm"):
    """Make the voucher as it was described."""
