"""The menu 📦 Stok."""

from aiogram.filters.callback_data import CallbackData

from auto_order.catalog.models import ProductKind
from auto_order.telegram.callbacks import Page, RowKey


class ShowStocks(CallbackData, prefix="S"):
    """Show a page of the products with their stock."""

    listing: str = ""


class FindStocks(CallbackData, prefix="Sf"):
    """Ask for the word to search products by."""


class ManageStock(CallbackData, prefix="Sq"):
    """Show one product's stock with what can be done to it."""

    product: RowKey
    listing: str = ""


class AddUnits(CallbackData, prefix="Sa"):
    """Ask for units: one a message, or many at once."""

    product: RowKey
    is_many: bool


class SaveLines(CallbackData, prefix="Ss"):
    """Put the lines into the stock that were pasted."""


class FinishAdding(CallbackData, prefix="Se"):
    """Send no more units one by one."""

    product: RowKey


class ShowUnits(CallbackData, prefix="Su"):
    """Show a page of a product's free units."""

    product: RowKey
    page: Page = 1


class FindUnits(CallbackData, prefix="Sg"):
    """Ask for the word to search free units by."""

    product: RowKey


class ShowUnit(CallbackData, prefix="Sv"):
    """Show one free unit with what can be done to it."""

    product: RowKey
    unit: RowKey
    page: Page = 1


class RemoveUnit(CallbackData, prefix="Sr"):
    """Take a free unit out of the stock for good."""

    product: RowKey
    unit: RowKey


class ClearStock(CallbackData, prefix="Sx"):
    """Take every free unit out for good, once the person is sure."""

    product: RowKey
    is_sure: bool = False


class ExportUnits(CallbackData, prefix="Sd"):
    """Send a file with every free unit."""

    product: RowKey


class ChooseKind(CallbackData, prefix="Sk"):
    """Offer what a unit of the product can be."""

    product: RowKey


class SetKind(CallbackData, prefix="Skk"):
    """Say what a unit of the product is from now on."""

    product: RowKey
    kind: ProductKind


class ShareContent(CallbackData, prefix="Sh"):
    """Ask for what every buyer of the product gets."""

    product: RowKey


class ShowShared(CallbackData, prefix="Shv"):
    """Show what every buyer of the product gets."""

    product: RowKey


class AskRemaining(CallbackData, prefix="Shn"):
    """Ask how many more may be sold of what is shared."""

    product: RowKey


class SetRemaining(CallbackData, prefix="Shx"):
    """Let everybody buy what is shared, or nobody any more."""

    product: RowKey
    is_stopped: bool


class ConfirmUpload(CallbackData, prefix="Sy"):
    """Load the file that was read."""

    upload: RowKey


class CancelUpload(CallbackData, prefix="Sz"):
    """Stop an upload and leave nothing of it."""

    upload: RowKey
