"""What import statements do: modules are run once, names are taken from them, and stars from everything."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from preflight.imports.finding.found import Found
from preflight.imports.problems import Code, Problem
from preflight.imports.running.execution import Execution
from preflight.imports.running.frames import GOES_ON, Frame, Raised
from preflight.imports.running.known import MODULE_NAMES, known_attribute
from preflight.imports.running.module import Module
from preflight.imports.running.values import (
    UNKNOWN,
    ClassValue,
    Const,
    External,
    FunctionValue,
    Instance,
    Items,
    ModuleValue,
    Value,
)
from preflight.imports.translating.code import Op

if TYPE_CHECKING:
    from preflight.imports.running.library import Library


class Importing(Execution):
    """The part of the machine that imports. What is not of the tree is looked up in the library, and never run."""

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

    # Statements

    def import_(self, frame: Frame, op: Op) -> int:
        if self.is_put_off(frame):
            return self._put_off(frame, op)
        for written, alias, at in op[1]:
            name = self._full_name(frame, written)
            value = self.import_name(frame, name, at)
            if alias:
                self.bind(frame, alias, UNKNOWN if value is None else value)
            else:
                first = written.partition(".")[0]
                outermost = name[: len(name) - len(written) + len(first)]
                self.bind(frame, first, UNKNOWN if value is None else self._value_of(outermost))
        return GOES_ON

    def import_from(self, frame: Frame, op: Op) -> int:
        _, level, target, names, at = op
        if self.is_put_off(frame):
            return self._put_off(frame, op)
        base = self._resolve(frame, level, target, at)
        owner = UNKNOWN if base is None else self.import_name(frame, base, at)
        for name, alias, place in names:
            if name == "*":
                self._import_star(frame, owner)
                continue
            value = UNKNOWN
            if isinstance(owner, ModuleValue):
                value = self.take(frame, owner, name, place)
            self.bind(frame, alias or name, value)
        return GOES_ON

    def is_put_off(self, frame: Frame) -> bool:
        """Say whether an import had better wait: it is perhaps never done, and never as early as now."""
        return not frame.certain and not frame.is_function and frame.module.is_running

    def _put_off(self, frame: Frame, op: Op) -> int:
        if not self.silent and self.find_guard("ImportError") is None:
            frame.module.later.append(((op,), True))
        for name, alias, _at in op[3] if op[0] == "f" else op[1]:
            if name == "*":
                frame.module.is_open = True
            else:
                self.bind(frame, alias or (name if op[0] == "f" else name.partition(".")[0]), UNKNOWN)
        return GOES_ON

    def _resolve(self, frame: Frame, level: int, target: str, at: int) -> str | None:
        """Turn a relative name into a full one; None when there is nothing to be relative to."""
        if not level:
            return self._full_name(frame, target)
        package = frame.module.package
        parts = package.split(".") if package else []
        if level > len(parts):
            problem = self.problem(frame, at, Code.RELATIVE, "." * level + target, package)
            self.fail(frame, "ImportError", problem)
            return None
        base = ".".join(parts[: len(parts) - level + 1])
        return f"{base}.{target}" if target else base

    def _full_name(self, frame: Frame, name: str) -> str:
        siblings = self.siblings_of(frame)
        if siblings:
            beside = f"{siblings}.{name.partition('.')[0]}"
            if self.find(beside) is not None:
                return f"{siblings}.{name}"
        return name

    # Modules

    def import_name(self, frame: Frame, name: str, at: int) -> Value | None:
        value: Value | None = None
        end = name.find(".")
        while True:
            part = name if end < 0 else name[:end]
            value = self._import_part(frame, part, name, at)
            if value is None or end < 0 or value is UNKNOWN:
                return value
            end = name.find(".", end + 1)

    def _import_part(self, frame: Frame, part: str, whole: str, at: int) -> Value | None:
        found = self.find(part)
        if found is None:
            if not self.may_appear(frame, part):
                self.fail(frame, "ModuleNotFoundError", self._missing(frame, part, whole, at))
                return None
            return self._made_by_trick(part)
        self.noticed(frame, found, at)
        if not self.is_of_the_tree(found):
            return self._import_external(frame, part, at)
        module = self.load(found)
        if module.failure and not module.is_running and not self.fail(frame, module.failure, None):
            if self.stack:
                self.stack[-1].held += module.held
        return ModuleValue(part, module)

    def _import_external(self, frame: Frame, name: str, at: int) -> Value | None:
        """Import what is taken to work, unless it plainly lacks something that it needs itself."""
        lacking = self.library.lacks(name) if self.find_guard("ImportError") is not None else ""
        if not lacking:
            return ModuleValue(name)
        problem = self.problem(frame, at, Code.DISTRIBUTION, lacking, name)
        self.fail(frame, "ModuleNotFoundError", problem._replace(detail="indirect"))
        return None

    def _made_by_trick(self, name: str) -> Value:
        """Say what stands under a name in ``sys.modules``, such as ``os.path``."""
        parent, _, last = name.rpartition(".")
        is_external = bool(parent) and self.loaded(parent) is None and self.find(parent) is not None
        alias = self.library.as_module(parent, last) if is_external else None
        return UNKNOWN if alias is None else ModuleValue(alias)

    def _missing(self, frame: Frame, part: str, whole: str, at: int) -> Problem:
        code = Code.MODULE if "." in part else Code.DISTRIBUTION
        return self.problem(frame, at, code, part, whole)

    def _value_of(self, name: str) -> ModuleValue:
        return ModuleValue(name, self.loaded(name))

    def top_of(self, name: str) -> Value:
        return self._value_of(name.partition(".")[0])

    # Names of modules

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
        if module.found.is_package and self.may_appear(frame, full_name):
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
            return self._import_external(frame, full_name, at) or UNKNOWN
        return self.library.value(owner.name, name)

    def _missing_name(self, frame: Frame, module: Module, name: str, at: int) -> Problem:
        """Tell a name that is not there yet from one that never will be."""
        problem = self.problem(frame, at, Code.NAME, module.name, name)
        if module.is_running and module.may_bind(name):
            names = [running.name for running in self.stack]
            chain = tuple(names[names.index(module.name) :]) if module.name in names else ()
            return problem._replace(code=Code.CYCLE, chain=(*chain, module.name))
        return problem

    def has_attribute(self, owner: ModuleValue, name: str) -> bool | None:
        module = owner.module
        if module is None:
            if known_attribute(owner, name) is not None:
                return True
            has = self.library.has(owner.name, name)
            return True if has is False and self.find(f"{owner.name}.{name}") is not None else has
        if name in module.names or name in MODULE_NAMES:
            return True
        if module.is_open or name in module.code.bound_by_functions or name in module.code.tricks.binds or self.is_set_from_outside(name):
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
        match value:
            case ModuleValue(module=None):
                return self._external_attribute(frame, value, name, at)
            case ModuleValue(module=Module() as module):
                return self._module_attribute(frame, value, module, name, at)
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
        if self.has_attribute(value, name) is not False:
            return UNKNOWN
        if module.found.is_package and self.find(f"{module.name}.{name}") is not None:
            # Somebody else may have imported the submodule before; only on the way here is it certain.
            if not frame.certain:
                return UNKNOWN
            problem = self.problem(frame, at, Code.NAME, module.name, name)._replace(detail="submodule")
            if self.loaded(f"{module.name}.{name}") is not None:
                problem = self._missing_name(frame, module, name, at)._replace(code=Code.CYCLE, detail="submodule")
        elif frame.certain or not module.may_bind(name):
            problem = self._missing_name(frame, module, name, at)._replace(detail="attribute")
        else:
            return UNKNOWN
        self.fail(frame, "AttributeError", problem)
        return UNKNOWN

    def _external_attribute(self, frame: Frame, value: ModuleValue, name: str, at: int) -> Value:
        if self.has_attribute(value, name) is not False or self.is_set_from_outside(name):
            full_name = f"{value.name}.{name}"
            if self.library.has(value.name, name) is False and self.find(full_name) is not None:
                return ModuleValue(full_name)
            return self.library.value(value.name, name)
        problem = self.problem(frame, at, Code.NAME, value.name, name)
        self.fail(frame, "AttributeError", problem._replace(detail="attribute"))
        return UNKNOWN

    def _import_star(self, frame: Frame, owner: Value | None) -> None:
        if not isinstance(owner, ModuleValue):
            frame.module.is_open = True
            return
        if owner.module is None:
            names, is_open = self.library.star(owner.name)
            frame.module.is_open |= is_open
            for name in names:
                self.bind(frame, name, External(owner.name, name))
            return
        listed = owner.module.names.get("__all__")
        if isinstance(listed, Items):
            frame.module.is_open |= not listed.is_complete
            for item in listed.items:
                if isinstance(item, Const) and isinstance(item.value, str):
                    self._star_name(frame, owner, item.value)
            return
        frame.module.is_open |= listed is not None or owner.module.is_open
        for name, value in list(owner.module.names.items()):
            if not name.startswith("_"):
                self.bind(frame, name, value)

    def _star_name(self, frame: Frame, owner: ModuleValue, name: str) -> None:
        module = owner.module
        if module is None:
            return
        full_name = f"{module.name}.{name}"
        if name not in module.names and module.found.is_package and self.find(full_name) is not None:
            self.import_name(frame, full_name, 0)
        self.bind(frame, name, module.names.get(name, UNKNOWN))


def _bind_method(function: Value, instance: Value) -> Value:
    if not isinstance(function, FunctionValue):
        return UNKNOWN
    bound = FunctionValue(function.module, function.function)
    bound.self_value = instance
    return bound

