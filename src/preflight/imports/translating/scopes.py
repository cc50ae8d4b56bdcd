"""Which names belong to a function, a class or the module, found while it is translated."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Scope:
    """Names stored and loaded so far in a module, class or function."""

    kind: str
    parent: "Scope | None" = None
    stores: set[str] = field(default_factory=set)
    loads: set[str] = field(default_factory=set)
    chains: set[tuple[str, str]] = field(default_factory=set)
    globals: set[str] = field(default_factory=set)
    # Names of comprehensions and type parameters that hold at this very place.
    hidden: list[frozenset[str]] = field(default_factory=list)
    # Bodies of functions wait until the scope around them is complete: they see all of its names.
    waiting: list[Callable[[], None]] = field(default_factory=list)
    has_imports: bool = False
    yields: bool = False

    @property
    def is_function(self) -> bool:
        return self.kind == "function"

    @property
    def home(self) -> "Scope":
        """The nearest scope whose names functions within can see: classes hide theirs."""
        return self.parent.home if self.kind == "class" and self.parent else self

    def is_hidden(self, name: str) -> bool:
        return any(name in names for names in self.hidden)

    def own_names(self) -> set[str]:
        return self.stores - self.globals

    def close(self) -> None:
        """Tell the scope around what this one loads and does not have itself."""
        if self.parent is None:
            return
        receiver = self.parent if self.kind == "class" else self.parent.home
        own = self.own_names()
        receiver.loads |= self.loads - own
        receiver.chains |= {chain for chain in self.chains if chain[0] not in own}
        receiver.has_imports |= self.has_imports

    def visible_locals(self) -> frozenset[str]:
        """List the names of this function, of the functions around, and hidden ones that hold here."""
        names: set[str] = set()
        scope: Scope | None = self
        while scope is not None:
            if scope.is_function:
                names |= scope.own_names()
            names.update(*scope.hidden)
            scope = scope.parent
        return frozenset(names - self.globals)

    def all_hidden(self) -> list[frozenset[str]]:
        """List what is hidden here, also by the scopes around."""
        return [*self.hidden, *(self.parent.all_hidden() if self.parent else [])]


def list_targets(node: ast.AST) -> frozenset[str]:
    """List the names that a target binds."""
    return frozenset(
        part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    )
