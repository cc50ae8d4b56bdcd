"""When a file or folder can be trusted to be what it was, without reading it."""

import os
import time
from collections.abc import Iterable, Mapping

# Modification, change of anything, size, number. The second cannot be set back by ``touch`` or ``rsync``.
Stamp = tuple[int, int, int, int]

_ABSENT: Stamp = (0, 0, -1, 0)
# What changed so short a while ago may change again without its time changing.
_SETTLED_NS = 2_000_000_000


def stamp_of(path: str) -> Stamp:
    """Take the stamp of a file or folder; there is one for what does not exist, too."""
    try:
        status = os.stat(path)
    except OSError:
        return _ABSENT
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def is_settled(stamp: Stamp, *, at: int | None = None) -> bool:
    """Say whether what was read at that moment, or is read now, will surely differ after the next change."""
    return stamp[1] < (time.time_ns() if at is None else at) - _SETTLED_NS


def take_stamps(paths: Iterable[str], *, read_at: int) -> dict[str, Stamp] | None:
    """Take many of what was read from that moment on; None when one may have changed since."""
    stamps = {path: stamp_of(path) for path in paths}
    return stamps if all(is_settled(stamp, at=read_at) for stamp in stamps.values()) else None


def are_current(stamps: Mapping[str, Stamp]) -> bool:
    """Say whether nothing has changed since stamps were taken."""
    return all(stamp_of(path) == stamp for path, stamp in stamps.items())
