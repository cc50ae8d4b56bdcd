"""What names installed modules, the standard library and compiled modules have, without importing them here.

Sources are read and gone through like those of the tree, but their imports are taken to work, and nothing
that they do is told. Compiled modules are asked in a process of their own, see ``asking``.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from preflight.imports.finding.found import Found, Kind
from preflight.imports.problems import Problem
from preflight.imports.running.calls import Keywords
from preflight.imports.running.frames import Frame, Raised
from preflight.imports.running.importing import Importing
from preflight.imports.running.known import SOMETIMES_THERE, known_attribute
from preflight.imports.running.module import Module, State
from preflight.imports.running.values import (
    UNKNOWN,
    Const,
    External,
    FunctionValue,
    Items,
    ModuleValue,
    Value,
)
from preflight.imports.translating.code import EMPTY, Code

_MOST_LOOKED_AT = 40


class Sources(Protocol):
    """Where the library gets what it reads."""

    def code(self, found: Found) -> Code:
        """Translate a source file; one that cannot be read may hold anything."""

    def names_of_compiled(self, found: Found) -> frozenset[str] | None:
        """List the names of a compiled or built-in module; None when it cannot be told."""


def is_made(name: str, pattern: str) -> bool:
    """Say whether a module of that name may be one that is put into ``sys.modules``, see ``Tricks``."""
    if pattern.endswith("*"):
        return name.startswith(pattern[:-1])
    return pattern in {name, "?"}


class Library(Importing):
    """Goes through modules that are not of the tree when somebody asks for their names."""

    def __init__(self, sources: Sources, find: Callable[[str], Found | None]) -> None:
        super().__init__()
        self.library = self
        self._sources = sources
        self._find = find
        self._modules: dict[str, Module | None] = {}
        # What each module surely imports, with nobody there to catch a failure.
        self._wanted: dict[str, list[str]] = {}

    # Questions

    def module(self, name: str) -> Module | None:
        """Have a module gone through; None when there is none of that name."""
        if name not in self._modules:
            found = self.find(name)
            self._modules[name] = None if found is None else self._read(found)
        return self._modules[name]

    def has(self, name: str, attribute: str) -> bool | None:
        """Say whether a module has a name, leaving submodules aside; None when that cannot be told."""
        module = self.module(name)
        if module is None or f"{name}.{attribute}" in SOMETIMES_THERE or module.is_running:
            return None
        return self.has_attribute(ModuleValue(name, module), attribute)

    def value(self, name: str, attribute: str) -> Value:
        """Say what a name of a module is worth, without following it further."""
        module = self._modules.get(name)
        found = module.names.get(attribute) if module is not None else None
        if isinstance(found, ModuleValue | Const | External):
            return found if not isinstance(found, ModuleValue) else ModuleValue(found.name)
        return External(name, attribute)

    def as_module(self, name: str, attribute: str) -> str | None:
        """Say which module a name stands for, if it surely stands for one."""
        module = self.module(name)
        found = module.names.get(attribute) if module is not None else None
        if isinstance(found, ModuleValue):
            return found.name
        if isinstance(found, External) and (found.module, found.name) != (name, attribute):
            return self.as_module(found.module, found.name)
        inner = f"{name}.{attribute}"
        return inner if found is None and self.find(inner) is not None else None

    def star(self, name: str) -> tuple[list[str], bool]:
        """List what a star import takes, and say whether it may take more than that."""
        module = self.module(name)
        if module is None or module.is_running:
            return [], True
        listed = module.names.get("__all__")
        if isinstance(listed, Items):
            names = [
                item.value for item in listed.items if isinstance(item, Const) and isinstance(item.value, str)
            ]
            return names, not listed.is_complete
        names = [name for name in module.names if not name.startswith("_")]
        return names, module.is_open or listed is not None

    def lacks(self, name: str) -> str:
        """Name what is not installed and without which importing a module fails; empty when nothing is seen.

        Only modules of the same distribution are looked at: what they import from others is taken to work.
        """
        top = name.partition(".")[0]
        waiting, seen = [name], {name}
        while waiting and len(seen) < _MOST_LOOKED_AT:
            module = self.module(waiting.pop())
            if module is None:
                continue
            wanted = self._wanted.get(module.name, [])
            for other in wanted:
                if self.find(other) is None and not self.makes_modules(other):
                    return other
                if other not in seen and other.partition(".")[0] == top:
                    seen.add(other)
                    waiting.append(other)
        return ""

    def registered_by(self, name: str) -> frozenset[str]:
        found = self.find(name)
        if (
            found is None
            or found.kind is not Kind.SOURCE
            or name.partition(".")[0] in sys.stdlib_module_names
        ):
            return frozenset()
        module = self.module(name)
        return frozenset() if module is None else module.code.tricks.registers

    def makes_modules(self, name: str) -> bool:
        """Say whether an installed package makes submodules of its own, as six does."""
        parent = name.rpartition(".")[0]
        while parent:
            found = self.find(parent)
            if found is not None and not self._is_closed(found, name):
                return True
            parent = parent.rpartition(".")[0]
        return False

    def _is_closed(self, found: Found, name: str) -> bool:
        """Say whether a package surely has no such submodule beside its files; it may make some by itself."""
        if found.kind in {Kind.BYTECODE, Kind.ELSEWHERE}:
            return False
        if found.kind is Kind.COMPILED:
            # It may hold modules that lie nowhere as files, and has those as attributes.
            return self.has(found.name, name[len(found.name) + 1 :].partition(".")[0]) is False
        module = self.module(found.name)
        if module is None:
            return True
        tricks = module.code.tricks
        return not (tricks.opens_path or any(is_made(name, pattern) for pattern in tricks.registers))

    # Reading

    def _read(self, found: Found) -> Module:
        code = self._sources.code(found) if found.kind is Kind.SOURCE else EMPTY
        module = Module(found.name, found, code, found.path)
        self._modules[found.name] = module
        match found.kind:
            case Kind.SOURCE:
                self._go_through(module)
            case Kind.COMPILED | Kind.BUILTIN:
                names = self._sources.names_of_compiled(found)
                module.is_open = names is None
                module.names = dict.fromkeys(names or (), UNKNOWN)
            case Kind.BYTECODE | Kind.ELSEWHERE:
                module.is_open = True
        module.state = State.DONE
        return module

    def _go_through(self, module: Module) -> None:
        guards, self.guards = self.guards, []
        try:
            self.block(Frame(module, module.names), module.code.body)
        except Raised as raised:
            module.failure = raised.kind
            module.is_open = True
        except RecursionError:
            module.is_open = True
        finally:
            self.guards = guards

    # The seams of the machine: nothing is run, nothing fails unless somebody is ready for it

    def find(self, name: str) -> Found | None:
        return self._find(name)

    def import_name(self, frame: Frame, name: str, at: int) -> Value | None:
        if frame.certain and not self.guards:
            self._wanted.setdefault(frame.module.name, []).append(name)
        return super().import_name(frame, name, at)

    def take(self, frame: Frame, owner: ModuleValue, name: str, at: int) -> Value:
        return super().take(frame, owner, name, at) if self.guards else External(owner.name, name)

    def attribute(self, frame: Frame, value: Value, name: str, at: int) -> Value:
        if self.guards or not isinstance(value, ModuleValue):
            return super().attribute(frame, value, name, at)
        return known_attribute(value, name) or External(value.name, name)

    def run(
        self, frame: Frame, called: FunctionValue, arguments: Sequence[Value], keywords: Keywords
    ) -> Value:
        return super().run(frame, called, arguments, keywords) if self.silent else UNKNOWN

    def is_put_off(self, _frame: Frame) -> bool:
        return False

    def may_appear(self, _frame: Frame, _name: str) -> bool:
        return False

    def load(self, found: Found) -> Module:
        raise AssertionError(found)

    def loaded(self, _name: str) -> Module | None:
        return None

    def is_of_the_tree(self, _found: Found) -> bool:
        return False

    def may_be_set(self, _frame: Frame, _name: str) -> bool:
        return False

    def is_set_from_outside(self, _name: str) -> bool:
        return False

    def report(self, problem: Problem) -> None:
        """Say nothing: it is not ours."""
