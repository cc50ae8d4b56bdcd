"""Single faults seeded into real packages: what fails at import is found, and the right place is named."""

import compileall
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from preflight.findings import Finding
from preflight.imports.checking import Check
from tests.preflight.imports import real
from tests.preflight.imports.distributions import install_distributions
from tests.preflight.imports.faults import Fault, read_package, seed

pytestmark = [pytest.mark.internet, pytest.mark.xdist_group("corpus"), pytest.mark.timeout(600)]

PACKAGES = ("click", "httpx", "jinja2", "markdown", "requests", "urllib3", "werkzeug")
_FAULTS_EACH = 45


class Workshop:
    """A copy of one package in which a file at a time is broken, imported for real, checked, and mended."""

    def __init__(self, package: str, folder: Path, others: Path) -> None:
        self.root = folder / package
        self._folder = folder
        shutil.copytree(others / package, self.root, ignore=shutil.ignore_patterns("__pycache__"))
        compileall.compile_dir(folder, quiet=1)
        self.sources = read_package(self.root)
        command = [sys.executable, "-I", "-S", real.__file__, str(folder), str(others), package]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
        assert self._read() == "ready"
        names = [self._name(source.path) for source in self.sources if source.path.name != "__main__.py"]
        self.names = [name for name in names if name not in self.import_for_real(names)]
        self.known = frozenset(map(_tell, self.check()))

    def import_for_real(self, names: Sequence[str]) -> Mapping[str, str]:
        """Import modules in a forked interpreter; says which fail and how."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(names) + "\n")
        self._process.stdin.flush()
        answer: Mapping[str, str] = json.loads(self._read())
        return answer

    def check(self) -> list[Finding]:
        return Check([self.root], is_cached=True).run()

    def try_out(self, fault: Fault) -> tuple[Mapping[str, str], list[Finding]]:
        """Break a file, see what fails for real and what is found beyond what was known, and mend it."""
        before, status = fault.path.read_bytes(), fault.path.stat()
        gone = {self._name(fault.path)} if fault.content is None else set()
        try:
            if fault.content is None:
                fault.path.unlink()
            else:
                fault.path.write_text(fault.content, encoding="utf-8")
            failed = self.import_for_real([name for name in self.names if name not in gone])
            found = [finding for finding in self.check() if _tell(finding) not in self.known]
        finally:
            fault.path.write_bytes(before)
            os.utime(fault.path, ns=(status.st_atime_ns, status.st_mtime_ns))
        return failed, found

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def _name(self, path: Path) -> str:
        parts = path.relative_to(self._folder).with_suffix("").parts
        return ".".join(parts).removesuffix(".__init__")


def _tell(finding: Finding) -> tuple[str, str, str]:
    return (finding.path, finding.code, finding.message)


def _names_the_place(found: Sequence[Finding], fault: Fault) -> bool:
    """Say whether a finding is in the mutated file, or names its module or the name that is gone."""
    words = (fault.path.stem, fault.what.split(" ")[0])
    return any(
        Path(finding.path).name == fault.path.name or any(word and word in finding.message for word in words)
        for finding in found
    )


@pytest.fixture(params=PACKAGES)
def workshop(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workshop]:
    others = install_distributions()
    library = [entry for entry in sys.path[1:] if "site-packages" not in entry and "python3" in entry]
    monkeypatch.setattr(sys, "path", ["", *library, str(others)])
    opened = Workshop(request.param, tmp_path / "copy", others)
    yield opened
    opened.close()


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
    assert [str(fault) for fault, found in raising.items() if not _names_the_place(found, fault)] == []


def test_at_least_three_hundred_are_seeded_into_at_least_five_packages() -> None:
    assert len(PACKAGES) >= 5
    assert len(PACKAGES) * _FAULTS_EACH >= 300
