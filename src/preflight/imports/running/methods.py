"""Methods of plain values: strings, lists and tables as far as conditions and ``__all__`` need them."""

from collections.abc import Sequence

from preflight.imports.running.values import NONE, UNKNOWN, Const, Items, Table, Value, constant

_STR_METHODS = frozenset({"startswith", "endswith", "lower", "upper"})
_READING_METHODS = frozenset({"get", "items", "keys", "values", "copy"})


def call_method(receiver: Value, name: str, arguments: Sequence[Value]) -> Value | None:
    """Call a method of a plain value; None when it is not one."""
    match receiver:
        case Const(value=str() as text) if name in _STR_METHODS:
            return _call_str(text, name, arguments)
        case Items():
            _change_items(receiver, name, arguments)
            return UNKNOWN
        case Table():
            return _call_table(receiver, name, arguments)
    return None


def _call_str(text: str, name: str, arguments: Sequence[Value]) -> Value:
    constants = [constant(argument) for argument in arguments]
    if all(isinstance(value, str | tuple) for value in constants):
        return Const(getattr(text, name)(*constants))
    return UNKNOWN


def _call_table(table: Table, name: str, arguments: Sequence[Value]) -> Value:
    if name == "get" and arguments and table.is_complete:
        return _look_up(table.entries, arguments)
    if name == "keys":
        return Items("list", [Const(key) for key in table.entries], [], is_complete=table.is_complete)
    table.is_complete &= name in _READING_METHODS
    return UNKNOWN


def _look_up(entries: dict[str, Value], arguments: Sequence[Value]) -> Value:
    key = constant(arguments[0])
    if not isinstance(key, str):
        return UNKNOWN
    return entries.get(key, arguments[1] if len(arguments) > 1 else NONE)


def _change_items(items: Items, name: str, arguments: Sequence[Value]) -> None:
    match name, arguments:
        case (("append" | "add"), [value]):
            items.items.append(value)
            items.places.append(0)
        case (("extend" | "update"), [Items() as more]):
            items.items += more.items
            items.places += more.places or [0] * len(more.items)
            items.is_complete &= more.is_complete
        case "remove", [value]:
            kept = [
                (item, at)
                for item, at in zip(items.items, items.places, strict=False)
                if constant(item) != constant(value)
            ]
            items.is_complete &= constant(value) is not ... and len(kept) < len(items.items)
            items.items, items.places = [item for item, _ in kept], [at for _, at in kept]
        case (("sort" | "index" | "count" | "copy" | "reverse"), _):
            pass
        case _:
            items.is_complete = False


def spoil(values: Sequence[Value]) -> None:
    """Whoever gets a list or dictionary may change it."""
    for value in values:
        if isinstance(value, Items | Table) and getattr(value, "kind", "") != "tuple":
            value.is_complete = False
