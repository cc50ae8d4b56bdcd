"""Whether a file is bytecode at all, and of which Python: nothing else is ever removed."""

from preflight.caches.examine import HEADER, read

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
    """Say whether a file begins as bytecode of some Python does, or is empty, so that nothing is in it.

    Never when it cannot be read.
    """
    try:
        return is_start_of_bytecode(read(path, limit=HEADER).content)
    except OSError:
        return False


def is_start_of_bytecode(start: bytes) -> bool:
    """Say the same of the first bytes of a file."""
    return not start or bool(tell_version(start))
