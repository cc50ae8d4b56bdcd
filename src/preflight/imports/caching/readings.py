"""Translated modules, kept by the content of their files; only what is new is read, by several processes."""

import marshal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from preflight.imports.caching.shelf import Shelf, digest_text, own_version
from preflight.imports.caching.stamps import Stamp, is_settled, stamp_of
from preflight.imports.caching.workers import read_in_parallel
from preflight.imports.reading import Reading, digest_of, read_module

# Stamp or None where it was too fresh, digest of the content, packed reading.
_Entry = tuple[Stamp | None, bytes, bytes]


class Readings:
    """Reads modules, and remembers for the next run what came of it."""

    def __init__(self, name: str, *, is_ours: bool, jobs: int = 1) -> None:
        """``name`` is that of the shelf; without one nothing is kept."""
        self._shelf = Shelf(f"{name}-{digest_text(own_version(), sys.executable)}" if name else "")
        self._is_ours = is_ours
        self._jobs = jobs
        self._kept: dict[str, _Entry] = self._shelf.load()
        self._used: dict[str, _Entry] = {}
        self._is_changed = False

    def read_all(self, paths: Sequence[str]) -> Mapping[str, Reading]:
        """Read modules, the new ones of them side by side."""
        stamps = {path: stamp_of(path) for path in paths}
        found = {path: self._recall(path, stamps[path]) for path in paths}
        missing = [path for path in paths if found[path] is None]
        for path, packed in read_in_parallel(missing, jobs=self._jobs):
            found[path] = self._keep(path, stamps[path], packed)
        return {path: reading for path, reading in found.items() if reading is not None}

    def read(self, path: str) -> Reading:
        """Read one module."""
        stamp = stamp_of(path)
        reading = self._recall(path, stamp)
        if reading is None:
            reading = read_module(path, is_ours=self._is_ours)
            self._keep(path, stamp, marshal.dumps(reading.pack()))
        return reading

    def names(self, path: str, ask: Callable[[], frozenset[str] | None]) -> frozenset[str] | None:
        """Give the names of a compiled module: those kept for its file, or the answer, even none."""
        stamp = stamp_of(path)
        entry = self._kept.get(path)
        if entry is None or entry[0] is None or entry[0] != stamp:
            entry = (stamp if is_settled(stamp) else None, b"", marshal.dumps(ask()))
            self._is_changed = True
        self._used[path] = entry
        names: frozenset[str] | None = marshal.loads(entry[2])  # noqa: S302 - ours, the shelf has checked it
        return names

    def used(self) -> Iterable[str]:
        """Name every file that was asked for."""
        return self._used

    def save(self, *, forgets: bool) -> None:
        """Write what is new. ``forgets`` what nobody has asked for in this run."""
        if self._is_changed or (forgets and self._used.keys() != self._kept.keys()):
            self._shelf.save(self._used if forgets else {**self._kept, **self._used})

    def _recall(self, path: str, stamp: Stamp) -> Reading | None:
        entry = self._kept.get(path)
        if entry is None:
            return None
        if entry[0] != stamp:
            # Touched or copied, perhaps not changed: the content decides.
            if not entry[1] or _digest_of_file(path) != entry[1]:
                return None
            entry = (stamp if is_settled(stamp) else None, *entry[1:])
            self._is_changed = True
        self._used[path] = entry
        return _unpack(entry[2])

    def _keep(self, path: str, stamp: Stamp, packed: bytes) -> Reading:
        reading = _unpack(packed)
        self._used[path] = (stamp if is_settled(stamp) and reading.digest else None, reading.digest, packed)
        self._is_changed = True
        return reading


def _unpack(packed: bytes) -> Reading:
    values: tuple[Any, ...] = marshal.loads(packed)  # noqa: S302 - ours, the shelf or the worker has made it
    return Reading.unpack(values)


def _digest_of_file(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return digest_of(file.read())
    except OSError:
        return b""
