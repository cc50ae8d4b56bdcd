"""From a file to a translated module, or to the reason why Python would not compile it."""

import ast
import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from stat import S_ISREG
from typing import Any, NamedTuple

from preflight.imports.outline import list_globals, outline
from preflight.imports.translating import translate_module
from preflight.imports.translating.code import UNREADABLE, Code, pack_place

# Larger files are data; their syntax tree would take a hundred times their size.
LARGEST = 4_000_000
_DEEPEST = 6000
_MARKER = re.compile(rb"^(<{7}|={7}|>{7}|\|{7})( |$)")
_MARKUP = re.compile(rb"^\s*(</?[A-Za-z][\w:.-]*(\s[^<>]*)?/?>|```\w*)\s*$")


class Reading(NamedTuple):
    """What came of a file. ``failure`` names the exception that importing it ends with."""

    code: Code
    digest: bytes
    failure: str = ""
    at: int = 0
    reason: str = ""

    def pack(self) -> tuple[Any, ...]:
        return (self.code.pack(), *self[1:])

    @classmethod
    def unpack(cls, packed: tuple[Any, ...]) -> "Reading":
        return cls(Code.unpack(packed[0]), *packed[1:])


def read_module(path: str, *, is_ours: bool = True) -> Reading:
    """Read and translate a file. Whatever is wrong with it is in the answer.

    Of a module that is not ours only what it binds is of interest, and it is taken to be well.
    """
    try:
        status = os.stat(path)
        if not S_ISREG(status.st_mode):
            return _unreadable("OSError", "it is no regular file")
        if status.st_size > LARGEST:
            return _unreadable("large", f"it has {status.st_size / 1_000_000:.0f} MB")
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        return _unreadable("OSError", _say(error.strerror or "unknown reason"))
    return translate(content, path, is_ours=is_ours)


def translate(content: bytes, path: str, *, is_ours: bool = True) -> Reading:
    """Translate the content of a file."""
    digest = digest_of(content)
    try:
        return Reading(
            _translate_ours(content, path) if is_ours else _translate_theirs(content, path), digest
        )
    except SyntaxError as error:
        return _describe(error, content, digest)
    except ValueError as error:
        return Reading(UNREADABLE, digest, "SyntaxError", pack_place(1, 0), _say(str(error)))
    except (RecursionError, MemoryError):
        return _too_deep(content, path, digest)


def digest_of(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()


def _translate_ours(content: bytes, path: str) -> Code:
    """Translate what is ours. It is compiled, too: only the whole compiler finds all that is wrong."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(content, path, "exec", dont_inherit=True)
        tree = ast.parse(content, path)
    with _room_to_go_deep():
        return translate_module(tree, content.decode("utf-8", "replace"))


def _translate_theirs(content: bytes, path: str) -> Code:
    """Translate what is installed: only what it binds is of interest, and it is taken to be well."""
    source = content.decode("utf-8", "replace")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = outline(source)
        try:
            tree = ast.parse(text, path)
        except SyntaxError:
            text = source
            tree = ast.parse(content, path)
    with _room_to_go_deep():
        code = translate_module(tree, text, is_shallow=True)
    globals_ = list_globals(source)
    return code._replace(bound=code.bound | globals_, bound_by_functions=code.bound_by_functions | globals_)


def _too_deep(content: bytes, path: str, digest: bytes) -> Reading:
    """Tell code that Python cannot compile from code that only this checker cannot follow."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(content, path, "exec", dont_inherit=True)
    except (RecursionError, MemoryError):
        return Reading(
            UNREADABLE, digest, "RecursionError", 0, "it is nested too deeply for Python's compiler"
        )
    return Reading(UNREADABLE, digest)


@contextmanager
def _room_to_go_deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _describe(error: SyntaxError, content: bytes, digest: bytes) -> Reading:
    lines = content.splitlines()
    line = error.lineno or 1
    column = max((error.offset or 1) - 1, 0)
    reason = _say(error.msg or "invalid syntax")
    for number, text in enumerate(lines, start=1):
        if _MARKER.match(text):
            return Reading(
                UNREADABLE, digest, "SyntaxError", pack_place(number, 0), "a merge conflict was committed"
            )
    if 0 < line <= len(lines) and _MARKUP.match(lines[line - 1]):
        fragment = lines[line - 1].decode("utf-8", "replace").strip()
        reason = f"{fragment[:40]!r} is markup that strayed into the code ({reason})"
    if "null byte" in reason:
        line = content[: content.find(b"\0")].count(b"\n") + 1
    return Reading(UNREADABLE, digest, type(error).__name__, pack_place(line, column), reason)


def _unreadable(failure: str, reason: str) -> Reading:
    return Reading(UNREADABLE, b"", failure, 0, reason)


def _say(text: str) -> str:
    """Make a part of a sentence of what Python says."""
    text = text.strip().rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
