"""Names taken from modules, by ``from … import`` and by attribute: there, not there yet, or never."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from preflight.imports.finding.found import Found
from preflight.imports.problems import Code, Problem
from preflight.imports.running.execution import Execution
from preflight.imports.running.frames import Frame, Raised
from preflight.imports.running.known import MODULE_NAMES, known_attribute
from preflight.imports.running.module import Module
from preflight.imports.running.values import (
    UNKNOWN,
    ClassValue,
    Const,
    External,
    FunctionValue,
    Instance,
    ModuleValue,
    Value,
)

if TYPE_CHECKING:
    from preflight.imports.running.library import Library


class Attributes(Execution):
    """The part of the machine that takes names from modules."""

    library: "Library"

    @abstractmethod
    def load(self, found: Found) -> Module:
        """Have a module of the tree in this world: the one that is there, or a new one that is run."""

    @abstractmethod
    def loaded(self, name: str) -> Module | None:
        """Say which module of the tree has been imported in this world under a name."""

    @abstractmethod
    def is_of_the_tree(self, found: Found) -> bool:
        """Say whether a module is one of those that are run."""

    @abstractmethod
    def may_appear(self, frame: Frame, name: str) -> bool:
        """Say whether a module that is not found may be made by a trick."""

    @abstractmethod
    def is_set_from_outside(self, name: str) -> bool:
        """Say whether somebody sets an attribute of that name on a module or anything else."""

    def siblings_of(self, _frame: Frame) -> str:
        """Name the package whose modules a script imports by plain names, as they lie beside it."""
        return ""

    def noticed(self, frame: Frame, found: Found, at: int) -> None:
        """Take notice that a module was imported here."""

    @abstractmethod
    def may_be_set(self, frame: Frame, name: str) -> bool:
        """Say whether a function that may have been called before sets such an attribute."""

    @abstractmethod
    def import_external(self, frame: Frame, name: str, at: int) -> Value | None:
        """Import a module that is not of the tree."""

    def take(self, frame: Frame, owner: ModuleValue, name: str, at: int) -> Value:
        """Do what ``from owner import name`` does after the import of the owner."""
        module = owner.module
        if module is None:
            return self._take_external(frame, owner, name, at)
        value = module.names.get(name)
        if value is not None:
            return value
        full_name = f"{module.name}.{name}"
        if module.found.is_package and self.find(full_name) is not None:
            found = self.import_name(frame, full_name, at)
            return UNKNOWN if found is None else found
        if self.has_attribute(owner, name) is not False or self.loaded(full_name) is not None:
            return UNKNOWN
        is_made = module.found.is_package and self.may_appear(frame, full_name)
        if is_made or self.may_be_set(frame, name):
            return UNKNOWN
        self.fail(frame, "ImportError", self._missing_name(frame, module, name, at))
        return UNKNOWN

    def _take_external(self, frame: Frame, owner: ModuleValue, name: str, at: int) -> Value:
        known = known_attribute(owner, name)
        if known is not None:
            return known
        if self.library.has(owner.name, name) is False:
            full_name = f"{owner.name}.{name}"
            if self.find(full_name) is None:
                self.fail(frame, "ImportError", self.problem(frame, at, Code.NAME, owner.name, name))
                return UNKNOWN
            return self.import_external(frame, full_name, at) or UNKNOWN
        return self.library.value(owner.name, name)

    def _missing_name(self, frame: Frame, module: Module, name: str, at: int) -> Problem:
        """Tell a name that is not there yet from one that never will be."""
        problem = self.problem(frame, at, Code.NAME, module.name, name)
        if module.is_running and module.may_bind(name):
            return problem._replace(code=Code.CYCLE, chain=self._chain_from(module))
        return problem

    def _chain_from(self, module: Module) -> tuple[str, ...]:
        """Say by way of whom a half-made module has led to what runs now."""
        names = [running.name for running in self.stack]
        return (*names[names.index(module.name) :], module.name) if module.name in names else (module.name,)

    def has_attribute(self, owner: ModuleValue, name: str) -> bool | None:
        module = owner.module
        if module is None:
            if known_attribute(owner, name) is not None:
                return True
            has = self.library.has(owner.name, name)
            return True if has is False and self.find(f"{owner.name}.{name}") is not None else has
        if name in module.names or name in MODULE_NAMES:
            return True
        if (
            module.is_open
            or name in module.code.bound_by_functions
            or name in module.code.tricks.binds
            or self.is_set_from_outside(name)
        ):
            return None
        return self._ask_getattr(module, name)

    def _ask_getattr(self, module: Module, name: str) -> bool | None:
        """Run a module's ``__getattr__`` for one name: a table of lazy names is seen to be closed."""
        function = module.names.get("__getattr__")
        if function is None:
            return False
        if not isinstance(function, FunctionValue):
            return None
        frame = Frame(module, {}, certain=False)
        guards, self.guards = self.guards, []
        self.silent += 1
        try:
            self.run(frame, function, [Const(name)], {})
        except Raised as raised:
            return False if raised.kind == "AttributeError" else None
        finally:
            self.silent -= 1
            self.guards = guards
        return None

    def attribute(self, frame: Frame, value: Value, name: str, at: int) -> Value:
        known = known_attribute(value, name)
        if known is not None:
            return known
        if isinstance(value, ModuleValue):
            if value.module is None:
                return self._external_attribute(frame, value, name, at)
            return self._module_attribute(frame, value, value.module, name, at)
        return self._other_attribute(frame, value, name, at)

    def _other_attribute(self, frame: Frame, value: Value, name: str, at: int) -> Value:
        match value:
            case External(module=module_name, name=first):
                inner = self.library.as_module(module_name, first)
                return UNKNOWN if inner is None else self.attribute(frame, ModuleValue(inner), name, at)
            case ClassValue(names=names):
                return names.get(name, UNKNOWN)
            case Instance(made_by=ClassValue(names=names)) if isinstance(names.get(name), FunctionValue):
                return _bind_method(names[name], value)
        return UNKNOWN

    def _module_attribute(
        self, frame: Frame, value: ModuleValue, module: Module, name: str, at: int
    ) -> Value:
        found = module.names.get(name)
        if found is not None:
            return found
        if self.has_attribute(value, name) is not False or self.may_be_set(frame, name):
            return UNKNOWN
        if module.found.is_package and self.find(f"{module.name}.{name}") is not None:
            # Somebody else may have imported the submodule before; only on the way here is it certain.
            if not frame.certain:
                return UNKNOWN
            problem = self.problem(frame, at, Code.NAME, module.name, name)
            child = self.loaded(f"{module.name}.{name}")
            if child is not None and child.is_running:
                problem = problem._replace(code=Code.CYCLE, chain=self._chain_from(child))
            problem = problem._replace(detail="submodule")
        elif frame.certain or not module.may_bind(name):
            problem = self._missing_name(frame, module, name, at)._replace(detail="attribute")
        else:
            return UNKNOWN
        self.fail(frame, "AttributeError", problem)
        return UNKNOWN

    def _external_attribute(self, frame: Frame, value: ModuleValue, name: str, at: int) -> Value:
        if self.has_attribute(value, name) is not False or self.may_be_set(frame, name):
            full_name = f"{value.name}.{name}"
            if self.library.has(value.name, name) is False and self.find(full_name) is not None:
                return ModuleValue(full_name)
            return self.library.value(value.name, name)
        problem = self.problem(frame, at, Code.NAME, value.name, name)
        self.fail(frame, "AttributeError", problem._replace(detail="attribute"))
        return UNKNOWN


def _bind_method(function: Value, instance: Value) -> Value:
    if not isinstance(function, FunctionValue):
        return UNKNOWN
    bound = FunctionValue(function.module, function.function)
    bound.self_value = instance
    return bound
