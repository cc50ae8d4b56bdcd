"""Which exceptions handlers take and context managers swallow."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from preflight.imports.running.values import (
    UNKNOWN,
    Builtin,
    ClassValue,
    Const,
    External,
    FunctionValue,
    Instance,
    Items,
    Value,
)
from preflight.imports.translating.code import Op

if TYPE_CHECKING:
    from preflight.imports.running.core import Core
    from preflight.imports.running.frames import Frame

_ANYTHING = frozenset({"*"})
_NOTHING: frozenset[str] = frozenset()
# Words in the names of context managers that are written to swallow exceptions.
_SWALLOWING_WORDS = (
    "suppress",
    "raises",
    "ignore",
    "optional",
    "import",
    "swallow",
    "catch",
    "guard",
    "skip",
)
_HARMLESS = frozenset({"catch_warnings"})


def list_caught(kind: Value) -> frozenset[str]:
    """List the names of the exceptions that ``except kind`` takes; a star when that cannot be told."""
    match kind:
        case Const(value=None):
            return frozenset({"BaseException"})
        case Builtin(name=name):
            return frozenset({name})
        case Items(items=items, is_complete=True):
            return frozenset[str]().union(*(list_caught(item) for item in items))
        case ClassValue(name=name):
            return frozenset({name})
        case External(module=module, name=name):
            # Exceptions that others define do not catch a failing import.
            return frozenset({f"{module}.{name}"})
    return _ANYTHING


def find_swallowed(machine: "Core", frame: "Frame", context: Op | None) -> frozenset[str]:
    """List the exceptions that a context manager keeps from leaving its block."""
    if context is None or context[0] != "k":
        return _NOTHING
    manager = machine.evaluate(frame, context[1])
    name = _name_of(manager, context[1])
    arguments = [machine.evaluate(frame, argument) for argument in context[2]]
    if isinstance(manager, External) and (manager.module, manager.name) == ("contextlib", "suppress"):
        return frozenset[str]().union(*map(list_caught, arguments))
    if (swallows := _swallows(manager)) is not None:
        return _ANYTHING if swallows else _NOTHING
    return _guess_by_name(name, arguments)


def _swallows(manager: Value) -> bool | None:
    """Say whether a context manager of the tree swallows exceptions; None for all others."""
    match manager:
        case FunctionValue(is_context=True):
            return _has_handler(manager.function.body())
        case ClassValue():
            return _may_return_true(manager)
        case Instance():
            return False
    return None


def _guess_by_name(name: str, arguments: Sequence[Value]) -> frozenset[str]:
    if name.lower() in _HARMLESS or not any(word in name.lower() for word in _SWALLOWING_WORDS):
        return _NOTHING
    if "raises" in name.lower() and arguments:
        return list_caught(arguments[0])
    return _ANYTHING


def _name_of(manager: Value, op: Op) -> str:
    if manager is UNKNOWN or not hasattr(manager, "name"):
        return str(op[2] if op[0] == "a" else op[1] if op[0] == "n" else "")
    return str(manager.name)


def _has_handler(block: tuple[Op, ...]) -> bool:
    """Say whether a generator has a ``try`` with handlers anywhere in it."""
    return any(op[0] == "try" and op[2] for op in _walk(block))


def _may_return_true(kind: ClassValue) -> bool:
    leave = kind.names.get("__exit__")
    if leave is None:
        return any(not isinstance(base, ClassValue) or _may_return_true(base) for base in kind.bases)
    if not isinstance(leave, FunctionValue):
        return True
    returned = [op[1] for op in _walk(leave.function.body()) if op[0] == "r"]
    return any(value is not None and value not in {("c", None), ("c", False)} for value in returned)


def _walk(ops: object) -> "list[Op]":
    """List every operation of a block and of the blocks in it."""
    found: list[Op] = []
    waiting = [ops]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            if part and isinstance(part[0], str):
                found.append(part)
            waiting.extend(part)
    return found
