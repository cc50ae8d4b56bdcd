"""Uploaded files as units: one a line of a text, one a row of a CSV. Empty ones are left out but counted."""

import csv
import io
from collections.abc import Iterator

from auto_order.kit.secret import Secret
from auto_order.stock.loading import NumberedContent
from auto_order.stock.rules import NotAText


def read_file(content: bytes, name: str) -> Iterator[NumberedContent]:
    """Give each unit with the number of its line. Raises NotAText."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAText from None
    if "\0" in text:
        raise NotAText
    lines = _read_rows(text) if name.lower().endswith(".csv") else _read_lines(text)
    return (NumberedContent(number, Secret(unit)) for number, unit in lines if unit.strip())


def _read_lines(text: str) -> Iterator[tuple[int, str]]:
    # One after another: a list of all lines would be as large as the file once more.
    for number, line in enumerate(io.StringIO(text, newline="\n"), start=1):
        yield number, line.removesuffix("\n").removesuffix("\r")


def _read_rows(text: str) -> Iterator[tuple[int, str]]:
    """Give each row as its cells between commas; a cell in quotes may have several lines."""
    rows = csv.reader(io.StringIO(text, newline=""))
    number = 1
    for row in rows:
        yield number, ",".join(row)
        number = rows.line_num + 1
