"""What calls do: functions of the tree are run, a few others are known, the rest may do anything."""

from collections.abc import Callable, Sequence

from preflight.imports.running.evaluation import Evaluation
from preflight.imports.running.frames import Frame, Raised
from preflight.imports.running.known import KNOWN_CALLS, TRANSPARENT
from preflight.imports.running.methods import call_method, spoil
from preflight.imports.running.values import (
    NONE,
    UNKNOWN,
    Builtin,
    ClassValue,
    Const,
    External,
    FunctionValue,
    Instance,
    Items,
    ModuleValue,
    Value,
    constant,
    of_bool,
    truth,
)
from preflight.imports.translating.code import Op

_DEEPEST = 25
# Calls of functions of the tree during the import of one module; what would go beyond is taken as unknown.
_MOST_CALLS = 2000
_ENDS = {
    ("sys", "exit"): "SystemExit",
    ("os", "_exit"): "SystemExit",
    ("pytest", "skip"): "Skipped",
    ("_pytest.outcomes", "skip"): "Skipped",
}

Keywords = dict[str, Value]


class Calls(Evaluation):
    """The part of the machine that calls."""

    def __init__(self) -> None:
        super().__init__()
        self._calling: list[int] = []
        self.calls_left = _MOST_CALLS
        self._call_place = 0
        self._known: dict[tuple[str, str], Callable[[Frame, Sequence[Value]], Value]] = {
            ("importlib", "import_module"): self._import_module,
            ("importlib.util", "find_spec"): self._find_spec,
            ("pytest", "importorskip"): self._import_or_skip,
            ("_pytest.outcomes", "importorskip"): self._import_or_skip,
        }

    def call(self, frame: Frame, op: Op) -> Value:
        _, function_op, positional, keyword_ops, at = op
        receiver = None
        if function_op[0] == "a":
            receiver = self.evaluate(frame, function_op[1])
            function = self.attribute(frame, receiver, function_op[2], function_op[3])
        else:
            function = self.evaluate(frame, function_op)
        arguments = [self.evaluate(frame, argument) for argument in positional]
        keywords = {name or "**": self.evaluate(frame, value) for name, value in keyword_ops}
        if any(argument is not None and argument[0] == "*" for argument in positional):
            arguments = []
        self._call_place = at
        if any(
            argument == ("n", "__name__", argument[2])
            for argument in positional
            if argument and argument[0] == "n"
        ):
            self._give_away(frame, function)
        if receiver is not None:
            found = call_method(receiver, function_op[2], arguments)
            if found is not None:
                return found
        return self.apply(frame, function, arguments, keywords)

    def _give_away(self, frame: Frame, function: Value) -> None:
        """Whoever is told the module's own name, and puts modules into ``sys.modules``, may replace it."""
        match function:
            case FunctionValue(module=module):
                registers = module.code.tricks.registers
            case External(module=name):
                registers = self.registered_by(name)
            case _:
                return
        if not registers.isdisjoint({"*", "?"}):
            frame.module.is_open = True

    def registered_by(self, _module: str) -> frozenset[str]:
        """Say which modules an installed module puts into ``sys.modules``."""
        return frozenset()

    def lambda_(self, frame: Frame, op: Op) -> Value:
        self.defined(frame, op[1])
        return FunctionValue(frame.module, frame.module.code.functions[op[1]])

    def apply(self, frame: Frame, function: Value, arguments: Sequence[Value], keywords: Keywords) -> Value:
        match function:
            case FunctionValue():
                return self.run(frame, function, arguments, keywords)
            case ClassValue():
                return self._make_instance(frame, function, arguments, keywords)
            case Builtin(name=name):
                return self._call_builtin(frame, name, arguments)
            case External(module=module, name=name):
                return self._call_external(frame, module, name, arguments)
        spoil([*arguments, *keywords.values()])
        return UNKNOWN

    def run(
        self, frame: Frame, called: FunctionValue, arguments: Sequence[Value], keywords: Keywords
    ) -> Value:
        """Run the body of a function, unless it would not run now or has been run too often."""
        function = called.function
        key = id(function)
        if (
            not function.is_plain
            or key in self._calling
            or len(self._calling) > _DEEPEST
            or self.calls_left <= 0
        ):
            return UNKNOWN
        self.calls_left -= 1
        self._calling.append(key)
        scope = _bind(called, arguments, keywords)
        inner = Frame(
            called.module,
            scope,
            own_names=function.locals,
            certain=frame.certain,
            sure=frame.sure,
            is_function=True,
        )
        inner.depth = frame.depth
        try:
            self.block(inner, function.body())
        finally:
            self._calling.pop()
        return (inner.returned or UNKNOWN) if inner.certain or inner.sure else UNKNOWN

    def _make_instance(
        self, frame: Frame, kind: ClassValue, arguments: Sequence[Value], keywords: Keywords
    ) -> Value:
        made = Instance(kind)
        start = find_method(kind, "__init__")
        if isinstance(start, FunctionValue):
            self.run(frame, start, [made, *arguments], keywords)
        return made

    def _call_builtin(self, frame: Frame, name: str, arguments: Sequence[Value]) -> Value:
        match name, arguments:
            case (("hasattr" | "getattr"), [ModuleValue() as module, Const(value=str() as attribute), *rest]):
                return self._ask_for_attribute(frame, name, module, attribute, rest)
            case "__import__", [Const(value=str() as module_name), *rest]:
                found = self.import_name(frame, module_name, self._call_place)
                return UNKNOWN if found is None or rest else self.top_of(module_name)
            case "setattr", [ModuleValue(module=module) as target, attribute, value]:
                _set_attribute(target, attribute, value)
            case "bool", [value]:
                return of_bool(truth(value))
            case (("list" | "tuple" | "set" | "frozenset" | "sorted"), [Items() as items]):
                return Items(name, [*items.items], [*items.places], is_complete=items.is_complete)
            case (("exit" | "quit"), _):
                self._end(frame, "SystemExit")
        return UNKNOWN

    def _ask_for_attribute(
        self, frame: Frame, function: str, module: ModuleValue, name: str, default: Sequence[Value]
    ) -> Value:
        if function == "hasattr":
            return of_bool(self.has_attribute(module, name))
        if not default:
            return self.attribute(frame, module, name, self._call_place)
        return default[0] if self.has_attribute(module, name) is False else UNKNOWN

    def _call_external(self, frame: Frame, module: str, name: str, arguments: Sequence[Value]) -> Value:
        key = (module, name)
        if key in self._known:
            return self._known[key](frame, arguments)
        if key in KNOWN_CALLS:
            return KNOWN_CALLS[key]
        if key in _ENDS:
            self._end(frame, _ENDS[key])
        if key in TRANSPARENT and len(arguments) == 1:
            return arguments[0]
        spoil(arguments)
        return UNKNOWN

    def _end(self, frame: Frame, kind: str) -> None:
        if self.is_sure_to_reach(frame, self.find_guard(kind)):
            raise Raised(kind)

    def top_of(self, name: str) -> Value:
        """Say what the first part of a module's name stands for, once the module is imported."""
        raise NotImplementedError

    def has_attribute(self, module: ModuleValue, name: str) -> bool | None:
        """Say whether a module has an attribute; None when that cannot be told."""
        raise NotImplementedError

    def _import_module(self, frame: Frame, arguments: Sequence[Value]) -> Value:
        wanted = constant(arguments[0]) if len(arguments) == 1 else ...
        if not isinstance(wanted, str) or wanted.startswith("."):
            return UNKNOWN
        found = self.import_name(frame, wanted, self._call_place)
        return UNKNOWN if found is None else found

    def _find_spec(self, frame: Frame, arguments: Sequence[Value]) -> Value:
        wanted = constant(arguments[0]) if arguments else ...
        if not isinstance(wanted, str) or wanted.startswith("."):
            return UNKNOWN
        parent = wanted.rpartition(".")[0]
        if parent and self.find(parent) is None:
            self.fail(frame, "ModuleNotFoundError", None)
            return UNKNOWN
        return NONE if self.find(wanted) is None else Builtin("a module spec")

    def _import_or_skip(self, frame: Frame, arguments: Sequence[Value]) -> Value:
        wanted = constant(arguments[0]) if arguments else ...
        if isinstance(wanted, str) and self.find(wanted) is None:
            self._end(frame, "Skipped")
        return UNKNOWN

    def decorate(self, frame: Frame, decorator: Op | None, value: Value) -> Value:
        """Say what a decorator makes of a function or class."""
        made_by_call = decorator is not None and decorator[0] == "k"
        called = self.evaluate(frame, decorator[1] if decorator is not None and made_by_call else decorator)
        if decorator is not None and made_by_call:
            if isinstance(called, External) and (called.module, called.name) in TRANSPARENT:
                return value
            called = self.call(frame, decorator)
        match called:
            case External(module="contextlib", name="contextmanager") if isinstance(value, FunctionValue):
                value.is_context = True
                return value
            case External(module=module, name=name):
                return value if (module, name) in TRANSPARENT else UNKNOWN
            case Builtin(name="staticmethod"):
                return value
            case FunctionValue() | ClassValue():
                return self.apply(frame, called, [value], {})
        return UNKNOWN


def find_method(kind: ClassValue, name: str) -> Value | None:
    """Find what a class has by a name; None when it may be in a base that is not followed."""
    found = kind.names.get(name)
    for base in kind.bases:
        if found is not None or not isinstance(base, ClassValue):
            break
        found = find_method(base, name)
    return found


def _bind(called: FunctionValue, arguments: Sequence[Value], keywords: Keywords) -> dict[str, Value]:
    given = arguments if called.self_value is None else [called.self_value, *arguments]
    scope = dict(zip(called.function.params, given, strict=False))
    scope.update((name, value) for name, value in keywords.items() if name in called.function.params)
    return scope


def _set_attribute(target: ModuleValue, attribute: Value, value: Value) -> None:
    if target.module is None:
        return
    name = constant(attribute)
    if isinstance(name, str):
        target.module.names[name] = value
    else:
        target.module.is_open = True
