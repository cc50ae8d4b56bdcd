"""The process that examines: a question a line in, an answer a line out, both JSON. See ``examine``.

It never writes but for ``rewrite``. Bytecode that takes it down is the business of ``workers``.
"""

from __future__ import annotations

import gc
import importlib.machinery
import importlib.util
import json
import py_compile
import resource
import sys
from collections.abc import Callable, Iterable
from typing import Any

from preflight.caches.examine import (
    HEADER,
    Answer,
    Complaint,
    Pair,
    compile_source,
    examine,
    judge_alone,
    load,
    read,
)


def describe() -> dict[str, Any]:
    """Say what the names and headers of this interpreter's bytecode look like."""
    return {
        "version": "{}.{}.{}".format(*sys.version_info[:3]),
        "implementation": sys.implementation.name,
        "tag": sys.implementation.cache_tag,
        "natives": importlib.machinery.EXTENSION_SUFFIXES,
    }


def answer(question: dict[str, Any]) -> object:
    """Answer one question."""
    asked, pairs = question["ask"], [Pair(*pair) for pair in question.get("pairs", ())]
    if asked == "describe":
        return describe()
    if asked == "alone":
        return [(index, *judge_alone(pair.cache)) for index, pair in enumerate(pairs)]
    if asked == "examine":
        found: Iterable[Answer] = (examine(pair, thorough=question["thorough"]) for pair in pairs)
    else:
        found = map(_DEEDS[asked], pairs)
    return [(index, *said) for index, said in enumerate(found) if said.word != "fine"]


def _compile(pair: Pair) -> Answer:
    """Compile a source; a complaint is told as JSON: line, column, text."""
    try:
        found = compile_source(pair.source, pair.level)
    except FileNotFoundError:
        return Answer("gone")
    except OSError as error:
        return Answer("unreadable", f"it cannot be read: {error.strerror or error}")
    if not isinstance(found, Complaint):
        return Answer("fine")
    word = "syntax" if found.kind == "SyntaxError" else "unverified"
    return Answer(word, json.dumps([found.line, found.column, found.text]))


def _load(pair: Pair) -> Answer:
    """Only read the bytecode: what dies over this dies over the bytecode, not over its source."""
    load(read(pair.cache).content)
    return Answer("fine")


def rewrite(pair: Pair) -> Answer:
    """Compile the source into the cache, with a stamp of the same kind, unless it is fine by now.

    The new file takes the place of the old one in one step, as Python itself does it.
    """
    if examine(pair, thorough=True).word in {"fine", "ignored", "gone", "no source"}:
        return Answer("fine")
    content = read(pair.cache).content
    flags = int.from_bytes(content[4:8], "little") if len(content) >= HEADER else 0
    modes = py_compile.PycInvalidationMode
    mode = {1: modes.UNCHECKED_HASH, 3: modes.CHECKED_HASH}.get(flags, modes.TIMESTAMP)
    try:
        py_compile.compile(pair.source, pair.cache, doraise=True, optimize=pair.level, invalidation_mode=mode)
    except py_compile.PyCompileError as error:
        return Answer("loaded", error.msg.strip())
    except OSError as error:
        return Answer("unreadable", error.strerror or str(error))
    return Answer("fine")


_DEEDS: dict[str, Callable[[Pair], Answer]] = {"compile": _compile, "load": _load, "rewrite": rewrite}
# A length that is damaged may ask for any amount of memory.
_MOST_MEMORY = 4 << 30


def main() -> None:
    """Serve until the input ends."""
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = _MOST_MEMORY if most == resource.RLIM_INFINITY else min(most, _MOST_MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    # Code objects by the thousand, all thrown away at once: looking for circles in them takes half the time.
    gc.disable()
    sys.dont_write_bytecode = True
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(json.dumps(answer(json.loads(line))).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
