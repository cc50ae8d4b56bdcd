"""One repair of a tree at a time, and no examination while it is under repair.

The lock is on the folder itself: it needs no file, also not in a read-only tree, and dies with its process.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from preflight.errors import UsageError


@contextmanager
def locked(root: str, *, is_exclusive: bool) -> Iterator[bool]:
    """Hold the lock of a tree, or raise UsageError when somebody else does.

    Says whether there is a lock: some network file systems have none.
    """
    try:
        handle = os.open(root, os.O_RDONLY)
    except OSError as error:
        raise UsageError(f"{root} cannot be read: {error.strerror}") from error
    try:
        yield _take(handle, root, fcntl.LOCK_EX if is_exclusive else fcntl.LOCK_SH)
    finally:
        os.close(handle)


def _take(handle: int, root: str, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(f"another preflight is at work in {root}: wait for it to end") from error
    except OSError:
        return False
    return True
