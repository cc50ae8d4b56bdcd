"""What the staff's buttons carry, one class each and at most 64 bytes, as the buyers' do."""

from typing import NamedTuple

from aiogram.filters.callback_data import CallbackData

from auto_order.catalog.editing import Field
from auto_order.telegram.callbacks import Page, Quantity, RowKey, tidy_search


class Listing(NamedTuple):
    """Which page of the products: pages count from 1; archived ones are a list of their own."""

    page: int = 1
    is_archived: bool = False
    search: str = ""

    def pack(self) -> str:
        """Write it down as ``3-0-kata``."""
        return f"{self.page}-{int(self.is_archived)}-{tidy_search(self.search)}"

    @classmethod
    def read(cls, text: str) -> "Listing":
        """Read what :meth:`pack` wrote; what is not readable is the first page."""
        try:
            page, is_archived, search = text.split("-", 2)
            return cls(int(page[:7]), is_archived == "1", search)
        except ValueError:
            return cls()


class ShowAdmin(CallbackData, prefix="A"):
    """Show what the person may run of the shop."""


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


class ConfirmUpload(CallbackData, prefix="Sy"):
    """Load the file that was read."""

    upload: RowKey


class CancelUpload(CallbackData, prefix="Sz"):
    """Stop an upload and leave nothing of it."""

    upload: RowKey


class ReadProof(CallbackData, prefix="Pp"):
    """Show a proof that terms are met, with what the buyer wrote."""

    proof: RowKey


class ManageClaims(CallbackData, prefix="Pc"):
    """Show the claims that wait for a decision."""

    page: Page = 1


class ManageClaim(CallbackData, prefix="Pm"):
    """Show a claim with what can be decided about it."""

    claim: RowKey


class PickUnit(CallbackData, prefix="Pu"):
    """Show the units of a claim's line, so that one can be picked."""

    claim: RowKey
    page: Page = 1


class ReplaceUnit(CallbackData, prefix="Pr"):
    """Replace a unit, once the person is sure."""

    claim: RowKey
    unit: RowKey
    is_sure: bool = False


class RefundClaim(CallbackData, prefix="Pb"):
    """Ask how much of a claim's order goes back."""

    claim: RowKey


class RefuseClaim(CallbackData, prefix="Pn"):
    """Ask why a claim is refused."""

    claim: RowKey
