"""The outline of a source: without the bodies of functions and classes, which bind nothing in the module.

Reading installed modules is most of the work of a first run, and nine lines in ten of them are such bodies.
What does not follow the outline's simple idea of Python is parsed as a whole instead.
"""

import re
from collections.abc import Iterator, Sequence

from preflight.imports.translating.tricks import WORTH_A_LOOK

_STRINGS_AND_COMMENTS = re.compile(
    r"""
    \#[^\n]*
    | '''(?:[^'\\]|\\.|'(?!''))*'''
    | \"""(?:[^"\\]|\\.|"(?!""))*\"""
    | '(?:[^'\\\n]|\\.)*'
    | "(?:[^"\\\n]|\\.)*"
    """,
    re.VERBOSE | re.DOTALL,
)
_DEFINITION = re.compile(r"(async def|def|class)\s+(\w+)")
_GLOBAL = re.compile(r"^\s+global\s+([\w, ]+)", re.MULTILINE)
# A line that begins so goes on with what began above it.
_GOES_ON = frozenset(["", " ", "\t", ")", "]", "}", "#", "\f"])


def outline(source: str) -> str:
    """Leave out the bodies of definitions at the top of a module, but for those that do something unusual."""
    lines = source.split("\n")
    shapes = (
        _hide_strings(source).split("\n") if "'''" in source or '"""' in source or "\\\n" in source else lines
    )
    kept: list[str] = []
    for first, definition, after in _list_statements(shapes):
        block = lines[first:after]
        found = _DEFINITION.match(shapes[definition])
        if found is None or _is_unusual(found[2], block):
            kept += block
        elif found[1] == "class":
            kept.append(f"class {found[2]}: pass")
        else:
            kept.append(f"def {found[2]}(): pass")
    return "\n".join(kept)


def list_globals(source: str) -> frozenset[str]:
    """List the names that functions declare as global anywhere."""
    if "global " not in source:
        return frozenset()
    return frozenset(name.strip() for found in _GLOBAL.finditer(source) for name in found[1].split(","))


def _list_statements(shapes: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Divide lines into statements: the first line, the one after decorators, and the line after the last."""
    number, end = 0, len(shapes)
    while number < end:
        first = number
        while shapes[number][:1] == "@":
            number = _after(shapes, number)
            if number >= end:
                break
        definition = min(number, end - 1)
        number = max(_after(shapes, definition), number)
        yield first, definition, number


def _after(shapes: Sequence[str], number: int) -> int:
    number += 1
    while number < len(shapes) and shapes[number][:1] in _GOES_ON:
        number += 1
    return number


def _is_unusual(name: str, block: Sequence[str]) -> bool:
    if name == "__getattr__":
        return True
    text = "\n".join(block)
    return "global_enum" in text or WORTH_A_LOOK.search(text) is not None


def _hide_strings(source: str) -> str:
    """Put blanks into strings over several lines, so that no line of one looks like code."""
    return _STRINGS_AND_COMMENTS.sub(_hide, source)


def _hide(found: "re.Match[str]") -> str:
    text = found[0]
    return text.replace("\n", "\n ") if "\n" in text else text
