"""The source of the packages as syntax trees, for tests that read the code instead of running it."""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
PACKAGES = ("auto_order", "auto_order_sandbox", "preflight")

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """A module by its dotted name."""

    name: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The part of the name after the package, such as ``payments``."""
        return self.name.split(".")[1] if "." in self.name else ""

    def is_in(self, *places: str) -> bool:
        return any(self.name == place or self.name.startswith(f"{place}.") for place in places)

    def at(self, node: ast.stmt | ast.expr | ast.arg, problem: str) -> str:
        """Describe a finding so that it can be clicked on."""
        return f"{self.name}:{node.lineno}: {problem}"


def read_module(name: str, text: str) -> Module:
    return Module(name, text, ast.parse(text))


@cache
def list_modules(*packages: str) -> Sequence[Module]:
    """Read every module of the packages, of all when none is named."""
    return [
        read_module(".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"), text)
        for package in packages or PACKAGES
        for file in sorted((SOURCE / package).rglob("*.py"))
        for text in [file.read_text(encoding="utf-8")]
    ]


def walk_imports(module: Module) -> Iterator[tuple[ast.stmt, str]]:
    """Go over what the module imports, also within functions: a name from a package counts as a module."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def walk_functions(module: Module) -> Iterator[Function]:
    for node in ast.walk(module.tree):
        if isinstance(node, Function):
            yield node


def last_name(node: ast.expr) -> str:
    """Say the last name of ``a.b.c`` or of a call of it; empty for anything else."""
    if isinstance(node, ast.Call):
        return last_name(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
