"""Widely used distributions as they are installed: nothing is found that does not fail for real."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from tests.preflight.imports import checker, confirm
from tests.preflight.imports.checker import Dialogue, talking_to
from tests.preflight.imports.distributions import FOLDER, PACKAGES, ROOT, installed_version, list_pins

pytestmark = pytest.mark.xdist_group("distributions")

_Finding = Mapping[str, Any]


@pytest.fixture(scope="module")
def preflight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dialogue]:
    """Start what checks: it sees nothing but the standard library and the distributions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFLIGHT_CACHE_DIR", str(tmp_path_factory.mktemp("shared")))
        with talking_to(checker.__file__, str(FOLDER), str(checker.SOURCE)) as dialogue:
            yield dialogue


@pytest.fixture(scope="module")
def reality() -> Iterator[Dialogue]:
    """Start what says how findings fail for real; it answers nothing for one that does not."""
    with talking_to(confirm.__file__, str(FOLDER)) as dialogue:
        yield dialogue


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_is_found_that_does_not_fail(
    package: str,
    preflight: Dialogue,
    reality: Dialogue,
    record_property: Callable[[str, object], None],
) -> None:
    findings: Sequence[_Finding] = preflight.ask([str(FOLDER / package)])

    answers: Sequence[str] = reality.ask([package, findings])

    confirmed = dict(zip(map(_tell, findings), answers, strict=True))
    # The report of the run says how each was confirmed.
    record_property("confirmed", confirmed)
    assert [finding for finding, answer in confirmed.items() if not answer] == []


def _tell(finding: _Finding) -> str:
    return f"{finding['path']}:{finding['line']}: {finding['code']}: {finding['message']}"


@pytest.mark.parametrize(
    ("code", "text", "message"),
    [
        ("name-missing", "from .core import Argument", "`click.core` has no name `Argument`."),
        ("name-missing", "        return super()", "`inspect` has no attribute `isclass`."),
        ("harmful-cycle", "from .core import Argument", "Importing `click` first fails."),
        ("name-undefined", "class Argument(", "`Option` is bound nowhere."),
        ("name-undefined", "        return super()", "`Option` is bound nowhere."),
        ("syntax", "import inspect", "Python cannot compile this file."),
    ],
)
def test_what_works_is_not_confirmed(code: str, text: str, message: str, reality: Dialogue) -> None:
    """The control: a false finding would be told apart."""
    path = FOLDER / "click" / ("__init__.py" if text.startswith("from .core") else "core.py")
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(number for number, content in enumerate(lines, start=1) if content.startswith(text))
    finding = {"path": str(path), "line": line, "code": code, "message": message, "severity": "error"}

    assert reality.ask(["click", [finding]]) == [""]


def test_more_than_twenty_are_there_and_pinned() -> None:
    pins = list_pins(ROOT / "requirements" / "dev.txt")

    assert len(PACKAGES) >= 20
    assert {name: installed_version(name) for name in PACKAGES.values()} == {
        name: pins[name] for name in PACKAGES.values()
    }
