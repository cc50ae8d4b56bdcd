"""Groups of modules that import each other, whether that does harm or not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from preflight.imports.running.world import Edge


def list_cycles(edges: Iterable[Edge]) -> list[list[str]]:
    """List the groups of modules of which each one leads to every other one when it is imported.

    A package is not said to import what lies in it only because Python imports packages before their modules.
    """
    graph: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        is_own_package = edge.importer.startswith(f"{edge.imported}.")
        if not edge.is_in_function and not is_own_package and edge.importer != edge.imported:
            graph[edge.importer].add(edge.imported)
    return sorted(sorted(group) for group in _find_groups(graph) if len(group) > 1)


def _find_groups(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Find them by Tarjan's algorithm, with a stack of its own: chains of imports can be very long."""
    search = _Search(graph)
    for start in sorted(graph):
        search.go_from(start)
    return search.groups


class _Search:
    """The state of one search."""

    def __init__(self, graph: Mapping[str, set[str]]) -> None:
        self.groups: list[list[str]] = []
        self._graph = graph
        self._order: dict[str, int] = {}
        self._low: dict[str, int] = {}
        self._path: dict[str, None] = {}

    def go_from(self, start: str) -> None:
        """Visit everything that can be reached from here and has not been visited."""
        work = [self._visit(start)] if start not in self._order else []
        while work:
            node, others = work[-1]
            new = next((other for other in others if not self._is_known(node, other)), None)
            if new is not None:
                work.append(self._visit(new))
                continue
            work.pop()
            if work:
                above = work[-1][0]
                self._low[above] = min(self._low[above], self._low[node])
            if self._low[node] == self._order[node]:
                self.groups.append(self._take_group(node))

    def _visit(self, node: str) -> tuple[str, Iterator[str]]:
        self._order[node] = self._low[node] = len(self._order)
        self._path[node] = None
        return node, iter(sorted(self._graph.get(node, ())))

    def _is_known(self, node: str, other: str) -> bool:
        if other in self._path:
            self._low[node] = min(self._low[node], self._order[other])
        return other in self._order

    def _take_group(self, first: str) -> list[str]:
        group: list[str] = []
        while first in self._path:
            group.append(self._path.popitem()[0])
        return group
