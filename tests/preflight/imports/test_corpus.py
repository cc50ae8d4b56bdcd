"""Every small tree of the corpus: what preflight says is what importing for real does."""

from pathlib import Path

import pytest

from preflight.findings import Severity
from preflight.imports.checking import Check
from preflight.imports.project import search_path
from tests.preflight.imports.corpus import Case, read_cases

_CASES = read_cases()


@pytest.fixture
def tree(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay the case's files out and stand among them."""
    case.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _list_errors(tree: Path) -> set[str]:
    findings = Check([tree], search=[*search_path(), str(tree / "site-packages")]).run()
    return {
        f"{finding.code} {finding.path}:{finding.line}"
        for finding in findings
        if finding.severity is Severity.ERROR
    }


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name)
def test_what_is_said_is_what_happens(case: Case, tree: Path) -> None:
    fails = case.fails_for_real(tree)

    errors = _list_errors(tree)

    assert fails != case.works or case.reason, "the case itself is wrong"
    assert errors == set() if case.works else case.expected in errors


def test_the_corpus_is_large_and_has_both_kinds() -> None:
    names = [case.name for case in _CASES]

    assert len(set(names)) == len(names) >= 150
    assert sum(case.works for case in _CASES) > 100
    assert sum(not case.works for case in _CASES) > 100


def test_only_a_handful_disagree_and_each_says_why() -> None:
    assert len([case for case in _CASES if case.reason]) <= 5


@pytest.mark.parametrize(
    "name",
    [
        "a function imported before it was written",
        "a syntax error was committed",
        "a critical import that never existed",
        "from __future__ that is not first",
        "a stray fragment of markup",
    ],
)
def test_the_failures_of_history_are_among_them(name: str) -> None:
    [case] = [case for case in _CASES if case.name == name]

    assert not case.works
