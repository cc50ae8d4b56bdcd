"""What may be offered: codes, names and prices. Values in, the cleaned value or a refusal out."""

import re

from auto_order.kit.errors import Refusal

# A deep link's start parameter holds 64 of these characters and "p_" comes before the code.
_CODE = re.compile(r"[A-Za-z0-9_-]{1,32}")
_MOST_NAME = 100
_MOST_PRICE = 10_000_000_000
# What one message of Telegram has room for, beside the name and the price.
_MOST_DESCRIPTION = 3000
_MOST_TERMS = 10_000
_MOST_WARRANTY_DAYS = 3650


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
