"""Finds modules along a search path in the order Python does: packages, extensions, sources, bytecode."""

import importlib.machinery
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from preflight.imports.finding.found import Found, Kind
from preflight.imports.finding.listings import Listings

_SUFFIXES: tuple[tuple[str, Kind], ...] = (
    *((suffix, Kind.COMPILED) for suffix in importlib.machinery.EXTENSION_SUFFIXES),
    *((suffix, Kind.SOURCE) for suffix in importlib.machinery.SOURCE_SUFFIXES),
    *((suffix, Kind.BYTECODE) for suffix in importlib.machinery.BYTECODE_SUFFIXES),
)
_BUILTIN = frozenset(sys.builtin_module_names)


class Finder:
    """Finds modules along one search path. Its answers hold for one run."""

    def __init__(self, path: Sequence[str], listings: Listings, *, within: "Finder | None" = None) -> None:
        """``within`` is asked for what the path does not have: a script's folder comes before all others."""
        self.path = tuple(path)
        self.listings = listings
        self._within = within
        self._found: dict[str, Found | None] = {}

    def find(self, name: str) -> Found | None:
        """Find a module by its full name."""
        try:
            return self._found[name]
        except KeyError:
            found = self._found[name] = self._search(name)
            return found

    def is_own(self, name: str) -> bool:
        """Say whether this finder's own path decides on a name, or the one it lies in."""
        return self._within is None or self.find_along(name.partition(".")[0], self.path) is not None

    def _search(self, name: str) -> Found | None:
        parent, _, _last = name.rpartition(".")
        if parent:
            above = self.find(parent)
            return self.find_along(name, above.locations) if above is not None else None
        if name in _BUILTIN:
            return Found(name, Kind.BUILTIN, "")
        if name == "distutils" and self.find_along("_distutils_hack", self.path) is not None:
            # Where setuptools is installed it puts its own in place of the standard library's.
            return Found(name, Kind.ELSEWHERE, "", ("",), is_package=True)
        found = self.find_along(name, self.path)
        if self._within is None:
            return found or _find_elsewhere(name, self.path)
        if found is None or found.kind is Kind.NAMESPACE:
            return self._within.find(name) or found
        return found

    def find_along(self, name: str, folders: Sequence[str]) -> Found | None:
        """Find a module in the first folder that has it; folders without an ``__init__`` make a namespace."""
        last = name.rpartition(".")[2]
        portions: list[str] = []
        for folder in folders:
            names = self.listings.names(folder)
            inner = f"{folder}/{last}" if folder else last
            is_inner = last in names and self.listings.is_folder(inner)
            if is_inner and (found := self._find_file(name, inner, "__init__", (inner,))):
                return found
            if found := self._find_file(name, folder, last, ()):
                return found
            if is_inner:
                portions.append(inner)
        return Found(name, Kind.NAMESPACE, "", tuple(portions), is_package=True) if portions else None

    def _find_file(self, name: str, folder: str, stem: str, locations: tuple[str, ...]) -> Found | None:
        names = self.listings.names(folder)
        for suffix, kind in _SUFFIXES:
            if stem + suffix in names:
                path = f"{folder}/{stem}{suffix}" if folder else stem + suffix
                if not self.listings.is_folder(path):
                    return Found(name, kind, path, locations, is_package=bool(locations))
        return None


def _find_elsewhere(name: str, path: Sequence[str]) -> Found | None:
    """Ask what else this interpreter finds modules with: archives on the path, hooks of editable installs."""
    archives = [entry for entry in path if os.path.isfile(entry)]
    finders = [*sys.meta_path] if archives else [finder for finder in sys.meta_path if _is_a_hook(finder)]
    for finder in finders:
        spec = None
        with suppress(Exception):
            spec = finder.find_spec(name, archives if finder is importlib.machinery.PathFinder else None)
        if spec is not None and spec.origin not in {"frozen", "built-in"}:
            return _describe(name, spec)
    return None


def _is_a_hook(finder: object) -> bool:
    kind = finder if isinstance(finder, type) else type(finder)
    return not kind.__module__.startswith(("_frozen_importlib", "importlib", "_distutils_hack", "_pytest"))


def _describe(name: str, spec: importlib.machinery.ModuleSpec) -> Found:
    locations = tuple(spec.submodule_search_locations or ())
    is_package = spec.submodule_search_locations is not None
    path = spec.origin or ""
    if path.endswith(".py") and os.path.isfile(path):
        return Found(name, Kind.SOURCE, path, locations, is_package)
    kind = Kind.NAMESPACE if is_package and not path else Kind.ELSEWHERE
    return Found(name, kind, path, locations, is_package)
