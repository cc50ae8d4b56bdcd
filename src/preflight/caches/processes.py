"""Which Python processes run from a tree: they keep the code that they loaded, whatever is repaired."""

import os
from collections.abc import Iterator
from typing import NamedTuple

_PROC = "/proc"


class Process(NamedTuple):
    """A process, and the program it runs."""

    number: int
    program: str


def find_processes(root: str) -> Iterator[Process]:
    """Find Python processes that work in the tree or were started from it; but not us or ours."""
    own = {os.getpid(), *_list_parents(os.getpid())}
    try:
        numbers = sorted(int(name) for name in os.listdir(_PROC) if name.isdigit())
    except OSError:  # not Linux
        return
    for number in numbers:
        process = _look_at(number, os.path.join(os.path.realpath(root), ""))
        if process and number not in own and os.getpid() not in _list_parents(number):
            yield process


def _look_at(number: int, place: str) -> Process | None:
    """Say whether a process is Python at work there; nothing about one that is gone or not ours to see."""
    try:
        with open(f"{_PROC}/{number}/cmdline", "rb") as file:
            words = [os.fsdecode(word) for word in file.read().split(b"\0") if word]
    except OSError:
        return None
    if not words or not _is_python(number, words):
        return None
    where = [*words, os.path.join(_read_link(number, "cwd"), "")]
    if any(word.startswith(place) for word in where):
        return Process(number, " ".join(_name_program(words)))
    return None


def _name_program(words: list[str]) -> Iterator[str]:
    """Go over the words up to the script or module: what comes after may be a password."""
    yield words[0]
    for index, word in enumerate(words[1:], 1):
        if word == "-c":
            yield "-c …"
            return
        yield word
        if word == "-m" and index + 1 < len(words):
            yield words[index + 1]
        if word == "-m" or not word.startswith("-"):
            return


def _is_python(number: int, words: list[str]) -> bool:
    return any(
        os.path.basename(word).startswith(("python", "pypy"))
        for word in (words[0], _read_link(number, "exe"))
    )


def _read_link(number: int, name: str) -> str:
    try:
        return os.readlink(f"{_PROC}/{number}/{name}")
    except OSError:
        return ""


def _list_parents(number: int) -> Iterator[int]:
    while number > 1:
        try:
            with open(f"{_PROC}/{number}/stat", "rb") as file:
                # The name of the program may hold anything, also brackets: the last one ends it.
                number = int(file.read().rpartition(b")")[2].split()[1])
        except OSError:
            return
        yield number
