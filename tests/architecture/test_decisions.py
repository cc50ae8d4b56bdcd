"""Decision records: each has its parts and is found in the index."""

import re

import pytest

from tests.architecture.source import ROOT

_FOLDER = ROOT / "docs" / "decisions"
_PARTS = ["## Context", "## Decision", "## Consequences", "## Alternatives"]
_RECORDS = sorted(_FOLDER.glob("[0-9]*.md"))


@pytest.mark.parametrize("record", _RECORDS, ids=lambda record: record.name[:4])
def test_a_record_has_its_four_parts_in_order(record: object) -> None:
    text = (_FOLDER / str(record)).read_text(encoding="utf-8")

    assert re.findall(r"^## .*", text, re.MULTILINE) == _PARTS


def test_the_index_lists_every_record_once() -> None:
    listed = re.findall(r"\(([^)]+\.md)\)", (_FOLDER / "README.md").read_text(encoding="utf-8"))

    assert listed == [record.name for record in _RECORDS]


def test_no_two_records_share_a_number() -> None:
    numbers = [record.name[:4] for record in _RECORDS]

    assert len(numbers) == len(set(numbers))
