"""What the checker saw fail, before it is put into words."""

from enum import StrEnum
from typing import NamedTuple


class Code(StrEnum):
    """What findings of imports are called."""

    NAME = "name-missing"
    MODULE = "module-missing"
    DISTRIBUTION = "distribution-missing"
    UNDECLARED = "undeclared"
    RELATIVE = "relative-import"
    ALL = "all-missing"
    CYCLE = "harmful-cycle"
    SYNTAX = "syntax"
    UNDEFINED = "name-undefined"
    UNREADABLE = "unreadable"


class Problem(NamedTuple):
    """Something that fails. ``module`` and ``name`` say what was wanted, ``chain`` who is halfway through."""

    path: str
    place: int
    code: Code
    module: str = ""
    name: str = ""
    # Which words to use, where a code has several.
    detail: str = ""
    chain: tuple[str, ...] = ()
    # Reached only when a condition that nobody can know holds.
    is_conditional: bool = False
    is_in_function: bool = False
    # Surely reached when the module is imported.
    is_certain: bool = False
