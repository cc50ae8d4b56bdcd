"""What is kept of a module: its operations and what can be said of it without running them."""

from __future__ import annotations

import marshal
from typing import Any, NamedTuple

Op = tuple[Any, ...]
Block = tuple[Op, ...]

# A place is one number: the line, and below it the column, which is cut where it no longer fits.
_COLUMN_BITS = 12
_LAST_COLUMN = (1 << _COLUMN_BITS) - 1


def place(node: Any) -> int:  # noqa: ANN401 - any node of a syntax tree that has a place
    """Pack where a node starts into one number."""
    return pack_place(node.lineno, node.col_offset)


def pack_place(line: int, column: int) -> int:
    """Pack a line that counts from 1 and a column that counts from 0."""
    return line << _COLUMN_BITS | min(column, _LAST_COLUMN)


def unpack_place(packed: int) -> tuple[int, int]:
    """Say line and column of a place, both counted from 1."""
    return packed >> _COLUMN_BITS, (packed & _LAST_COLUMN) + 1


class Function(NamedTuple):
    """A function, method or lambda. Its body stays packed until it is needed, which it seldom is."""

    name: str
    place: int
    # Positional parameters in order, then keyword-only ones; stars are left out.
    params: tuple[str, ...]
    # Calling it runs the body at once: no generator, no coroutine.
    is_plain: bool
    # Names of its own and of the functions around it, none of which is a global.
    locals: frozenset[str]
    # What it and the functions in it load from the module, and attributes: ``os.path`` is (os, path).
    loads: frozenset[str]
    chains: frozenset[tuple[str, str]]
    has_imports: bool
    packed_body: bytes

    def body(self) -> Block:
        block: Block = marshal.loads(self.packed_body)  # noqa: S302 - made by this program, checked by the cache
        return block


class Tricks(NamedTuple):
    """What a module does to names and modules by means that nobody can follow line by line."""

    # Any name may exist in it, such as after ``globals().update(…)``.
    opens: bool = False
    # Its submodules may be found anywhere, since it sets ``__path__``.
    opens_path: bool = False
    # It changes where modules are found, such as by ``sys.path.insert``.
    changes_path: bool = False
    # Modules that it puts into ``sys.modules``: names, beginnings of names with a star after them, a star
    # alone where nothing can be told, and a question mark for a function that does so with what it is given.
    registers: frozenset[str] = frozenset()
    # Names that it binds by ``globals()["name"] = …``.
    binds: frozenset[str] = frozenset()


class Code(NamedTuple):
    """A translated module."""

    body: Block
    functions: tuple[Function, ...]
    # Every name that any line binds in the module, also within functions by ``global``.
    bound: frozenset[str]
    # Those of them that a function binds by ``global``, whenever it is called.
    bound_by_functions: frozenset[str]
    # Attributes set on anything: ``module.x = 1`` makes x exist. ``builtins.x`` keeps its first part.
    attributes_set: frozenset[str]
    # Those that only functions set, whenever they are called.
    attributes_set_later: frozenset[str]
    # Full names of the modules that are imported absolutely.
    targets: frozenset[str]
    imports: int
    tricks: Tricks

    def pack(self) -> tuple[Any, ...]:
        """Turn it into what marshal can keep."""
        functions = tuple(tuple(function) for function in self.functions)
        return (self.body, functions, *self[2:-1], tuple(self.tricks))

    @classmethod
    def unpack(cls, packed: tuple[Any, ...]) -> Code:
        body, functions, *middle, tricks = packed
        return cls._make((body, tuple(map(Function._make, functions)), *middle, Tricks._make(tricks)))


UNREADABLE = Code(
    (),
    (),
    frozenset(),
    frozenset(),
    frozenset(),
    frozenset(),
    frozenset(),
    0,
    Tricks(opens=True, opens_path=True),
)
EMPTY = Code((), (), frozenset(), frozenset(), frozenset(), frozenset(), frozenset(), 0, Tricks())
