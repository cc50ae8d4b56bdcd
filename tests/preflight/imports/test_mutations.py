"""Single faults seeded into real packages: what fails at import is found, and the right place is named."""

import compileall
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.preflight.imports import checker, real
from tests.preflight.imports.checker import Dialogue, talking_to
from tests.preflight.imports.distributions import FOLDER
from tests.preflight.imports.faults import Fault, read_package, seed

pytestmark = pytest.mark.xdist_group("mutations")

PACKAGES = ("click", "h11", "markdown_it", "pathspec", "pluggy", "requests", "structlog")
_FAULTS_EACH = 43
_QUOTED = re.compile(r"`([^`]+)`")

_Finding = Mapping[str, Any]


class Workshop:
    """A copy of one package in which a file at a time is broken, imported for real, checked, and mended."""

    def __init__(self, root: Path, reality: Dialogue, preflight: Dialogue) -> None:
        self._root = root
        self._reality = reality
        self._preflight = preflight
        self.sources = read_package(root)
        names = [self.name(source.path) for source in self.sources if source.path.name != "__main__.py"]
        assert reality.ask(names) == "ready"
        broken = reality.ask(names)
        self._names = [name for name in names if name not in broken]
        self._known = {_tell(finding) for finding in self._check()}

    def try_out(self, fault: Fault) -> tuple[Mapping[str, str], list[_Finding]]:
        """Break a file, see what fails for real and what is found beyond what was known, and mend it."""
        gone = {self.name(fault.path)} if fault.content is None else set()
        with _broken(fault):
            failed = self._reality.ask([name for name in self._names if name not in gone])
            found = [finding for finding in self._check() if _tell(finding) not in self._known]
        return failed, found

    def names_the_place(self, found: Sequence[_Finding], fault: Fault) -> bool:
        """Say whether a finding is at the changed line, or tells of the module or the name that is amiss."""
        module = self.name(fault.path)
        wanted = {module, module.rpartition(".")[2], fault.name} - {""}
        return any(
            (finding["path"], finding["line"]) == (str(fault.path), fault.line)
            or not wanted.isdisjoint(_QUOTED.findall(finding["message"]))
            for finding in found
        )

    def name(self, path: Path) -> str:
        parts = path.relative_to(self._root.parent).with_suffix("").parts
        return ".".join(parts).removesuffix(".__init__")

    def _check(self) -> Sequence[_Finding]:
        found: Sequence[_Finding] = self._preflight.ask([str(self._root)])
        return found


@contextmanager
def _broken(fault: Fault) -> Iterator[None]:
    before, status = fault.path.read_bytes(), fault.path.stat()
    try:
        if fault.content is None:
            fault.path.unlink()
        else:
            fault.path.write_text(fault.content, encoding="utf-8")
        yield
    finally:
        fault.path.write_bytes(before)
        os.utime(fault.path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _tell(finding: _Finding) -> tuple[str, str, str]:
    return (finding["path"], finding["code"], finding["message"])


@pytest.fixture(scope="module")
def preflight() -> Iterator[Dialogue]:
    """Start what checks: it sees the standard library, the distributions, and what it is asked about."""
    with talking_to(checker.__file__, str(FOLDER), str(checker.SOURCE)) as dialogue:
        yield dialogue


@pytest.fixture(params=PACKAGES)
def workshop(request: pytest.FixtureRequest, preflight: Dialogue, tmp_path: Path) -> Iterator[Workshop]:
    """Copy a package; what imports it sees the copy first, and the distributions then."""
    package: str = request.param
    copy = tmp_path / "copy"
    shutil.copytree(FOLDER / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(copy, quiet=1)
    with talking_to(real.__file__, str(copy), str(FOLDER), package) as reality:
        yield Workshop(copy / package, reality, preflight)


def test_every_fault_that_raises_at_import_is_found(
    workshop: Workshop, record_property: Callable[[str, object], None]
) -> None:
    faults = seed(workshop.sources, count=_FAULTS_EACH, chance=random.Random(20260725))  # noqa: S311 - a fixed draw

    outcomes = {fault: workshop.try_out(fault) for fault in faults}

    raising = {fault: found for fault, (failed, found) in outcomes.items() if failed}
    record_property("seeded", len(outcomes))
    record_property("raising", len(raising))
    assert len(outcomes) == _FAULTS_EACH
    assert len(raising) > _FAULTS_EACH / 2
    assert [str(fault) for fault, found in raising.items() if not found] == []
    assert [
        str(fault) for fault, found in raising.items() if not workshop.names_the_place(found, fault)
    ] == []


def test_at_least_three_hundred_are_seeded_into_at_least_five_packages() -> None:
    assert len(PACKAGES) >= 5
    assert len(PACKAGES) * _FAULTS_EACH >= 300
