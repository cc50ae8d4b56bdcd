"""Where two code objects differ. Runs in the interpreter that is asked about, see ``examine``."""

from __future__ import annotations

from types import CodeType


def find_difference(cached: CodeType, fresh: CodeType) -> str:
    """Say where two code objects differ, or nothing when they run alike. Constants may be secrets."""
    try:
        return _describe(cached, fresh)
    except Exception as error:  # noqa: BLE001 - damaged code has names that are numbers, and worse
        return f"its code is damaged ({type(error).__name__} on a closer look)"


def _describe(cached: CodeType, fresh: CodeType) -> str:
    if cached == fresh or _is_same(cached, fresh):
        return ""
    only_cached, only_fresh = _names(cached) - _names(fresh), _names(fresh) - _names(cached)
    parts = [f"only the source has {_list(only_fresh)}"] if only_fresh else []
    parts += [f"only the cache has {_list(only_cached)}"] if only_cached else []
    return " and ".join(parts) or _locate(cached, fresh)


def _list(names: set[str]) -> str:
    shown = sorted(names)[:5]
    return ", ".join(shown) + (f" and {len(names) - 5} more names" if len(names) > len(shown) else "")


def _names(code: CodeType) -> set[str]:
    found: set[str] = {*code.co_names, *code.co_varnames, *code.co_cellvars, *code.co_freevars}
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found |= {constant.co_name} | _names(constant)
    return {name for name in found if name.isidentifier()}


def _locate(cached: CodeType, fresh: CodeType) -> str:
    """Name the innermost function whose code differs."""
    theirs = [constant for constant in cached.co_consts if isinstance(constant, CodeType)]
    ours = [constant for constant in fresh.co_consts if isinstance(constant, CodeType)]
    for one, other in zip(theirs, ours):  # noqa: B905 - Python 3.9 has no strict
        if not _is_same(one, other):
            return _locate(one, other)
    if fresh.co_name == "<module>":
        return "the code of the module itself is another"
    return f"the code of {fresh.co_name} (line {fresh.co_firstlineno}) is another"


# Where the columns of each instruction are left out (-X no_debug_ranges), the code runs all the same.
_COMPARED = tuple(
    name
    for name in (
        *("co_code", "co_names", "co_varnames", "co_cellvars", "co_freevars", "co_flags", "co_name"),
        *("co_firstlineno", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_stacksize"),
        *("co_exceptiontable", "co_qualname"),
    )
    if hasattr(CodeType, name)
)


def _is_same(one: CodeType, other: CodeType) -> bool:
    return (
        all(getattr(one, name) == getattr(other, name) for name in _COMPARED)
        and _lines(one) == _lines(other)
        and len(one.co_consts) == len(other.co_consts)
        and all(map(_is_same_constant, one.co_consts, other.co_consts))
    )


def _lines(code: CodeType) -> list[object]:
    return list(code.co_lines()) if hasattr(code, "co_lines") else [code.co_lnotab]


def _is_same_constant(one: object, other: object) -> bool:
    """Tell 1 from 1.0 and from True, and -0.0 from 0.0, which ``==`` does not."""
    if isinstance(one, CodeType) and isinstance(other, CodeType):
        return _is_same(one, other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_is_same_constant, one, other))
    if isinstance(one, (float, complex)):
        return repr(one) == repr(other)
    return type(one) is type(other) and one == other
