"""Numbers and references that people or gateways see; the rows themselves have plain integer keys."""

import secrets
from datetime import datetime

# No 0/O, 1/I/L: a number that is read aloud or typed from a screenshot must survive it.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def random_code(length: int) -> str:
    """Say a random code of unmistakable letters and digits; 8 of them hold 39 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def dated_code(prefix: str, *, on: datetime) -> str:
    """Make a number such as ``INV-261123-7K3FQ9XW``: sortable by day, not countable by a rival."""
    return f"{prefix}-{on:%y%m%d}-{random_code(8)}"
