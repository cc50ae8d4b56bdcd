"""Whether a file is bytecode at all, and of which Python: nothing else is ever removed."""

from preflight.caches.examine import read

_HEADER_OF_OLDEST = 8
# The first magic number of each version, from CPython's importlib; numbers are only ever added at the end.
_FIRST_NUMBERS = (
    (3000, "3.0 to 3.6"),
    (3390, "3.7"),
    (3400, "3.8"),
    (3420, "3.9"),
    (3430, "3.10"),
    (3450, "3.11"),
    (3500, "3.12"),
    (3550, "3.13"),
    (3600, "3.14"),
    (3650, "3.15 or later"),
)
_LAST_NUMBER = 3999
_PYTHON_2 = range(62000, 62300)
_PYPY = range(512)


def tell_version(start: bytes) -> str:
    """Name the Python that wrote a file beginning like this; empty when it is not bytecode."""
    if len(start) < _HEADER_OF_OLDEST or start[2:4] != b"\r\n":
        return ""
    number = int.from_bytes(start[:2], "little")
    if number in _PYTHON_2:
        return "Python 2"
    if number in _PYPY:
        return "PyPy"
    if number > _LAST_NUMBER:
        return ""
    names = [name for first, name in _FIRST_NUMBERS if number >= first]
    return f"Python {names[-1]}" if names else ""


def is_bytecode(path: str) -> bool:
    """Say whether a file begins as bytecode of some Python does; never when it cannot be read."""
    return bool(tell_version(read_start(path)))


def read_start(path: str) -> bytes:
    """Read the first bytes of a regular file; of anything else, none."""
    try:
        return read(path, limit=16).content
    except OSError:
        return b""
