"""A module of the tree while it runs, and after."""

from enum import IntEnum

from preflight.imports.finding.found import Found
from preflight.imports.problems import Problem
from preflight.imports.running.values import Value
from preflight.imports.translating import Code
from preflight.imports.translating.code import Block


class State(IntEnum):
    """How far a module has come."""

    RUNNING = 1
    DONE = 2


class Module:
    """A module that has been imported in one world. Its names are what is bound so far."""

    __slots__ = (
        "code",
        "defined",
        "depth",
        "failure",
        "found",
        "held",
        "is_open",
        "is_pure",
        "later",
        "low",
        "name",
        "names",
        "needs",
        "package",
        "position",
        "shown",
        "state",
        "used_later",
    )

    def __init__(self, name: str, found: Found, code: Code, shown: str) -> None:
        self.name = name
        self.found = found
        self.code = code
        # The path as findings show it.
        self.shown = shown
        self.package = name if found.is_package else name.rpartition(".")[0]
        self.names: dict[str, Value] = {}
        self.state = State.RUNNING
        # The exception that ends it, when it surely ends with one.
        self.failure = ""
        # What fails in it because of how it was come to, told when nobody on the way is ready for it.
        self.held: list[Problem] = []
        self.is_open = code.tricks.opens
        # What is looked at when it is complete: blocks below the main guard, and imports under conditions.
        self.later: list[tuple[Block, bool]] = []
        # Numbers of the functions that it really defined, and whether only under some condition.
        self.defined: dict[int, bool] = {}
        # Names used in places that are perhaps never reached: judged when the module is complete.
        self.used_later: list[Problem] = []
        # How its outcome hangs together with modules that ran before it, see World.
        self.depth = self.low = 0
        self.position = 0
        self.needs: set[Module] = set()
        self.is_pure = False

    @property
    def is_running(self) -> bool:
        return self.state is State.RUNNING

    def may_bind(self, name: str) -> bool:
        """Say whether some line of the module could bind the name, now or later."""
        return name in self.code.bound or self.is_open
