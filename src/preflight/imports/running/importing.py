"""What import statements do: modules are run once, names are taken from them, and stars from everything."""

from preflight.imports.problems import Code, Problem
from preflight.imports.running.attributes import Attributes
from preflight.imports.running.frames import GOES_ON, Frame
from preflight.imports.running.module import Module
from preflight.imports.running.values import UNKNOWN, Const, External, Items, ModuleValue, Value
from preflight.imports.translating.code import Op


class Importing(Attributes):
    """The part of the machine that imports. What is not of the tree is looked up in the library."""

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
        if frame.certain:
            return False
        return bool(self.stack) and not self.silent if frame.is_function else frame.module.is_running

    def _put_off(self, frame: Frame, op: Op) -> int:
        # Functions are gone through once more by themselves, when everything is there.
        if not (frame.is_function or self.silent) and self.find_guard("ImportError") is None:
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
            value = self.import_external(frame, part, at)
            self._bind_in_package(part, value)
            return value
        module = self.load(found)
        if module.failure and not module.is_running:
            is_caught = self.fail(frame, module.failure, None)
            if self.stack and not is_caught:
                self.stack[-1].held += module.held
        return ModuleValue(part, module)

    def _bind_in_package(self, name: str, value: Value | None) -> None:
        """Make a compiled module of the tree an attribute of its package, as any other."""
        package, _, last = name.rpartition(".")
        above = self.loaded(package)
        if above is not None and value is not None:
            above.names.setdefault(last, value)

    def import_external(self, frame: Frame, name: str, at: int) -> Value | None:
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

    def _import_star(self, frame: Frame, owner: Value | None) -> None:
        if not isinstance(owner, ModuleValue):
            frame.module.is_open = True
        elif owner.module is None:
            names, is_open = self.library.star(owner.name)
            frame.module.is_open |= is_open
            for name in names:
                self.bind(frame, name, External(owner.name, name))
        else:
            self._import_star_of_the_tree(frame, owner.module)

    def _import_star_of_the_tree(self, frame: Frame, module: Module) -> None:
        listed = module.names.get("__all__")
        if isinstance(listed, Items):
            frame.module.is_open |= not listed.is_complete
            for item in listed.items:
                if isinstance(item, Const) and isinstance(item.value, str):
                    self._star_name(frame, module, item.value)
            return
        frame.module.is_open |= listed is not None or module.is_open
        for name, value in list(module.names.items()):
            if not name.startswith("_"):
                self.bind(frame, name, value)

    def _star_name(self, frame: Frame, module: Module, name: str) -> None:
        full_name = f"{module.name}.{name}"
        if name not in module.names and module.found.is_package and self.find(full_name) is not None:
            self.import_name(frame, full_name, 0)
        self.bind(frame, name, module.names.get(name, UNKNOWN))
