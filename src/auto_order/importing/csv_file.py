"""A catalogue written as CSV: a header, then a line for each unit, or for each product without units here.

What is said about a product stands in its first line; further lines need its code and their unit only.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from auto_order.importing.fields import Text, find_name, read_facts, unknown_name
from auto_order.importing.lines import read_lines
from auto_order.importing.models import Offered, Piece
from auto_order.importing.problems import Place, Problems
from auto_order.importing.units import read_unit, read_units_file

_COLUMNS = (
    "code",
    "name",
    "price",
    "category",
    "description",
    "terms",
    "warranty_days",
    "unit",
    "units_file",
)
_EXAMPLE = "code,name,price,unit"
_QUOTES = '"a text, with a comma, stands in quotes"'
_UNITS = ("unit", "units_file")


class _Row(NamedTuple):
    place: Place
    cells: Mapping[str, str]


class _Known(NamedTuple):
    """A product that was offered: where, and what was said; ``is_good`` when that made sense."""

    row: _Row
    is_good: bool


def read_csv(path: Path, problems: Problems) -> Iterator[Piece]:
    """Give what the file offers, line by line, each product before its units."""
    known: dict[str, _Known] = {}
    for row in _read_rows(path, problems):
        code = row.cells.get("code", "").strip()
        if not code:
            problems.add(row.place, "code is missing", example="each line begins with its product's code")
            continue
        before = known.get(code)
        if before is None:
            texts = {name: Text(cell.replace("\r\n", "\n"), row.place) for name, cell in row.cells.items()}
            facts = read_facts(texts, row.place, problems)
            before = known[code] = _Known(row, is_good=facts is not None)
            if facts is not None:
                yield Offered(facts, row.place)
        else:
            _check_repeated(row, before.row, problems)
        yield from (unit for unit in _read_units(path, code, row, problems) if before.is_good)


def _check_repeated(row: _Row, first: _Row, problems: Problems) -> None:
    """Tell what a later line of a product says otherwise than its first, or that it adds nothing."""
    for name, cell in row.cells.items():
        if name not in _UNITS and cell.strip() != first.cells.get(name, "").strip():
            problem = f"{name} is another than in line {first.place.line}, where this product stands first"
            problems.add(row.place, problem, example="leave it empty from the second line on")
    if not any(name in row.cells for name in _UNITS):
        problem = f"this product stands in line {first.place.line} already"
        problems.add(row.place, problem, example="a unit in each further line, or another code")


def _read_units(path: Path, code: str, row: _Row, problems: Problems) -> Iterator[Piece]:
    if "unit" in row.cells:
        unit = read_unit(code, row.cells["unit"].strip(), row.place, problems)
        if unit is not None:
            yield unit
    if "units_file" in row.cells:
        units_file = path.parent / row.cells["units_file"].strip()
        if units_file.is_file():
            yield from read_units_file(code, units_file, problems)
        else:
            example = "a column units_file with netflix.txt"
            problems.add(row.place, "there is no such file beside the catalogue", example=example)


def _read_rows(path: Path, problems: Problems) -> Iterator[_Row]:
    """Give each line that says something, blank cells left out."""
    lines = read_lines(path, path.name, problems)
    rows = _read_cells(path.name, lines, problems)
    place, titles = next(rows, (Place(path.name, 1), ()))
    header = () if len(problems) else _read_header(titles, place, problems)
    if len(problems):
        return
    for place, cells in rows:
        if len(cells) > len(header):
            problem = f"has {len(cells)} columns and the header {len(header)}"
            problems.add(place, problem, example=_QUOTES)
        pairs = zip(header, cells, strict=False)
        yield _Row(place, {name: cell for name, cell in pairs if name is not None and cell.strip()})


def _read_cells(
    name: str, lines: Iterator[tuple[int, str]], problems: Problems
) -> Iterator[tuple[Place, Sequence[str]]]:
    """Give the cells of each row with the line in which it begins; rows without any text are passed over."""
    _number, first = next(lines, (0, ""))
    reader = csv.reader(_chained(first, lines), delimiter=_find_delimiter(first), strict=True)
    while True:
        place = Place(name, reader.line_num + 1)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.add(place, f"is not CSV: {error}", example=_QUOTES)
            return
        if any(cell.strip() for cell in cells):
            yield place, cells


def _chained(first: str, lines: Iterator[tuple[int, str]]) -> Iterator[str]:
    if first:
        yield first
    yield from (line for _number, line in lines)


def _find_delimiter(header: str) -> str:
    """Find what stands between the columns: Excel writes a semicolon in Indonesia."""
    return max(",;\t", key=header.count)


def _read_header(cells: Sequence[str], place: Place, problems: Problems) -> Sequence[str | None]:
    names: list[str | None] = []
    for cell in cells:
        name = find_name(cell) if cell.strip() else None
        if cell.strip() and name not in _COLUMNS:
            problem = f"in column {len(names) + 1}, {unknown_name(_COLUMNS, cell)}"
            problems.add(place, problem, example=", ".join(_COLUMNS))
        elif name is not None and name in names:
            problems.add(place, f"the column {name} comes twice", example=_EXAMPLE)
        names.append(name)
    for name in ("code", "name", "price"):
        if name not in names:
            problems.add(place, f"the header has no column {name}", example=_EXAMPLE)
    return names
