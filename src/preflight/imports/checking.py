"""The whole check: read, run every module as the first one imported, go through functions, judge."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from preflight.findings import Finding, Severity
from preflight.imports.caching.readings import Readings
from preflight.imports.caching.shelf import digest_text
from preflight.imports.catalog import Catalog
from preflight.imports.distributions import normal, owners_in, read_declared
from preflight.imports.finding.finder import Finder
from preflight.imports.finding.listings import Listings
from preflight.imports.judging import Judge, name_the_module
from preflight.imports.problems import Code, Problem
from preflight.imports.project import open_project, search_path
from preflight.imports.reading import Reading
from preflight.imports.running.library import Library
from preflight.imports.running.world import Machine
from preflight.imports.sources import Installed
from preflight.imports.wording import Wording


class Check:
    """One check of one project; afterwards it knows what was found and how things hang together."""

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        search: Sequence[str] | None = None,
        jobs: int = 1,
        is_cached: bool = False,
    ) -> None:
        """``search`` is where installed modules are, when it is not where this process finds them."""
        self.project = open_project(paths)
        self.listings = Listings()
        installed = search_path() if search is None else search
        path = [*self.project.roots, *installed, *self.project.bases]
        self.finder = Finder(list(dict.fromkeys(path)), self.listings)
        self.problems: dict[tuple[object, ...], Problem] = {}
        self.readings: Mapping[str, Reading] = {}
        here = digest_text(repr(sorted(map(os.path.abspath, paths))))
        self.ours = Readings(f"tree-{here}" if is_cached else "", is_ours=True, jobs=jobs)
        self.theirs = Readings("library" if is_cached else "", is_ours=False)

    def run(self) -> list[Finding]:
        """Check everything and say what was found."""
        self.readings = self.ours.read_all(self.project.files)
        self.catalog = Catalog(self.project, self.finder, self.readings)
        self.library = Library(Installed(self.theirs, self.project), self.catalog.find)
        self.machine = Machine(self.catalog, self.library, self.catalog.find, self._tell)
        self._tell_what_cannot_be_read()
        for name in self.catalog.names.values():
            module = self.machine.enter(name)
            if module is not None:
                self.machine.check_functions(module)
        findings = list(self._judge())
        self.ours.save(forgets=True)
        self.theirs.save(forgets=False)
        return findings

    def _tell_what_cannot_be_read(self) -> None:
        for path, reading in self.readings.items():
            if reading.failure:
                code = Code.UNREADABLE if reading.failure in {"large", "OSError"} else Code.SYNTAX
                shown = self.catalog.show(path)
                self._tell(Problem(shown, reading.at, code, name=reading.failure, detail=reading.reason))
        for folder, reason in self.project.unreadable:
            self._tell(Problem(self.catalog.show(folder), 0, Code.UNREADABLE, name="folder", detail=reason))

    def _tell(self, problem: Problem) -> None:
        """Remember a problem once, and the surest form of it."""
        problem = name_the_module(problem, self.catalog)
        key = (problem.path, problem.place, problem.code, problem.module, problem.name)
        before = self.problems.get(key)
        if before is None or (before.is_conditional and not problem.is_conditional):
            self.problems[key] = problem

    def _judge(self) -> Iterator[Finding]:
        checked = {self.catalog.show(path) for path in self.project.files}
        declared = read_declared(self.project.top)
        judge = Judge(self.catalog, self.library, self.machine.edges, declared.extras)
        wording = Wording(self.catalog, self.library)
        for problem in self.problems.values():
            severity = judge.judge(problem)
            is_checked = problem.path in checked or problem.code is Code.UNREADABLE
            if severity is not None and is_checked:
                yield wording.finding(problem, severity)
        if declared.is_anything:
            for problem in self._list_undeclared(declared.names):
                yield wording.finding(problem, Severity.WARNING)

    def _list_undeclared(self, declared: frozenset[str]) -> Iterator[Problem]:
        """List imports of distributions that are installed, but that nobody would install again."""
        told: set[str] = set()
        for (path, top), (found, at, is_in_function) in sorted(self.machine.uses.items()):
            place = (
                os.path.dirname(os.path.dirname(found.path))
                if found.is_package
                else os.path.dirname(found.path)
            )
            owners = owners_in(place) if top not in sys.stdlib_module_names and place else {}
            names = owners.get(top, frozenset())
            if not names or names & declared or top in told or normal(top) in declared:
                continue
            told.add(top)
            yield Problem(
                path, at, Code.UNDECLARED, top, " or ".join(sorted(names)), is_in_function=is_in_function
            )
