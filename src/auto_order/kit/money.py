"""Whole rupiah as ``int``: how people write an amount, and how we show one."""

import re

from auto_order.kit.errors import Refusal

_AMOUNT = re.compile(
    r"(?:rp\.?)?\s*(?P<digits>\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?P<thousand>k|rb|ribu)?", re.IGNORECASE
)
_MOST_DIGITS = 12
_THOUSAND, _MILLION = 1_000, 1_000_000


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


def compact_rupiah(amount: int, *, thousand: str, million: str) -> str:
    """Show about how much it is in few characters: ``45 rb``, ``1,2 jt``; under a thousand in full."""
    if amount < _THOUSAND:
        return str(amount)
    if amount < _MILLION:
        return f"{amount // _THOUSAND} {thousand}"
    tenths = amount * 10 // _MILLION
    return f"{tenths // 10},{tenths % 10} {million}" if tenths < 1000 else f"{tenths // 10} {million}"  # noqa: PLR2004 - a hundred millions
