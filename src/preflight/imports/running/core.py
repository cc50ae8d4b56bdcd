"""What the parts of the machine ask of each other."""

import builtins
from abc import ABC, abstractmethod
from collections.abc import Sequence

from preflight.imports.finding.found import Found
from preflight.imports.problems import Code, Problem
from preflight.imports.running.frames import Frame, Guard, Raised
from preflight.imports.running.module import Module
from preflight.imports.running.values import Value
from preflight.imports.translating.code import Block, Op


class Core(ABC):
    """The state of a machine and the seams between its parts."""

    def __init__(self) -> None:
        self.guards: list[Guard] = []
        # Above zero where failures are not told: in handlers of what did not fail.
        self.silent = 0
        # Modules that are running, the innermost last.
        self.stack: list[Module] = []
        # Places in functions where what fails was seen to be caught by whoever calls them.
        self.caught_in_functions: set[tuple[str, int]] = set()

    @abstractmethod
    def find(self, name: str) -> Found | None:
        """Find a module by its full name."""

    @abstractmethod
    def block(self, frame: Frame, ops: Block) -> int:
        """Run operations; says how they end."""

    @abstractmethod
    def evaluate(self, frame: Frame, op: Op | None) -> Value:
        """Say what an expression is worth."""

    @abstractmethod
    def assign(self, frame: Frame, target: Op, value: Value) -> None:
        """Bind a target."""

    @abstractmethod
    def apply(
        self, frame: Frame, function: Value, arguments: Sequence[Value], keywords: dict[str, Value]
    ) -> Value:
        """Call something."""

    @abstractmethod
    def import_name(self, frame: Frame, name: str, at: int) -> Value | None:
        """Import a module by its full name; None when that failed, which has been told then."""

    @abstractmethod
    def attribute(self, frame: Frame, value: Value, name: str, at: int) -> Value:
        """Look an attribute up."""

    @abstractmethod
    def report(self, problem: Problem) -> None:
        """Remember a problem."""

    def problem(self, frame: Frame, at: int, code: Code, module: str = "", name: str = "") -> Problem:
        """Describe what fails at a place of the frame."""
        return Problem(
            frame.module.shown,
            at,
            code,
            module,
            name,
            is_conditional=frame.depth > 0,
            is_in_function=frame.is_function,
            is_certain=frame.certain,
        )

    def defined(self, frame: Frame, number: int) -> None:
        """Remember that a function is there, and whether that hangs on a condition that nobody can know."""
        if not self.silent:
            known = frame.module.defined.get(number, True)
            frame.module.defined[number] = known and frame.depth > 0

    def fail(self, frame: Frame, kind: str, problem: Problem | None) -> bool:
        """Let an exception happen: a handler takes over, or it is told and the module has failed.

        It is gone on after that, as if it had worked, to find what else is wrong. Says whether somebody
        may catch it.
        """
        caught = self.find_guard(kind)
        if caught is not None:
            if problem is not None and frame.is_function:
                self.caught_in_functions.add((problem.path, problem.place))
            if self.is_sure_to_reach(frame, caught) and "*" not in caught.kinds:
                raise Raised(kind)
            caught.may_have_raised = True
            return True
        if problem is not None and not self.silent:
            self._tell(problem)
        if frame.certain and not self.silent and self.stack and not self.stack[-1].failure:
            self.stack[-1].failure = kind
        return self.silent > 0

    def _tell(self, problem: Problem) -> None:
        """Report, or wait with what fails only on this way here: somebody above may be ready for it."""
        if problem.code is Code.CYCLE and self.stack:
            self.stack[-1].held.append(problem)
        else:
            self.report(problem)

    def find_guard(self, kind: str) -> Guard | None:
        """Find the innermost handler that takes an exception."""
        names = list_bases(kind)
        for guard in reversed(self.guards):
            if "*" in guard.kinds or not names.isdisjoint(guard.kinds):
                return guard
        return None

    def is_sure_to_reach(self, frame: Frame, guard: Guard | None) -> bool:
        """Say whether an exception surely gets from here to a handler, or out; remember that it may."""
        within = self.guards[self.guards.index(guard) + 1 :] if guard is not None else self.guards
        if frame.sure and all(inner.is_sure_outside for inner in within):
            return True
        if guard is not None:
            guard.may_have_raised = True
        return False


def list_bases(kind: str) -> frozenset[str]:
    exception = getattr(builtins, kind, None)
    if not isinstance(exception, type):
        return frozenset(
            {kind, "BaseException"} if kind == "Skipped" else {kind, "Exception", "BaseException"}
        )
    return frozenset(base.__name__ for base in exception.__mro__)
