"""Every small tree of the corpus: what preflight says is what importing for real does."""

import shutil
from pathlib import Path

import markupsafe._speedups
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
    # Both ends of a cycle may be told, but nothing of another kind.
    assert {error.partition(" ")[0] for error in errors} <= {case.expected.partition(" ")[0]}


def test_the_corpus_is_large_and_has_both_kinds() -> None:
    names = [case.name for case in _CASES]

    assert len(set(names)) == len(names) >= 150
    assert sum(case.works for case in _CASES) > 100
    assert sum(not case.works for case in _CASES) > 100


def test_only_a_handful_disagree_and_each_says_why() -> None:
    assert len([case for case in _CASES if case.reason]) <= 5


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("a function imported before it was written", "main.py:1: `app.users` has no name `get_user_by_tele"),
        ("a syntax error was committed", "broken.py:1: Python cannot compile this file: invalid syntax"),
        ("a critical import that never existed", "app/service.py:1: `app.users` has no name `UserService`"),
        (
            "from __future__ that is not first",
            "broken.py:2: Python cannot compile this file: from __future__",
        ),
        ("a stray fragment of markup", "broken.py:3: Python cannot compile this file: '</file>' is markup"),
    ],
)
def test_the_failures_of_history_are_told_with_their_true_cause(
    name: str, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [case] = [case for case in _CASES if case.name == name]
    case.write(tmp_path)
    monkeypatch.chdir(tmp_path)

    [finding] = Check([tmp_path]).run()

    assert f"{finding.path}:{finding.line}: {finding.message}".startswith(cause)


def test_a_compiled_module_of_the_tree_becomes_an_attribute_of_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = Path(markupsafe._speedups.__file__)  # noqa: SLF001 - a compiled module that is surely there
    package = tmp_path / "package"
    package.mkdir()
    shutil.copy(compiled, package)
    (package / "__init__.py").write_text("from . import uses\n")
    (package / "uses.py").write_text("import package._speedups\npackage._speedups\npackage._nowhere\n")
    monkeypatch.chdir(tmp_path)

    [finding] = Check([tmp_path]).run()

    assert finding.message == "`package` has no attribute `_nowhere`."
