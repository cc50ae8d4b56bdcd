"""Whole rupiah as ``int``: how people write an amount, and how we show one."""

import re

from auto_order.kit.errors import Refusal

_AMOUNT = re.compile(
    r"(?:rp\.?)?\s*(?P<digits>\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?P<thousand>k|rb|ribu)?", re.IGNORECASE
)
_MOST_DIGITS = 12


class NotAnAmount(Refusal):
    """What was typed is not an amount of rupiah."""

    code = "not_an_amount"


def rupiah(amount: int) -> str:
    """Show an amount the Indonesian way: ``Rp 30.000``, a debt as ``-Rp 30.000``."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp {abs(amount):,}".replace(",", ".")


def read_rupiah(text: str) -> int:
    """Read ``50000``, ``50.000``, ``50,000``, ``50rb``, ``50k`` or ``Rp 50.000``; refuse anything else.

    A dot or comma only groups thousands: whole rupiah exist, sen do not.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise NotAnAmount
    digits = re.sub(r"[.,]", "", match["digits"])
    if len(digits) > _MOST_DIGITS:
        raise NotAnAmount
    return int(digits) * (1000 if match["thousand"] else 1)
