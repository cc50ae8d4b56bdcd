"""Files in the cache folder: plain values behind a digest. Whatever is wrong with one, it counts as empty."""

import marshal
import os
import sys
import time
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from preflight.files import write_atomically

_DIGEST = 16
_OLDEST_SECONDS = 30 * 24 * 3600


def cache_folder() -> Path:
    """Say where results are kept: below ``PREFLIGHT_CACHE_DIR``, or where caches of this user are."""
    given = os.environ.get("PREFLIGHT_CACHE_DIR")
    if given:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base, "preflight")


@cache
def own_version() -> str:
    """Name this very version of the checker and of Python: what another one has kept is of no use."""
    folder = os.path.dirname(os.path.dirname(__file__))
    stamps = [
        (name, status.st_size, status.st_mtime_ns)
        for inner, _folders, names in sorted(os.walk(folder))
        for name in sorted(names)
        if name.endswith(".py")
        for status in [os.stat(os.path.join(inner, name))]
    ]
    return digest_text(sys.version, repr(stamps))


def digest_text(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=_DIGEST).hexdigest()


class Shelf:
    """One file of the cache. Without a name nothing is kept."""

    def __init__(self, name: str) -> None:
        self._file = cache_folder() / f"{name}.bin" if name else None

    def load(self) -> dict[Any, Any]:
        """Read what is kept; empty when there is nothing, or something that nobody here has written."""
        if self._file is None:
            return {}
        try:
            content = self._file.read_bytes()
        except OSError:
            return {}
        if blake2b(content[_DIGEST:], digest_size=_DIGEST).digest() != content[:_DIGEST]:
            return {}
        with suppress(ValueError, EOFError, TypeError):
            found = marshal.loads(content[_DIGEST:])  # noqa: S302 - ours, as its digest says
            return found if isinstance(found, dict) else {}
        return {}

    def save(self, content: dict[Any, Any]) -> None:
        """Keep this from now on. Where nothing can be written, nothing is kept."""
        if self._file is None:
            return
        packed = marshal.dumps(content)
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._file, blake2b(packed, digest_size=_DIGEST).digest() + packed)
            _sweep(self._file.parent)


def _sweep(folder: Path) -> None:
    """Remove what has not been written for a month: projects come and go."""
    oldest = time.time_ns() - _OLDEST_SECONDS * 1_000_000_000
    for file in folder.glob("*.bin"):
        if file.stat().st_mtime_ns < oldest:
            file.unlink(missing_ok=True)
