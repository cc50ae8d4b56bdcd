"""What buttons carry, one class each and at most 64 bytes: everything needed to act, also after a restart."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from auto_order.customers.rules import ProfileField
from auto_order.storefront.models import Place, Sort

# What is left of 64 bytes beside a product's id, a quantity and the numbers of the place.
MOST_SEARCH_BYTES = 20

# What comes back is only as honest as the sender's client.
RowKey = Annotated[int, Field(ge=0, lt=2**53)]
Quantity = Annotated[int, Field(ge=0, le=10_000)]
Amount = Annotated[int, Field(ge=1, lt=2**53)]
Page = Annotated[int, Field(ge=1, le=1_000_000)]


def pack_place(place: Place) -> str:
    """Write a place down as ``3-n-2-kata``: category (0: all), order, page, search."""
    return f"{place.category or 0}-{place.sort}-{place.page}-{tidy_search(place.search)}"


def read_place(text: str) -> Place:
    """Read what :func:`pack_place` wrote; what is not readable is the first page of everything."""
    try:
        category, sort, page, search = text.split("-", 3)
        return Place(int(category[:15]) or None, Sort(sort), int(page[:7]), search)
    except ValueError:
        return Place()


def tidy_search(search: str) -> str:
    """Cut a search to what a button can carry; the separator of buttons is no part of it."""
    tidy = " ".join(search.replace(":", " ").split())
    return tidy.encode()[:MOST_SEARCH_BYTES].decode(errors="ignore").strip()


class CancelStep(CallbackData, prefix="z"):
    """Leave the step that the message asks."""


class ShowCategories(CallbackData, prefix="k"):
    """Show the categories."""


class ShowList(CallbackData, prefix="l"):
    """Show a page of products."""

    place: str


class ShowProduct(CallbackData, prefix="p"):
    """Show a product with a quantity to choose; ``place`` is where its list is."""

    product: RowKey
    quantity: Quantity = 1
    place: str = ""


class ShowDescription(CallbackData, prefix="f"):
    """Show all that is said about a product, where its picture leaves no room for it."""

    product: RowKey
    quantity: Quantity = 1
    place: str = ""


class WaitForStock(CallbackData, prefix="j"):
    """Be told once when there is stock again."""

    product: RowKey
    place: str = ""


class BuyNow(CallbackData, prefix="b"):
    """Go to the payment of one product, beside the cart."""

    product: RowKey
    quantity: Quantity


class AddToCart(CallbackData, prefix="a"):
    """Have so many units of a product in the cart, and show the cart."""

    product: RowKey
    quantity: Quantity


class ShowCart(CallbackData, prefix="c"):
    """Show the cart."""


class ChangeCart(CallbackData, prefix="cq"):
    """Have so many units of a product in the cart; 0 takes it out."""

    product: RowKey
    quantity: Quantity


class EmptyCart(CallbackData, prefix="ce"):
    """Take everything out of the cart."""


class Checkout(CallbackData, prefix="co"):
    """Go to the payment of the cart."""


class PayQris(CallbackData, prefix="y"):
    """Order what was shown and pay by QRIS. ``product`` 0 is the cart; ``digest``: what was agreed to."""

    product: RowKey
    quantity: Quantity
    digest: str


class PayWallet(CallbackData, prefix="w"):
    """Order what was shown and pay from the wallet. ``token`` names the tap: a second one buys nothing."""

    product: RowKey
    quantity: Quantity
    digest: str
    token: str


class AskVoucher(CallbackData, prefix="v"):
    """Ask for a voucher's code for one product, or with 0 for the cart."""

    product: RowKey
    quantity: Quantity


class ForgetVoucher(CallbackData, prefix="vx"):
    """Pay without the chosen voucher after all: for one product, or with 0 for the cart."""

    product: RowKey
    quantity: Quantity


class LeavePayment(CallbackData, prefix="x"):
    """Leave the payment before anything was ordered."""


class CheckStatus(CallbackData, prefix="s"):
    """Ask whether an order's payment has come."""

    order: RowKey


class ShowInvoice(CallbackData, prefix="q"):
    """Show the QR of an open order again."""

    order: RowKey


class CancelOrder(CallbackData, prefix="d"):
    """Cancel an unpaid order."""

    order: RowKey


class ShowOrders(CallbackData, prefix="o"):
    """Show a page of the buyer's orders."""

    page: Page = 1


class ShowOrder(CallbackData, prefix="oo"):
    """Show one of the buyer's orders."""

    order: RowKey
    page: Page = 1


class ResendGoods(CallbackData, prefix="r"):
    """Hand the goods of a paid order over once more."""

    order: RowKey


class FulfilTerms(CallbackData, prefix="u"):
    """Ask for a proof that the terms of an order line are met."""

    line: RowKey


class ClaimWarranty(CallbackData, prefix="m"):
    """Choose what of an order to claim under the warranty."""

    order: RowKey


class ClaimLine(CallbackData, prefix="ml"):
    """Ask what is wrong with the units of an order line."""

    line: RowKey


class ShowStock(CallbackData, prefix="t"):
    """Show the stock of every product."""

    page: Page = 1


class ShowDeposit(CallbackData, prefix="e"):
    """Show how the wallet can be filled."""


class Deposit(CallbackData, prefix="ea"):
    """Fill the wallet with so much by QRIS."""

    amount: Amount


class AskAmount(CallbackData, prefix="ef"):
    """Ask how much: to be paid by QRIS, or sent by hand already."""

    is_by_hand: bool


class ShowTransfer(CallbackData, prefix="em"):
    """Show how money is sent by hand."""


class ShowTopup(CallbackData, prefix="eq"):
    """Show the QR of an open top-up again."""

    payment: RowKey


class CheckTopup(CallbackData, prefix="es"):
    """Ask whether the money of a top-up has come."""

    payment: RowKey


class CancelTopup(CallbackData, prefix="ed"):
    """Cancel an open top-up."""

    payment: RowKey


class ShowMovements(CallbackData, prefix="eh"):
    """Show a page of what moved in the wallet."""

    page: Page = 1


class ShowInformation(CallbackData, prefix="i"):
    """Show what the shop knows of the buyer."""


class EditProfile(CallbackData, prefix="ie"):
    """Ask for something that the buyer says about themselves."""

    field: ProfileField


class ClearProfile(CallbackData, prefix="ix"):
    """Leave what is being asked empty again."""


class ShowSupport(CallbackData, prefix="h"):
    """Show whom to ask for help."""


class ShowLanguages(CallbackData, prefix="g"):
    """Show the languages."""


class ChooseLanguage(CallbackData, prefix="gl"):
    """Speak this language from now on."""

    language: str
