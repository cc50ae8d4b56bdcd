"""Widely used distributions as they are installed: nothing is found that does not fail for real."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.preflight.imports import checker, confirm
from tests.preflight.imports.checker import Dialogue, talking_to
from tests.preflight.imports.distributions import PACKAGES, install_distributions

pytestmark = [pytest.mark.internet, pytest.mark.xdist_group("corpus"), pytest.mark.timeout(900)]

_Finding = Mapping[str, Any]


@pytest.fixture(scope="module")
def folder() -> Path:
    """Where the distributions are."""
    return install_distributions()


@pytest.fixture(scope="module")
def preflight(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dialogue]:
    """Start what checks: it sees nothing but the standard library and the distributions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFLIGHT_CACHE_DIR", str(tmp_path_factory.mktemp("shared")))
        with talking_to(checker.__file__, str(folder), str(checker.SOURCE)) as dialogue:
            yield dialogue


@pytest.fixture(scope="module")
def reality(folder: Path) -> Iterator[Dialogue]:
    """Start what says how a finding fails for real; it answers nothing when it does not."""
    with talking_to(confirm.__file__, str(folder)) as dialogue:
        yield dialogue


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_is_found_that_does_not_fail(
    package: str,
    folder: Path,
    preflight: Dialogue,
    reality: Dialogue,
    record_property: Callable[[str, object], None],
) -> None:
    findings: Sequence[_Finding] = preflight.ask([str(folder / package)])

    answers = [(finding, reality.ask(finding)) for finding in findings]

    # The report of the run says how each was confirmed.
    record_property("confirmed", [f"{_tell(finding)}: {answer}" for finding, answer in answers])
    assert [_tell(finding) for finding, answer in answers if not answer] == []


def _tell(finding: _Finding) -> str:
    return f"{finding['path']}:{finding['line']}: {finding['code']}: {finding['message']}"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("name-missing", "`click.core` has no name `Group`."),
        ("harmful-cycle", "Importing `click` first fails."),
        ("all-missing", "`__all__` lists `x`."),
        ("name-undefined", "`Group` is bound nowhere."),
        ("syntax", "Python cannot compile this file."),
    ],
)
def test_what_works_is_not_confirmed(code: str, message: str, folder: Path, reality: Dialogue) -> None:
    """The control: a false finding would be told apart."""
    path = folder / "click" / "__init__.py"
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if text.startswith("from .core import"))

    assert reality.ask({"path": str(path), "line": line, "code": code, "message": message}) == ""


def test_there_are_at_least_twenty(folder: Path) -> None:
    assert len([package for package in PACKAGES if (folder / package).is_dir()]) >= 20
