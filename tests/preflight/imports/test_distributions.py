"""Widely used distributions as they are installed: nothing is found that does not fail for real."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from preflight.findings import Finding
from preflight.imports.checking import Check
from tests.preflight.imports import confirm
from tests.preflight.imports.distributions import PACKAGES, install_distributions

pytestmark = [pytest.mark.internet, pytest.mark.xdist_group("corpus"), pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def folder() -> Path:
    """Where the distributions are."""
    return install_distributions()


@pytest.fixture(scope="module")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what one test reads of the standard library is kept for the next."""
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(autouse=True)
def only_the_distributions(
    folder: Path, shared_cache: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hide what else is installed here: the real imports do not see it either."""
    del cache
    monkeypatch.setenv("PREFLIGHT_CACHE_DIR", str(shared_cache))
    library = [entry for entry in sys.path[1:] if "site-packages" not in entry and "python3" in entry]
    monkeypatch.setattr(sys, "path", ["", *library, str(folder)])


@pytest.fixture(scope="module")
def confirmed(folder: Path) -> Iterator[Callable[[Finding], str]]:
    """Say how a finding fails for real; empty when it does not."""
    command = [sys.executable, "-I", "-S", confirm.__file__, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        sent, received = process.stdin, process.stdout
        assert sent is not None
        assert received is not None

        def ask(finding: Finding) -> str:
            sent.write(json.dumps(asdict(finding)) + "\n")
            sent.flush()
            answer: str = json.loads(received.readline())
            return answer

        yield ask
        sent.close()


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_is_found_that_does_not_fail(
    package: str,
    folder: Path,
    confirmed: Callable[[Finding], str],
    record_property: Callable[[str, object], None],
) -> None:
    findings = Check([folder / package], is_cached=True).run()

    answers: Mapping[str, str] = {
        f"{finding.place} {finding.code} {finding.message}": confirmed(finding) for finding in findings
    }

    record_property("confirmed", [f"{finding}: {answer}" for finding, answer in answers.items()])
    assert [finding for finding, answer in answers.items() if not answer] == []


def test_a_finding_that_does_not_fail_is_told_apart(
    folder: Path, confirmed: Callable[[Finding], str]
) -> None:
    """The control: what works is not confirmed."""
    path = folder / "click" / "__init__.py"
    lines: Sequence[str] = path.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if text.startswith("from .core import"))

    assert confirmed(Finding(str(path), line, 1, "name-missing", "`click.core` has no name `Group`.")) == ""
    assert confirmed(Finding(str(path), 1, 1, "harmful-cycle", "Importing `click` first fails.")) == ""
    assert confirmed(Finding(str(path), 1, 1, "all-missing", "`__all__` lists `x`.")) == ""
    assert confirmed(Finding(str(path), 1, 1, "name-undefined", "`Group` is bound nowhere.")) == ""
    assert confirmed(Finding(str(path), 1, 1, "syntax", "Python cannot compile this file.")) == ""


def test_there_are_at_least_twenty(folder: Path) -> None:
    assert len([package for package in PACKAGES if (folder / package).is_dir()]) >= 20
