"""The faults that are switched on now. Each half of the outside world reads and shows its own.

What a fault means is decided by the half (Telegram, gateway) that registers here; this desk only sees to it
that a request which is wrong in one half changes neither.
"""

from collections.abc import Callable, Mapping
from typing import Protocol


class BadFaults(ValueError):
    """The wish cannot be understood; the message is a sentence that says why."""


class FaultHalf(Protocol):
    """What a half of the outside world offers to the desk."""

    def prepare(self, wanted: object) -> Callable[[], None]:
        """Read a wish and give back what makes it so; an empty wish clears.

        Changes nothing itself. Raises BadFaults.
        """
        ...

    def show(self) -> object:
        """Show the faults as they are, with what is left of each count, ready for JSON."""
        ...


class FaultDesk:
    """One for the whole box."""

    def __init__(self) -> None:
        self._halves: dict[str, FaultHalf] = {}

    def register(self, name: str, half: FaultHalf) -> None:
        """Take a half in; done once for each while the box is put together."""
        self._halves[name] = half

    def replace(self, wanted: Mapping[str, object]) -> None:
        """Put these faults in place of the present ones; a half that is not named stays. All or nothing."""
        if unknown := sorted(set(wanted) - set(self._halves)):
            raise BadFaults(f"There are no faults for {unknown[0]!r}. Known: {', '.join(self._halves)}.")
        switches = [self._halves[name].prepare(wish) for name, wish in wanted.items()]
        for switch in switches:
            switch()

    def show(self) -> dict[str, object]:
        return {name: half.show() for name, half in self._halves.items()}
