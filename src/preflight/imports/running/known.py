"""What is known of the interpreter without running code: versions, platform, a few answers."""

import os
import platform
import sys
from collections.abc import Mapping

from preflight.imports.running.values import FALSE, Const, External, Items, ModuleValue, Value

_VERSION_PARTS = ("major", "minor", "micro", "releaselevel", "serial")

KNOWN: Mapping[tuple[str, str], Value] = {
    ("sys", "version_info"): Const(tuple(sys.version_info)),
    ("sys", "hexversion"): Const(sys.hexversion),
    ("sys", "platform"): Const(sys.platform),
    ("sys", "byteorder"): Const(sys.byteorder),
    ("sys", "maxsize"): Const(sys.maxsize),
    ("sys", "implementation.name"): Const(sys.implementation.name),
    ("sys", "builtin_module_names"): Items("tuple", [Const(name) for name in sys.builtin_module_names], []),
    ("os", "name"): Const(os.name),
    ("typing", "TYPE_CHECKING"): FALSE,
    ("typing_extensions", "TYPE_CHECKING"): FALSE,
}
KNOWN_CALLS: Mapping[tuple[str, str], Value] = {
    ("platform", "system"): Const(platform.system()),
    ("platform", "python_implementation"): Const(platform.python_implementation()),
}
# Decorators that give back what they were given, as far as imports are concerned.
TRANSPARENT = frozenset(
    {
        ("functools", "lru_cache"),
        ("functools", "cache"),
        ("functools", "wraps"),
        ("functools", "total_ordering"),
        ("dataclasses", "dataclass"),
        ("typing", "final"),
        ("typing", "runtime_checkable"),
        ("typing", "no_type_check"),
        ("typing_extensions", "final"),
        ("typing_extensions", "runtime_checkable"),
        ("enum", "unique"),
        ("abc", "abstractmethod"),
    }
)
# What every module has without binding it.
MODULE_NAMES = frozenset(
    [
        "__name__",
        "__file__",
        "__doc__",
        "__package__",
        "__spec__",
        "__loader__",
        "__builtins__",
        "__cached__",
        "__annotations__",
        "__dict__",
        "__class__",
        "__getattribute__",
        "__debug__",
        "__path__",
        "__warningregistry__",
        "__annotate__",
        "__conditional_annotations__",
    ]
)
# Made by Python when it has reason to, such as after an exception.
SOMETIMES_THERE = frozenset(
    {
        "sys.last_type",
        "sys.last_value",
        "sys.last_traceback",
        "sys.last_exc",
        "sys.ps1",
        "sys.ps2",
        "sys.tracebacklimit",
    }
)
# Names that tools put among the built-in ones.
FROM_TOOLS = frozenset(
    {"_", "reveal_type", "reveal_locals", "get_ipython", "__IPYTHON__", "WindowsError", "profile"}
)


def known_attribute(value: Value, name: str) -> Value | None:
    """Say what an attribute of the interpreter's own modules is worth, where that is fixed."""
    match value:
        case ModuleValue(name=module):
            return KNOWN.get((module, name))
        case External(module=module, name=first):
            return KNOWN.get((module, f"{first}.{name}"))
        case Const(value=parts) if isinstance(parts, tuple) and name in _VERSION_PARTS:
            return Const(parts[_VERSION_PARTS.index(name)]) if len(parts) == len(_VERSION_PARTS) else None
    return None
