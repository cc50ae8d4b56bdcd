"""What a name may hold, as far as the checker follows it. Everything else is ``UNKNOWN``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from preflight.imports.running.module import Module
    from preflight.imports.translating import Function


class Value:
    """Something that exists and of which nothing is known."""

    __slots__ = ()


class Const(Value):
    """A plain value that conditions may depend on."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:  # noqa: ANN401 - whatever the source has written down
        self.value = value


class ModuleValue(Value):
    """A module by its full name; ``module`` is there when it is one of the tree's."""

    __slots__ = ("module", "name")

    def __init__(self, name: str, module: Module | None = None) -> None:
        self.name = name
        self.module = module


class External(Value):
    """A name of an installed module, looked at when somebody wants to know."""

    __slots__ = ("module", "name")

    def __init__(self, module: str, name: str) -> None:
        self.module = module
        self.name = name


class Builtin(Value):
    """One of Python's own names."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class FunctionValue(Value):
    """A function of a module of the tree, not decorated by anything that could change it."""

    __slots__ = ("function", "is_context", "module", "self_value")

    def __init__(self, module: Module, function: Function) -> None:
        self.module = module
        self.function = function
        self.is_context = False
        self.self_value: Value | None = None


class ClassValue(Value):
    """A class of the tree; ``names`` is its body's namespace."""

    __slots__ = ("bases", "module", "name", "names")

    def __init__(self, module: Module, name: str, names: dict[str, Value], bases: tuple[Value, ...]) -> None:
        self.module = module
        self.name = name
        self.names = names
        self.bases = bases


class Instance(Value):
    """An object made by calling a class of the tree."""

    __slots__ = ("made_by",)

    def __init__(self, made_by: ClassValue) -> None:
        self.made_by = made_by


class Items(Value):
    """A list, tuple or set as written down. ``items`` is None where not all of it is known."""

    __slots__ = ("is_complete", "items", "kind", "places")

    def __init__(self, kind: str, items: list[Value], places: list[int], *, is_complete: bool = True) -> None:
        self.kind = kind
        self.items = items
        self.places = places
        self.is_complete = is_complete


class Table(Value):
    """A dictionary with constant keys."""

    __slots__ = ("entries", "is_complete")

    def __init__(self, entries: dict[str, Value]) -> None:
        self.entries = entries
        self.is_complete = True


UNKNOWN: Final = Value()
TRUE: Final = Const(value=True)
FALSE: Final = Const(value=False)
NONE: Final = Const(None)


def of_bool(value: bool | None) -> Value:  # noqa: FBT001 - it is the value itself
    if value is None:
        return UNKNOWN
    return TRUE if value else FALSE


def truth(value: Value) -> bool | None:
    """Say whether a value counts as true; None when that is not known."""
    match value:
        case Const():
            return bool(value.value)
        case ModuleValue() | FunctionValue() | ClassValue() | Builtin():
            return True
        case Items(is_complete=True):
            return bool(value.items)
    return None


def constant(value: Value) -> Any:  # noqa: ANN401 - a plain value of any kind
    """Take the plain value out; an Ellipsis, which no operation keeps, when it is not known."""
    match value:
        case Const():
            return value.value
        case Items(is_complete=True, kind="tuple"):
            items = tuple(constant(item) for item in value.items)
            return ... if ... in items else items
    return ...
