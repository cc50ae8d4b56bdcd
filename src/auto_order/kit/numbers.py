"""Whole numbers as people type them."""

import re

from auto_order.kit.errors import Refusal

_COUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{1,9}")


class NotANumber(Refusal):
    """What was typed is not a whole number."""

    code = "not_a_number"


def read_count(text: str) -> int:
    """Read ``12``, ``1.000`` or ``1,000``; a dot or comma only groups thousands. Raises NotANumber."""
    match = _COUNT.fullmatch(text.strip())
    if match is None:
        raise NotANumber
    return int(re.sub(r"[.,]", "", match[0]))
