"""The tables in docs/how-a-payment-travels.md and the tests that prove their lines are the same."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from types import ModuleType

import tests.crash.test_crash_table as crashes
import tests.scenarios.test_what_to_do_when as scenarios
from tests.architecture.source import ROOT

_PAGE = (ROOT / "docs" / "how-a-payment-travels.md").read_text(encoding="utf-8")
_TEST = re.compile(r"`(test_\w+)`")


def read_table(page: str, heading: str) -> Sequence[Sequence[str]]:
    """Read the cells of the first table under a heading, without its first two lines."""
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def list_tests(module: ModuleType) -> Iterator[str]:
    yield from (name for name in vars(module) if name.startswith("test_"))


def list_points(module: ModuleType) -> Iterator[str]:
    """List what the tests of a module are given as ``point``."""
    for name in list_tests(module):
        for mark in getattr(vars(module)[name], "pytestmark", []):
            if mark.name == "parametrize" and mark.args[0] == "point":
                yield from mark.args[1]


def test_every_line_of_what_happens_when_is_told_by_its_tests() -> None:
    rows = read_table(_PAGE, "What happens when …")
    told = [_TEST.findall(row[-1]) for row in rows]

    assert len(rows) >= 17
    assert all(told)
    assert sorted(chain.from_iterable(told)) == sorted(list_tests(scenarios))


def test_every_line_of_the_crash_table_is_a_test_of_its_name() -> None:
    rows = read_table(_PAGE, "When the process is killed")

    assert len(rows) >= 12
    assert sorted(row[0] for row in rows) == sorted(list_points(crashes))
