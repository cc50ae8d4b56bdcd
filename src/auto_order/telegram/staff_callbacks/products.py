"""The menu 🛒 Produk."""

from aiogram.filters.callback_data import CallbackData

from auto_order.catalog.editing import Field
from auto_order.telegram.callbacks import Quantity, RowKey


class ShowProducts(CallbackData, prefix="Ap"):
    """Show a page of the products."""

    listing: str = ""


class FindProducts(CallbackData, prefix="Af"):
    """Ask for the word to search products by."""


class NewProduct(CallbackData, prefix="An"):
    """Begin to add a product."""


class SkipQuestion(CallbackData, prefix="As"):
    """Leave what is asked about a new product empty and go on."""


class AskBefore(CallbackData, prefix="Ab"):
    """Go back to what was asked before about a new product."""


class PickCategory(CallbackData, prefix="Ak"):
    """Put a new product into a category."""

    category: RowKey


class ManageProduct(CallbackData, prefix="Aq"):
    """Show a product with what can be done to it."""

    product: RowKey
    listing: str = ""


class EditProduct(CallbackData, prefix="Ae"):
    """Ask for a new value of one field."""

    product: RowKey
    field: Field


class ClearField(CallbackData, prefix="Ax"):
    """Leave one field empty."""

    product: RowKey
    field: Field


class SetCategory(CallbackData, prefix="Ac"):
    """Put a product into a category; 0 is none."""

    product: RowKey
    category: RowKey


class ShowPriceSteps(CallbackData, prefix="Ag"):
    """Show a product's wholesale prices."""

    product: RowKey


class AddPriceStep(CallbackData, prefix="Ah"):
    """Ask for a wholesale price."""

    product: RowKey


class RemovePriceStep(CallbackData, prefix="Ai"):
    """Take a wholesale price back."""

    product: RowKey
    quantity: Quantity


class ArchiveProduct(CallbackData, prefix="Aa"):
    """Take a product off the buyers' lists, or put it back."""

    product: RowKey
    is_archived: bool


class RemoveProduct(CallbackData, prefix="Ar"):
    """Remove a product for good, once the person is sure."""

    product: RowKey
    is_sure: bool = False


class ManageCategories(CallbackData, prefix="At"):
    """Show the categories with what can be done to them."""


class AddCategory(CallbackData, prefix="Au"):
    """Ask for the name of a new category; a product goes into it, 0 is none."""

    product: RowKey = 0


class ManageCategory(CallbackData, prefix="Av"):
    """Show a category with what can be done to it."""

    category: RowKey


class RenameCategory(CallbackData, prefix="Aw"):
    """Ask for another name of a category."""

    category: RowKey


class RaiseCategory(CallbackData, prefix="Ay"):
    """Move a category one place up."""

    category: RowKey


class RemoveCategory(CallbackData, prefix="Az"):
    """Remove a category, once the person is sure."""

    category: RowKey
    is_sure: bool = False
