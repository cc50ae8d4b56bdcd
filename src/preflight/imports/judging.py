"""How bad a problem is, seen from the whole tree: what is only ever imported with a net is a warning."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from preflight.findings import Severity
from preflight.imports.catalog import Catalog
from preflight.imports.definitions import find_similar
from preflight.imports.problems import Code, Problem
from preflight.imports.running.library import Library
from preflight.imports.running.world import Edge

# How like an existing attribute a missing one must be to be a slip of the pen.
_SLIP = 0.85


class Judge:
    """Knows who imports whom, and with which precautions."""

    def __init__(
        self, catalog: Catalog, library: Library, edges: Iterable[Edge], extras: frozenset[str]
    ) -> None:
        self._catalog = catalog
        self._library = library
        self._extras = extras
        self._optional = _list_optional(catalog.names.values(), edges)
        self._imported = {edge.imported for edge in edges if edge.imported != edge.importer}

    def judge(self, problem: Problem) -> Severity | None:
        """Say how bad it is; None when it is nothing at all."""
        if problem.code is Code.UNREADABLE:
            return Severity.WARNING if problem.name == "large" else Severity.ERROR
        if problem.code is Code.NAME and problem.detail == "attribute" and not problem.is_certain:
            return Severity.ERROR if self._is_likely(problem) else None
        if problem.code is Code.UNDEFINED and problem.is_conditional:
            return Severity.WARNING
        if problem.code is not Code.DISTRIBUTION:
            return Severity.ERROR
        return self._judge_missing(problem)

    def _is_likely(self, problem: Problem) -> bool:
        """Tell a slip of the pen from what the standard library has on another system."""
        if problem.module.partition(".")[0] not in sys.stdlib_module_names:
            return True
        module = self._library.module(problem.module)
        names = list(module.names) if module is not None else []
        return bool(get_close_matches(problem.name, names, n=1, cutoff=_SLIP))

    def _judge_missing(self, problem: Problem) -> Severity | None:
        name = self._catalog.name_of(problem.path)
        top = problem.module.partition(".")[0]
        is_needed = name in self._imported and name not in self._optional
        if top in sys.stdlib_module_names and (problem.is_in_function or not is_needed):
            return None
        if problem.is_conditional or (not problem.is_in_function and name in self._optional):
            return Severity.WARNING
        if problem.is_in_function and top.lower().replace("_", "-") in self._extras:
            return Severity.WARNING
        return Severity.ERROR


def name_the_module(problem: Problem, catalog: Catalog) -> Problem:
    """Tell a module of the tree that was mistyped from a distribution that is not installed."""
    if problem.code is not Code.DISTRIBUTION or problem.detail:
        return problem
    name = problem.module
    similar = find_similar(name, sorted(catalog.tops)) if catalog.tops else ""
    is_mistyped = bool(similar) and (similar.casefold() == name.casefold() or len(name) > len("four"))
    if is_mistyped or catalog.sibling(problem.path, name) or name in catalog.tops:
        return problem._replace(code=Code.MODULE)
    return problem


def _list_optional(names: Iterable[str], edges: Iterable[Edge]) -> frozenset[str]:
    """List modules that everything imports with a handler around it, or only from such modules."""
    names = set(names)
    every, sure = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    imported: set[str] = set()
    for edge in edges:
        if edge.importer == edge.imported:
            continue
        imported.add(edge.imported)
        every[edge.importer].add(edge.imported)
        if not edge.is_ready:
            sure[edge.importer].add(edge.imported)
    packages = {name.rpartition(".")[0] for name in names}
    starts = {name for name in names if name not in imported or ("." not in name and name in packages)}
    return frozenset(_reach(starts, every)) - frozenset(_reach(starts, sure))


def _reach(starts: Iterable[str], ways: Mapping[str, set[str]]) -> Iterator[str]:
    seen, waiting = set(starts), list(starts)
    while waiting:
        name = waiting.pop()
        yield name
        new = ways.get(name, set()) - seen
        seen |= new
        waiting += new
