"""What may be offered: codes, names and prices. Values in, the cleaned value or a refusal out."""

import re
from collections.abc import Sequence
from itertools import pairwise

from auto_order.catalog.models import PriceStep
from auto_order.kit.errors import Refusal

# A deep link's start parameter holds 64 of these characters and "p_" comes before the code.
_CODE = re.compile(r"[A-Za-z0-9_-]{1,32}")
_MOST_NAME = 100
_MOST_PRICE = 10_000_000_000
# What one message of Telegram has room for, beside the name and the price.
_MOST_DESCRIPTION = 3000
_MOST_TERMS = 10_000
_MOST_WARRANTY_DAYS = 3650
_MOST_STEPS = 10
_LEAST_STEP, _MOST_STEP = 2, 10_000


class ProductNotListed(Refusal):
    """The product is archived, or there never was one."""

    code = "product_not_listed"


class ProductUnknown(Refusal):
    """There is no such product any more."""

    code = "product_unknown"


class CategoryUnknown(Refusal):
    """There is no such category any more."""

    code = "category_unknown"


class CodeTaken(Refusal):
    """Another product has this code."""

    code = "code_taken"

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class NameTaken(Refusal):
    """Another category has this name."""

    code = "name_taken"

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class BadProduct(Refusal):
    """A product's field cannot be what it was given as. ``field`` names it."""

    code = "bad_product"

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def check_code(code: str) -> str:
    """Accept 1 to 32 letters, digits, ``_`` and ``-``."""
    if not _CODE.fullmatch(code):
        raise BadProduct("code")
    return code


def check_name(name: str) -> str:
    """Accept a name of 1 to 100 characters on one line, of which something can be seen."""
    tidy = " ".join(name.split())
    if len(tidy) > _MOST_NAME or not any(letter.isprintable() and letter != " " for letter in tidy):
        raise BadProduct("name")
    return tidy


def check_price(price: int) -> int:
    """Accept a positive price in rupiah."""
    if not 1 <= price <= _MOST_PRICE:
        raise BadProduct("price")
    return price


def check_description(text: str) -> str:
    """Accept up to 3,000 characters."""
    if len(text) > _MOST_DESCRIPTION:
        raise BadProduct("description")
    return text


def check_terms(text: str) -> str:
    """Accept up to 10,000 characters; they are sent in several messages."""
    if len(text) > _MOST_TERMS:
        raise BadProduct("terms")
    return text


def check_warranty_days(days: int) -> int:
    """Accept 0 for no warranty, or up to ten years."""
    if not 0 <= days <= _MOST_WARRANTY_DAYS:
        raise BadProduct("warranty_days")
    return days


def add_step(steps: Sequence[PriceStep], new: PriceStep, *, price: int) -> Sequence[PriceStep]:
    """Put a wholesale price among the others, in place of the one from the same quantity on.

    More units must cost less each, or a buyer would pay more for buying more.
    """
    check_step_quantity(new.quantity)
    check_price(new.price)
    found = sorted([*(step for step in steps if step.quantity != new.quantity), new])
    check_steps(found, price=price)
    return found


def check_step_quantity(quantity: int) -> int:
    """Accept a quantity that a wholesale price may begin at."""
    if not _LEAST_STEP <= quantity <= _MOST_STEP:
        raise BadProduct("step_quantity")
    return quantity


def check_steps(steps: Sequence[PriceStep], *, price: int) -> None:
    """Accept at most ten wholesale prices, each below the one before and the first below ``price``."""
    prices = [price, *(step.price for step in steps)]
    if len(steps) > _MOST_STEPS or any(more >= less for less, more in pairwise(prices)):
        raise BadProduct("step_price")


def write_steps(steps: Sequence[PriceStep]) -> str:
    """Write wholesale prices down as a product keeps them."""
    return ",".join(f"{step.quantity}:{step.price}" for step in steps)
