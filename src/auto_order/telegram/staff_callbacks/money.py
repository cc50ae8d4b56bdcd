"""The menu 💰 Deposit, and everything that is decided with a reason."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from auto_order.telegram.callbacks import RowKey


class Deed(StrEnum):
    """What is done only with a reason that is written down."""

    MARK_PAID = "mp"
    REFUND_WALLET = "rw"
    REFUND_OUTSIDE = "ro"
    REFUND_MADE = "rm"
    REVIEW_DELIVER = "vd"
    REVIEW_CREDIT = "vc"
    REVIEW_REFUND = "vr"
    REVIEW_DISMISS = "vx"
    CONFIRM_TRANSFER = "tc"
    REJECT_TRANSFER = "tr"
    CREDIT = "cr"
    DEBIT = "de"
    REPLACE_UNIT = "ru"


class DecideMoney(CallbackData, prefix="D"):
    """Ask for the reason of a deed about money; ``subject`` is what it is done to."""

    deed: Deed
    subject: RowKey


class DecideOrder(CallbackData, prefix="Do"):
    """Ask for the reason of a deed about an order and one of its units."""

    deed: Deed
    subject: RowKey
    unit: RowKey = 0


class ShowMoney(CallbackData, prefix="W"):
    """Show the money that waits for a person."""


class ShowTransfers(CallbackData, prefix="Wt"):
    """Show the transfers that buyers say to have made."""


class ShowTopups(CallbackData, prefix="Wd"):
    """Show the latest top-ups."""


class ShowCases(CallbackData, prefix="Wc"):
    """Show the payments whose facts do not fit."""


class ManageCase(CallbackData, prefix="Wq"):
    """Show one such payment with what can be decided."""

    payment: RowKey


class ShowRefundsDue(CallbackData, prefix="Wr"):
    """Show the refunds that a person still has to send."""
