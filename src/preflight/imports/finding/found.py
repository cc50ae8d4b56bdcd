"""What a module name leads to."""

from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """What sort of file a module comes from."""

    SOURCE = 1
    COMPILED = 2
    # Bytecode without its source: it is importable, and what it holds is not read.
    BYTECODE = 3
    BUILTIN = 4
    NAMESPACE = 5
    # Found by a hook or in an archive: it is there, and nothing more can be said.
    ELSEWHERE = 6


class Found(NamedTuple):
    """A module as the finder sees it. ``locations`` is where submodules are; empty for plain modules."""

    name: str
    kind: Kind
    path: str
    locations: tuple[str, ...] = ()
    is_package: bool = False
