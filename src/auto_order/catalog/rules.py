"""What may be offered: codes, names and prices. Values in, the cleaned value or a refusal out."""

import re

from auto_order.kit.errors import Refusal

# A deep link's start parameter holds 64 of these characters and "p_" comes before the code.
_CODE = re.compile(r"[A-Za-z0-9_-]{1,32}")
_MOST_NAME = 100
_MOST_PRICE = 10_000_000_000


class ProductNotListed(Refusal):
    """The product is archived, or there never was one."""

    code = "product_not_listed"


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
    """Accept a name of 1 to 100 characters on one line."""
    tidy = " ".join(name.split())
    if not 1 <= len(tidy) <= _MOST_NAME:
        raise BadProduct("name")
    return tidy


def check_price(price: int) -> int:
    """Accept a positive price in rupiah."""
    if not 1 <= price <= _MOST_PRICE:
        raise BadProduct("price")
    return price
