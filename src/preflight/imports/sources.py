"""Where the library gets what it reads: installed sources, and what compiled modules say of themselves."""

import importlib
from contextlib import suppress

from preflight.imports.caching.asking import ask_for_names
from preflight.imports.caching.readings import Readings
from preflight.imports.finding.found import Found, Kind
from preflight.imports.project import Project
from preflight.imports.translating import Code


class Installed:
    """Reads what is installed in this interpreter."""

    def __init__(self, readings: Readings, project: Project | None = None) -> None:
        self._readings = readings
        self._project = project

    def code(self, found: Found) -> Code:
        return self._readings.read(found.path).code

    def names_of_compiled(self, found: Found) -> frozenset[str] | None:
        """List the names of a compiled module; one of the tree itself is never run."""
        if found.kind is Kind.BUILTIN or "lib-dynload" in found.path:
            with suppress(Exception):
                return frozenset(dir(importlib.import_module(found.name)))
        if self._project is not None and self._project.holds(found.path):
            return None
        return self._readings.names(found.path, lambda: ask_for_names(found.name, found.path))
