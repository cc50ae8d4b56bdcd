"""Walking a source tree: which folders belong to it, and which are somebody else's."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

NEVER_ENTERED = frozenset({"__pycache__", "node_modules", "__pypackages__", "site-packages"})


class Folder(NamedTuple):
    """A folder with the names of the files in it; ``problem`` says why it could not be read."""

    path: str
    files: Sequence[str]
    problem: str = ""


def is_foreign(names: Sequence[str]) -> bool:
    """Say whether a folder with these names in it is a virtualenv or another repository."""
    return "pyvenv.cfg" in names or ".git" in names or "conda-meta" in names


def walk_tree(root: Path) -> Iterator[Folder]:
    """Go over the folders of a tree in a fixed order, each once, also where links lead round in circles.

    The root itself is always entered, whatever it is: it was asked for.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [os.fspath(root)]
    while waiting:
        path = waiting.pop()
        try:
            status = os.stat(path)
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(path) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            yield Folder(path, (), error.strerror or "unreadable")
            continue
        if path != os.fspath(root) and is_foreign([entry.name for entry in entries]):
            continue
        yield Folder(path, [entry.name for entry in entries if not _is_folder(entry)])
        waiting.extend(entry.path for entry in reversed(entries) if _is_entered(entry))


def _is_entered(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    return name not in NEVER_ENTERED and not name.startswith(".") and _is_folder(entry)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
