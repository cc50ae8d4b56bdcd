"""What expressions are worth, and what fails while they are evaluated."""

import builtins
import operator
from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from preflight.imports.problems import Code
from preflight.imports.running.core import Core
from preflight.imports.running.frames import Frame
from preflight.imports.running.known import FROM_TOOLS, KNOWN, MODULE_NAMES
from preflight.imports.running.values import (
    UNKNOWN,
    Builtin,
    ClassValue,
    Const,
    External,
    FunctionValue,
    Items,
    ModuleValue,
    Table,
    Value,
    constant,
    of_bool,
    truth,
)
from preflight.imports.translating.code import Op

_BUILTINS = frozenset(dir(builtins))
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Evaluation(Core):
    """The part of the machine that evaluates."""

    def __init__(self) -> None:
        super().__init__()
        self._evaluators: dict[str, Callable[[Frame, Op], Value]] = {
            "c": self._constant,
            "n": self._name,
            "a": self._attribute,
            "k": self.call,
            "&": self._and,
            "|": self._or,
            "!": self._not,
            "<": self._compare,
            "?": self._choice,
            "[": self._subscript,
            "L": self._items,
            "D": self._table,
            "+": self._sum,
            ":=": self._walrus,
            "*": self._star,
            "f": self.lambda_,
            "~": self._mixture,
        }

    def evaluate(self, frame: Frame, op: Op | None) -> Value:
        return UNKNOWN if op is None else self._evaluators[op[0]](frame, op)

    @abstractmethod
    def call(self, frame: Frame, op: Op) -> Value:
        """Evaluate a call."""

    @abstractmethod
    def lambda_(self, frame: Frame, op: Op) -> Value:
        """Make a function of a lambda."""

    def _constant(self, _frame: Frame, op: Op) -> Value:
        return Const(op[1])

    def _name(self, frame: Frame, op: Op) -> Value:
        name = op[1]
        value = frame.scope.get(name)
        if value is None:
            if name in frame.locals:
                return frame.outer.get(name, UNKNOWN)
            value = frame.module.names.get(name)
        if value is None:
            return self._builtin(frame, name, op[2])
        return KNOWN.get((value.module, value.name), value) if isinstance(value, External) else value

    def _builtin(self, frame: Frame, name: str, at: int) -> Value:
        if name == "__name__" and not frame.is_function and frame.certain and frame.module.found.is_package:
            return Const(frame.module.name)
        if name in MODULE_NAMES:
            return UNKNOWN
        return Builtin(name) if name in _BUILTINS else self.missing_name(frame, name, at)

    def missing_name(self, frame: Frame, name: str, at: int) -> Value:
        """Fail for a name that is not bound, if it is surely used now or never bound at all."""
        module = frame.module
        if module.is_open or name in FROM_TOOLS or self.is_added_builtin(name) or _is_mangled(name):
            return UNKNOWN
        if not frame.certain and module.may_bind(name):
            return UNKNOWN
        problem = self.problem(frame, at, Code.UNDEFINED, module.name, name)
        if frame.certain or not module.is_running or self.find_guard("NameError"):
            self.fail(frame, "NameError", problem)
        elif not self.silent:
            module.used_later.append(problem)
        return UNKNOWN

    def is_added_builtin(self, _name: str) -> bool:
        """Say whether somebody adds the name to the built-in ones."""
        return False

    def _attribute(self, frame: Frame, op: Op) -> Value:
        return self.attribute(frame, self.evaluate(frame, op[1]), op[2], op[3])

    def _and(self, frame: Frame, op: Op) -> Value:
        return self._shortcut(frame, op[1], stops_at=False)

    def _or(self, frame: Frame, op: Op) -> Value:
        return self._shortcut(frame, op[1], stops_at=True)

    def _shortcut(self, frame: Frame, parts: tuple[Op | None, ...], *, stops_at: bool) -> Value:
        """Evaluate ``and`` and ``or``: what comes after an unknown part is only perhaps reached."""
        certain, sure, depth = frame.certain, frame.sure, frame.depth
        is_known, result = True, UNKNOWN
        for part in parts:
            result = self.evaluate(frame, part)
            verdict = truth(result)
            if verdict is stops_at:
                break
            if verdict is None:
                is_known = frame.certain = frame.sure = False
                frame.depth = depth + 1
        frame.certain, frame.sure, frame.depth = certain, sure, depth
        if is_known:
            return result
        return of_bool(stops_at) if truth(result) is stops_at else UNKNOWN

    def _not(self, frame: Frame, op: Op) -> Value:
        verdict = truth(self.evaluate(frame, op[1]))
        return of_bool(None if verdict is None else not verdict)

    def _compare(self, frame: Frame, op: Op) -> Value:
        left, right = self.evaluate(frame, op[2]), self.evaluate(frame, op[3])
        match op[1]:
            case "is" | "is not":
                verdict = _is_same(left, right)
                return of_bool(verdict if verdict is None or op[1] == "is" else not verdict)
            case "in" | "not in":
                verdict = _is_in(left, right)
                return of_bool(verdict if verdict is None or op[1] == "in" else not verdict)
        one, other = constant(left), constant(right)
        if one is ... or other is ...:
            return UNKNOWN
        try:
            return of_bool(bool(_ORDERS[op[1]](one, other)))
        except TypeError:
            return UNKNOWN

    def _choice(self, frame: Frame, op: Op) -> Value:
        verdict = truth(self.evaluate(frame, op[1]))
        if verdict is not None:
            return self.evaluate(frame, op[2] if verdict else op[3])
        self._perhaps(frame, (op[2], op[3]))
        return UNKNOWN

    def _perhaps(self, frame: Frame, parts: tuple[Op | None, ...], *, conditions: int = 1) -> None:
        certain, sure, depth = frame.certain, frame.sure, frame.depth
        frame.certain = frame.sure = False
        frame.depth += conditions
        for part in parts:
            self.evaluate(frame, part)
        frame.certain, frame.sure, frame.depth = certain, sure, depth

    def _subscript(self, frame: Frame, op: Op) -> Value:
        value, index = self.evaluate(frame, op[1]), self.evaluate(frame, op[2])
        wanted = constant(index)
        match value:
            case Const(value=tuple() as parts) if isinstance(index, Items) and index.kind == "slice":
                bounds = [constant(bound) for bound in index.items]
                return UNKNOWN if ... in bounds else Const(parts[slice(*bounds)])
            case Const(value=tuple() as parts) if isinstance(wanted, int) and -len(parts) <= wanted < len(
                parts
            ):
                return Const(parts[wanted])
            case Table(is_complete=True, entries=entries) if isinstance(wanted, str):
                return entries.get(wanted, UNKNOWN)
        return UNKNOWN

    def _items(self, frame: Frame, op: Op) -> Value:
        _, kind, parts, places = op
        made = Items(kind, [], [])
        for part, at in zip(parts, places, strict=True):
            value = self.evaluate(frame, part)
            if part is not None and part[0] == "*":
                extend(made, value)
            else:
                made.items.append(value)
                made.places.append(at)
        return made

    def _table(self, frame: Frame, op: Op) -> Value:
        return Table({key: self.evaluate(frame, part) for key, part in zip(op[1], op[2], strict=True)})

    def _sum(self, frame: Frame, op: Op) -> Value:
        left, right = self.evaluate(frame, op[1]), self.evaluate(frame, op[2])
        if op[1] is not None and op[1][0] not in {"L", "+"}:
            left = elsewhere(left, op[3])
        if isinstance(left, Items):
            made = Items(left.kind, [*left.items], [*left.places], is_complete=left.is_complete)
            extend(made, right if op[2] is not None and op[2][0] == "L" else elsewhere(right, op[3]))
            return made
        one, other = constant(left), constant(right)
        return Const(one + other) if isinstance(one, str) and isinstance(other, str) else UNKNOWN

    def _walrus(self, frame: Frame, op: Op) -> Value:
        value = self.evaluate(frame, op[2])
        self.assign(frame, op[1], value)
        return value

    def _star(self, frame: Frame, op: Op) -> Value:
        return self.evaluate(frame, op[1])

    def _mixture(self, frame: Frame, op: Op) -> Value:
        if op[2]:
            for part in op[1]:
                self.evaluate(frame, part)
        else:
            # Comprehensions, like loops, are entered more often than a condition holds.
            self._perhaps(frame, op[1], conditions=0)
        return UNKNOWN


def extend(made: Items, value: Value) -> None:
    """Add what a list, tuple or set has to another one."""
    if isinstance(value, Items):
        made.items += value.items
        made.places += value.places or [0] * len(value.items)
        made.is_complete &= value.is_complete
    else:
        made.is_complete = False


def elsewhere(value: Value, at: int) -> Value:
    """Take what was written down in another place as standing here."""
    if not isinstance(value, Items):
        return value
    return Items(value.kind, value.items, [at] * len(value.items), is_complete=value.is_complete)


def _is_same(left: Value, right: Value) -> bool | None:
    """Compare by identity: constants, and things that are surely not None."""
    if isinstance(left, Const) and isinstance(right, Const):
        return left.value is right.value or left.value == right.value
    is_thing = isinstance(left, ModuleValue | FunctionValue | ClassValue | Builtin | Items | Table)
    return False if is_thing and isinstance(right, Const) and right.value is None else None


def _is_in(left: Value, right: Value) -> bool | None:
    wanted = constant(left)
    if wanted is ...:
        return None
    match right:
        case Items(is_complete=True, items=items):
            known = [constant(item) for item in items]
            return True if wanted in known else None if ... in known else False
        case Table(is_complete=True, entries=entries):
            return wanted in entries
        case Const(value=str() as text):
            return wanted in text if isinstance(wanted, str) else None
    return None


def _is_mangled(name: str) -> bool:
    return name.startswith("__") and not name.endswith("__")
