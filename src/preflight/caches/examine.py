"""What Python would do with one bytecode file, and whether it holds what the source says now.

Runs in a process of the interpreter that is asked about: only that one can compile for comparison, and
broken bytecode can take its reader down.
"""

from __future__ import annotations

import importlib.util
import marshal
import os
import stat
import sys
import time
import warnings
from types import CodeType
from typing import NamedTuple

from preflight.caches.compare import find_difference

HEADER = 16
_IS_HASHED, _IS_CHECKED = 1, 2
# How long after the last touch of the source a cache must be written, so that it cannot have been compiled
# from an older text: a second, and what compiling a source of this size takes on a slow machine.
_MARGIN_NS = 1_000_000_000
_MARGIN_NS_PER_BYTE = 10_000
_HARMS = frozenset({"loaded", "breaks"})
_TURNS = 3


class Answer(NamedTuple):
    """A word, and the evidence for it.

    fine; ignored: does not fit its source, so Python compiles anew; loaded: holds something else than the
    source, and Python loads it; foreign: of another version; garbage: no bytecode, and Python compiles anew;
    breaks: no bytecode, but Python tries it and the import dies; no source; gone; unreadable; unverified.
    """

    word: str
    evidence: str = ""


class Pair(NamedTuple):
    """A bytecode file, the source it belongs to, and the level of ``-O`` it is for.

    ``is_beside``: both are plain files of one folder, so that none was swapped without the other.
    """

    cache: str
    source: str
    level: int = 0
    is_beside: bool = False


class Bytes(NamedTuple):
    """A bytecode file as it was read."""

    content: bytes
    status: os.stat_result

    def number(self, start: int) -> int:
        return int.from_bytes(self.content[start : start + 4], "little")

    @property
    def is_hashed(self) -> bool:
        return bool(self.number(4) & _IS_HASHED)

    @property
    def is_checked(self) -> bool:
        return bool(self.number(4) & _IS_CHECKED)


def examine(pair: Pair, *, thorough: bool = False) -> Answer:
    """Judge a cache beside its source. ``thorough`` compiles even where its history is proof enough.

    What changes while it is looked at, as under a running deployment, is looked at again.
    """
    for _turn in range(_TURNS):
        before = _state(pair)
        said = _examine(pair, thorough=thorough)
        if said.word not in _HARMS or _state(pair) == before:
            return said
    return Answer("unverified", "it changes whenever it is looked at")


def _state(pair: Pair) -> list[tuple[int, ...]]:
    """Say what changes whenever one of both files does."""
    found: list[tuple[int, ...]] = []
    for path in (pair.cache, pair.source):
        try:
            status = os.stat(path)
        except OSError:
            found.append(())
        else:
            found.append((status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
    return found


def _examine(pair: Pair, *, thorough: bool) -> Answer:
    try:
        found = read(pair.cache)
    except FileNotFoundError:
        return Answer("gone")
    except OSError as error:
        return Answer("unreadable", f"it cannot be read: {error.strerror or error}")
    problem = judge_header(found.content)
    if problem:
        return problem
    try:
        source = os.stat(pair.source)
        return _judge_stamp(pair, found, source) or _judge_content(pair, found, source, thorough=thorough)
    except FileNotFoundError:
        return Answer("no source")
    except OSError as error:
        return Answer("unreadable", f"its source cannot be read: {error.strerror or error}")


def read(path: str, *, limit: int = sys.maxsize) -> Bytes:
    """Read a regular file; anything else, such as a pipe that would never end, is refused."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a regular file")
        wanted = min(status.st_size, limit)
        content = os.read(handle, wanted)
        while len(content) < wanted and (more := os.read(handle, wanted - len(content))):
            content += more
        return Bytes(content, status)
    finally:
        os.close(handle)


def judge_header(content: bytes) -> Answer | None:
    """Say why Python would not look past the header, or nothing."""
    if len(content) < HEADER:
        return Answer("garbage", f"{len(content)} bytes are less than a header")
    if content[:4] != importlib.util.MAGIC_NUMBER:
        if content[2:4] == b"\r\n":
            number, ours = content[:2], importlib.util.MAGIC_NUMBER[:2]
            return Answer("foreign", f"magic number {_little(number)}, this interpreter's is {_little(ours)}")
        return Answer("garbage", "it does not begin with a magic number")
    flags = int.from_bytes(content[4:8], "little")
    if flags & ~(_IS_HASHED | _IS_CHECKED):
        return Answer("garbage", f"flags {flags:#x} mean nothing")
    return None


def _little(two: bytes) -> int:
    return int.from_bytes(two, "little")


def _judge_stamp(pair: Pair, found: Bytes, source: os.stat_result) -> Answer | None:
    """Compare the stamp as importlib does; nothing when Python would go on and load the code."""
    if found.is_hashed:
        if not found.is_checked or found.content[8:16] == _hash(pair.source):
            return None
        return Answer("ignored", "the recorded hash is of another text than the source, and Python checks it")
    recorded = found.number(8), found.number(12)
    actual = int(source.st_mtime) & 0xFFFFFFFF, source.st_size & 0xFFFFFFFF
    if recorded == actual:
        return None
    return Answer("ignored", f"compiled from {_tell(*recorded)}; the source is {_tell(*actual)}")


def _tell(seconds: int, size: int) -> str:
    return f"{size} bytes of {time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime(seconds))} UTC"


def _hash(path: str) -> bytes:
    return importlib.util.source_hash(read(path).content)


def judge_alone(path: str) -> Answer:
    """Judge a file that Python imports without a source: fine means that it does."""
    try:
        content = read(path).content
    except FileNotFoundError:
        return Answer("gone")
    except OSError as error:
        return Answer("unreadable", f"it cannot be read: {error.strerror or error}")
    if problem := judge_header(content):
        return Answer("breaks", problem.evidence)
    code, complaint = load(content)
    return Answer("breaks", complaint) if code is None else Answer("fine")


def _judge_content(pair: Pair, found: Bytes, source: os.stat_result, *, thorough: bool) -> Answer:
    """Judge a cache that Python loads: whatever is in it runs."""
    code, problem = load(found.content)
    if code is None:
        return Answer("breaks", f"its stamp fits, so Python loads it, and the import dies: {problem}")
    if not thorough and _is_proven(pair, found, source, code):
        return Answer("fine")
    fresh = compile_source(pair.source, pair.level)
    if isinstance(fresh, Complaint):
        if fresh.kind == "SyntaxError":
            return Answer("loaded", f"{_why_loaded(found)}, yet the source does not even compile: {fresh}")
        return Answer("unverified", f"the source could not be compiled for comparison: {fresh}")
    difference = find_difference(code, fresh)
    if not difference:
        return Answer("fine")
    return Answer("loaded", f"{_why_loaded(found)}, yet {difference}")


def _why_loaded(found: Bytes) -> str:
    if found.is_hashed:
        asked = (
            "a hash that Python checks" if found.is_checked else "unchecked-hash: Python never compares it"
        )
        return f"its stamp is {asked}"
    return f"its stamp fits ({_tell(found.number(8), found.number(12))})"


def _is_proven(pair: Pair, found: Bytes, source: os.stat_result, code: CodeType) -> bool:
    """Say whether the file's history rules out that it was compiled from another text.

    It does when Python wrote it here, for this very path, after the last change of any kind to the source:
    ctime cannot be set back, and a copied or unpacked cache has a ctime of its own.
    Under PYTHONPYCACHEPREFIX, or through links, another tree may have been put in the source's place.
    """
    written = found.status.st_mtime_ns
    margin = _MARGIN_NS + source.st_size * _MARGIN_NS_PER_BYTE
    return (
        pair.is_beside
        and os.name == "posix"  # elsewhere ctime is the time of birth
        and found.status.st_dev == source.st_dev
        and abs(found.status.st_ctime_ns - written) < _MARGIN_NS
        and max(source.st_ctime_ns, source.st_mtime_ns) + margin < written
        and code.co_filename == pair.source
    )


def load(content: bytes) -> tuple[CodeType | None, str]:
    """Read the code out of a bytecode file, or say what Python would say."""
    try:
        # What Python itself does with the file; it runs in a process of its own because it can crash.
        code = marshal.loads(memoryview(content)[HEADER:])  # noqa: S302 - see above
    except Exception as error:  # noqa: BLE001 - damage ends in whatever it likes, and Python lets it through
        return None, f"{type(error).__name__}: {error}"
    if not isinstance(code, CodeType):
        return None, "ImportError: it holds no code"
    return code, ""


class Complaint(NamedTuple):
    """Why a source does not compile. Without a line where the compiler itself gave up."""

    kind: str
    text: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}" + (f" (line {self.line})" if self.line else "")


def compile_source(path: str, level: int) -> CodeType | Complaint:
    """Compile without writing anything."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return compile(read(path).content, path, "exec", dont_inherit=True, optimize=level)
    except SyntaxError as error:
        return Complaint("SyntaxError", error.msg, error.lineno or 0, error.offset or 0)
    except ValueError as error:  # null bytes
        return Complaint("SyntaxError", str(error))
    except (MemoryError, RecursionError, OverflowError) as error:
        return Complaint(type(error).__name__, str(error) or "too deeply nested")
