"""The whole check: read, run every module as the first one imported, go through functions, put it into words."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from preflight.imports.catalog import Catalog
from preflight.imports.finding.finder import Finder
from preflight.imports.finding.listings import Listings
from preflight.imports.problems import Code, Problem
from preflight.imports.project import Project, open_project, search_path
from preflight.imports.reading import Reading, read_module
from preflight.imports.running.library import Library
from preflight.imports.running.world import Machine
from preflight.imports.sources import Installed


class Check:
    """One check of one project; afterwards it knows what was found and how things hang together."""

    def __init__(self, paths: Sequence[Path], *, installed: Sequence[str] = ()) -> None:
        """``installed`` are folders in which distributions lie, beside those of this interpreter."""
        self.project = open_project(paths)
        self.listings = Listings()
        path = [*self.project.roots, *search_path(), *installed, *self.project.bases]
        self.finder = Finder(list(dict.fromkeys(path)), self.listings)
        self.problems: dict[Problem, None] = {}
        self.readings: Mapping[str, Reading] = {}

    def run(self) -> None:
        self.readings = {path: read_module(path) for path in self.project.files}
        self.catalog = Catalog(self.project, self.finder, self.readings)
        self._tell_what_cannot_be_read()
        library = Library(Installed(), self.catalog.find)
        self.machine = Machine(self.catalog, library, self.catalog.find, self._tell)
        for name in self.catalog.names.values():
            module = self.machine.enter(name)
            if module is not None:
                self.machine.check_functions(module)

    def _tell_what_cannot_be_read(self) -> None:
        for path, reading in self.readings.items():
            if reading.failure:
                code = Code.UNREADABLE if reading.failure in {"large", "OSError"} else Code.SYNTAX
                shown = self.catalog.show(path)
                self._tell(Problem(shown, reading.at, code, name=reading.failure, detail=reading.reason))

    def _tell(self, problem: Problem) -> None:
        self.problems.setdefault(problem)


__all__ = ["Callable", "Check", "Project"]
