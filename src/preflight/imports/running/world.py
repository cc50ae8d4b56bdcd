"""Worlds: what happens when one module of the tree is the first to be imported in a fresh interpreter.

A module's outcome is kept and used again in other worlds, unless it saw a module that was halfway through:
then it hangs together with those that ran around it, and is kept with them only.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from preflight.imports.finding.found import Found, Kind
from preflight.imports.problems import Code, Problem
from preflight.imports.running.frames import Frame, Raised
from preflight.imports.running.importing import Importing
from preflight.imports.running.library import Library
from preflight.imports.running.module import Module, State
from preflight.imports.running.tree import Tree
from preflight.imports.running.values import Const, Items, ModuleValue
from preflight.imports.translating.code import Block

_CALLS_A_MODULE = 2000
_CALLS_A_FUNCTION = 100


class Edge(NamedTuple):
    """Somebody imports somebody. ``is_ready``: there is a handler around, should it fail."""

    importer: str
    imported: str
    is_ready: bool
    is_in_function: bool


class _Kept(NamedTuple):
    """The modules that came to be by importing one, and those that had to be there before."""

    born: tuple[Module, ...]
    needs: frozenset[Module]


class Machine(Importing):
    """Imports modules of the tree, each in a world of its own."""

    def __init__(
        self,
        tree: Tree,
        library: Library,
        find: Callable[[str], Found | None],
        tell: Callable[[Problem], None],
    ) -> None:
        super().__init__()
        self.tree = tree
        self.library = library
        self.edges: set[Edge] = set()
        # The first place at which each module that is not of the tree is imported for sure.
        self.uses: dict[tuple[str, str], tuple[Found, int, bool]] = {}
        self._find = find
        self._tell_of = tell
        self._kept: dict[str, _Kept] = {}
        self._world: dict[str, Module] = {}
        self._order: list[Module] = []

    # Worlds

    def enter(self, name: str) -> Module | None:
        """Import a module of the tree as the first thing in a fresh interpreter."""
        self._world = {}
        self._order = []
        self.stack.clear()
        self.guards = []
        module: Module | None = None
        end = name.find(".")
        while True:
            part = name if end < 0 else name[:end]
            found = self.find(part)
            if found is None or not self.is_of_the_tree(found):
                return None
            module = self.load(found)
            for problem in module.held:
                self.report(problem)
            if end < 0:
                return module
            end = name.find(".", end + 1)

    def load(self, found: Found) -> Module:
        module = self._world.get(found.name)
        if module is not None:
            self._touch(module)
            return module
        kept = self._kept.get(found.name)
        if kept is not None and self._fits(kept):
            self._take_over(kept)
            module = self._world[found.name]
            self._touch(module)
            return module
        return self._run_module(found)

    def loaded(self, name: str) -> Module | None:
        return self._world.get(name)

    def _touch(self, module: Module) -> None:
        """Whoever is running now has seen this module as it is in this world."""
        if not self.stack:
            return
        running = self.stack[-1]
        if module.is_running:
            running.low = min(running.low, module.depth)
        elif not module.is_pure:
            running.needs.add(module)

    def _fits(self, kept: _Kept) -> bool:
        world = self._world
        return all(world.get(module.name) is module for module in kept.needs) and all(
            world.get(module.name, module) is module for module in kept.born
        )

    def _take_over(self, kept: _Kept) -> None:
        for module in kept.born:
            if module.name not in self._world:
                self._world[module.name] = module
                module.position = len(self._order)
                self._order.append(module)
        if self.stack:
            self.stack[-1].needs.update(kept.needs)

    def _run_module(self, found: Found) -> Module:
        module = Module(found.name, found, self.tree.code(found), self.tree.shown(found))
        module.depth = module.low = len(self.stack)
        module.position = len(self._order)
        self._world[found.name] = module
        self._order.append(module)
        self.stack.append(module)
        guards, self.guards = self.guards, []
        silent, self.silent = self.silent, 0
        calls_left, self.calls_left = self.calls_left, _CALLS_A_MODULE
        self._run_body(module)
        self.guards, self.silent, self.calls_left = guards, silent, calls_left
        self.stack.pop()
        module.state = State.DONE
        self._bind_in_parent(module)
        self._keep(module)
        return module

    def _run_body(self, module: Module) -> None:
        syntax = self.tree.failure(module.found)
        if syntax:
            module.failure = syntax
            return
        frame = Frame(module, module.names)
        try:
            self.block(frame, module.code.body)
        except Raised as raised:
            # What it would have bound after that, nobody will ask for.
            module.failure = module.failure or raised.kind or "Exception"
            module.is_open = True
        except RecursionError:
            module.is_open = True
        self._judge_all(module, frame)
        for problem in module.used_later:
            if problem.name not in module.names and not module.is_open:
                self.report(problem)

    def _judge_all(self, module: Module, frame: Frame) -> None:
        """Every name in ``__all__`` exists in the end, or a star import of the module fails."""
        listed = module.names.get("__all__")
        if not isinstance(listed, Items) or module.failure:
            return
        for item, at in zip(listed.items, listed.places, strict=False):
            if not isinstance(item, Const):
                continue
            name = item.value
            if isinstance(name, str) and self._is_there(module, name):
                continue
            if not self.silent:
                self.report(self.problem(frame, at, Code.ALL, module.name, str(name)))

    def _is_there(self, module: Module, name: str) -> bool:
        if self.has_attribute(ModuleValue(module.name, module), name) is not False:
            return True
        return module.found.is_package and self.find(f"{module.name}.{name}") is not None

    def _bind_in_parent(self, module: Module) -> None:
        parent, _, last = module.name.rpartition(".")
        above = self._world.get(parent)
        if above is not None:
            above.names[last] = ModuleValue(module.name, module)

    def _keep(self, module: Module) -> None:
        needs = {needed for needed in module.needs if needed.position < module.position}
        above = self.stack[-1] if self.stack else None
        if module.low < module.depth:
            module.is_pure = False
            if above is not None:
                above.low = min(above.low, module.low)
        else:
            born = tuple(self._order[module.position :])
            module.is_pure = not needs
            self._kept.setdefault(module.name, _Kept(born, frozenset(needs)))
        if above is not None:
            above.needs |= needs
            self._touch(module)

    # Functions

    def check_functions(self, module: Module) -> None:
        """Go through the functions that a complete module defined: what they import and use."""
        self._look_at_later(module)
        waiting = list(module.defined.items())
        seen: set[int] = set()
        while waiting:
            number, is_conditional = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            if not self._is_suspicious(module, number):
                continue
            module.defined = {}
            self._check_function(module, number, is_conditional=is_conditional)
            waiting += module.defined.items()

    def _look_at_later(self, module: Module) -> None:
        """Go through what runs when the module is complete, with the names that it has then."""
        later, module.later = module.later, []
        for block, is_conditional in later:
            frame = Frame(module, dict(module.names), certain=False)
            frame.depth = int(is_conditional)
            self._check_block(frame, block)

    def _check_function(self, module: Module, number: int, *, is_conditional: bool) -> None:
        function = module.code.functions[number]
        frame = Frame(module, {}, own_names=function.locals, certain=False, is_function=True)
        frame.depth = int(is_conditional)
        self._check_block(frame, function.body())

    def _check_block(self, frame: Frame, block: Block) -> None:
        self.guards, self.silent, self.calls_left = [], 0, _CALLS_A_FUNCTION
        with suppress(Raised, RecursionError):
            self.block(frame, block)

    def _is_suspicious(self, module: Module, number: int) -> bool:
        """Say whether a function is worth going through: most use only what is plainly there."""
        function = module.code.functions[number]
        if function.has_imports:
            return True
        names = module.names
        if not function.loads <= names.keys() and any(
            name not in names and not module.may_bind(name) for name in function.loads
        ):
            return True
        for base, attribute in function.chains:
            value = names.get(base)
            if isinstance(value, ModuleValue) and self.has_attribute(value, attribute) is False:
                return True
        return False

    # What the rest asks

    def find(self, name: str) -> Found | None:
        return self._find(name)

    def is_of_the_tree(self, found: Found) -> bool:
        return self.tree.has(found)

    def may_appear(self, frame: Frame, name: str) -> bool:
        return self.tree.may_appear(frame.module.code, name) or self.library.makes_modules(name)

    def registered_by(self, module: str) -> frozenset[str]:
        return self.library.registered_by(module)

    def registered(self, frame: Frame, name: str) -> None:
        if name or "?" in frame.module.code.tricks.registers:
            self.tree.registered(frame.module.name, name)
        module = self.loaded(name)
        if module is not None:
            module.is_open = True

    def siblings_of(self, frame: Frame) -> str:
        return self.tree.siblings_of(frame.module.found)

    def is_set_from_outside(self, name: str) -> bool:
        return name in self.tree.attributes_set

    def may_be_set(self, frame: Frame, name: str) -> bool:
        return not frame.certain and name in self.tree.attributes_set_later

    def is_added_builtin(self, name: str) -> bool:
        return f"builtins.{name}" in self.tree.attributes_set

    def report(self, problem: Problem) -> None:
        if not (problem.is_in_function and (problem.path, problem.place) in self.caught_in_functions):
            self._tell_of(problem)

    def noticed(self, frame: Frame, found: Found, at: int) -> None:
        is_ready = self.find_guard("ImportError") is not None or self.silent > 0
        if self.is_of_the_tree(found):
            self.edges.add(Edge(frame.module.name, found.name, is_ready, frame.is_function))
        elif found.kind is not Kind.BUILTIN and "." not in found.name and not is_ready:
            self.uses.setdefault((frame.module.shown, found.name), (found, at, frame.is_function))
