"""The table of features names tests that exist, at least one for each thing that the shop does."""

import re

import pytest

from tests.architecture.source import ROOT

_TABLE = ROOT / "docs" / "features.md"
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def _find_wrong(table: str) -> list[str]:
    """Name the lines without a test, and the tests that are nowhere."""
    wrong = []
    for line in table.splitlines():
        if not line.startswith("| ") or line.startswith(("| What |", "| --- |")):
            continue
        tests = _TEST.findall(line.rpartition(" | ")[2] if line.count(" | ") else "")
        if not tests:
            wrong.append(line)
        wrong += [f"{path}::{name}" for path, name in tests if not _exists(path, name)]
    return wrong


def _exists(path: str, name: str) -> bool:
    file = ROOT / path
    return file.is_file() and f"def {name}(" in file.read_text(encoding="utf-8")


def test_every_feature_is_shown_by_tests_that_exist() -> None:
    table = _TABLE.read_text(encoding="utf-8")

    assert "## Buyer" in table
    assert _find_wrong(table) == []


@pytest.mark.parametrize(
    "line",
    [
        "| Buying | nothing |",
        "| Buying | `tests/architecture/test_features.py::test_that_is_not_there` |",
        "| Buying | `tests/nowhere.py::test_every_feature_is_shown_by_tests_that_exist` |",
    ],
)
def test_a_feature_without_a_test_is_found(line: str) -> None:
    assert _find_wrong(line) != []
