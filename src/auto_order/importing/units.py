"""Units as a file gives them: checked, and told by line when one cannot be sold."""

from collections.abc import Iterator
from pathlib import Path

from auto_order.importing.lines import read_lines
from auto_order.importing.models import Unit
from auto_order.importing.problems import Place, Problems
from auto_order.kit.secret import Secret
from auto_order.stock.rules import MOST_LINES, BadContent, check_content

_EXAMPLE = "nama@contoh.id|kata-sandi"


def read_unit(code: str, text: str, place: Place, problems: Problems) -> Unit | None:
    """Make a unit of a text; None when it cannot be one, which is then told."""
    try:
        return Unit(code, place, check_content(Secret(text), line=place.line))
    except BadContent:
        problem = "a unit must have 1 to 50,000 characters"
        problems.add(place, problem, example=_EXAMPLE)
        return None


def read_units_file(code: str, path: Path, problems: Problems) -> Iterator[Unit]:
    """Read one unit a line. Blank lines are passed over, and blanks around a unit are not part of it."""
    for number, line in read_lines(path, path.name, problems):
        place = Place(path.name, number)
        if number > MOST_LINES:
            problem = f"has more than {MOST_LINES:,} lines"
            problems.add(path.name, problem, example=f"split it, at most {MOST_LINES:,} lines a file")
            return
        if text := line.strip():
            unit = read_unit(code, text, place, problems)
            if unit is not None:
                yield unit
