"""Reads ``corruptions.sql``: what is done to the books, and which check must find it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_HEAD = re.compile(r"-- (?P<check>\w+): (?P<says>[^\n]+)\n(?P<statement>[^;]+);")
_ROWS = {
    "<paid order>": "(SELECT min(id) FROM orders WHERE status = 'fulfilled')",
    "<other paid order>": "(SELECT max(id) FROM orders WHERE status = 'fulfilled')",
    "<open order>": "(SELECT max(id) FROM orders WHERE status = 'awaiting')",
    "<dead order>": "(SELECT max(id) FROM orders WHERE status = 'expired')",
    "<rich buyer>": "(SELECT min(customer_id) FROM wallets WHERE balance > 0)",
}
_OF_ORDERS = {
    "<payment>": "(SELECT min(id) FROM payments WHERE order_id = <paid order>)",
    "<line of other paid order>": "(SELECT min(id) FROM order_lines WHERE order_id = <other paid order>)",
    "<line of dead order>": "(SELECT min(id) FROM order_lines WHERE order_id = <dead order>)",
}


class Corruption(NamedTuple):
    """Something that must never be, the statement that makes it so, and the check that must name it."""

    check: str
    says: str
    statement: str


def list_corruptions() -> Iterator[Corruption]:
    """List them, with the rows that they are about."""
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for row, query in (_OF_ORDERS | _ROWS).items():
        text = text.replace(row, query)
    for found in _HEAD.finditer(text):
        yield Corruption(**found.groupdict())
