"""Where names are bound in a source file, for suggestions: looked up only when something is wrong."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

_CLOSE = 0.7


class Definition(NamedTuple):
    """A line that binds a name, and the condition it stands under, if any."""

    name: str
    line: int
    condition: str = ""
    owner: str = ""


@cache
def list_definitions(path: str) -> Mapping[str, Definition]:
    """Find every name that a file binds, also under conditions and inside of functions and classes."""
    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found: dict[str, Definition] = {}
    for definition in _walk(tree.body, "", ""):
        before = found.get(definition.name)
        if before is None or (before.condition or before.owner) > (definition.condition or definition.owner):
            found[definition.name] = definition
    return found


def find_similar(name: str, names: Sequence[str]) -> str:
    """Find the name that was probably meant; empty when none is like it."""
    folded = {other.casefold(): other for other in names}
    if name.casefold() in folded:
        return folded[name.casefold()]
    close = get_close_matches(name, names, n=1, cutoff=_CLOSE)
    return close[0] if close else ""


def _walk(statements: Sequence[ast.stmt], condition: str, owner: str) -> Iterator[Definition]:
    for statement in statements:
        for name in _list_names(statement):
            yield Definition(name, statement.lineno, condition, owner)
        for body, inner_condition, inner_owner in _list_blocks(statement, condition, owner):
            yield from _walk(body, inner_condition, inner_owner)


def _list_blocks(
    statement: ast.stmt, condition: str, owner: str
) -> Iterator[tuple[Sequence[ast.stmt], str, str]]:
    """List the blocks of a statement with the condition they stand under and whose they are."""
    match statement:
        case ast.If(test=test, body=body, orelse=orelse):
            text = ast.unparse(test)
            yield body, f"`if {text}`", owner
            yield orelse, f"the else of `if {text}`", owner
        case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final):
            yield [*body, *orelse, *final], condition, owner
            for handler in handlers:
                yield handler.body, "an `except`", owner
        case ast.With(body=body) | ast.For(body=body) | ast.While(body=body):
            yield body, condition, owner
        case ast.ClassDef(body=body, name=name):
            yield body, condition, f"the class `{name}`"
        case ast.FunctionDef(body=body, name=name) | ast.AsyncFunctionDef(body=body, name=name):
            yield body, condition, f"the function `{name}`"


def _list_names(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in names if alias.name != "*")
        case ast.Assign(targets=targets):
            yield from (
                node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)
            )
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
