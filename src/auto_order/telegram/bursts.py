"""Who is too fast: somebody whose actions follow one another without a pause, however that comes about."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

# An action that comes so soon after the one before belongs to the same burst; so many are too many.
_PAUSE = timedelta(seconds=1)
_TOO_MANY = 5
_MOST_KEPT = 10_000


class Pace(Enum):
    """What is to be done about an action."""

    FINE = auto()
    TOO_FAST = auto()  # the first one that is too many: the person is told
    IGNORED = auto()  # more of it, until there is a pause


@dataclass
class _Burst:
    last: datetime
    count: int


class Bursts:
    """Counts what each person does. Only a process knows it: a restart forgives."""

    def __init__(self) -> None:
        self._bursts: OrderedDict[int, _Burst] = OrderedDict()

    def note(self, person: int, *, now: datetime) -> Pace:
        """Count an action, and say whether it is one too many."""
        burst = self._bursts.get(person)
        if burst is None or now - burst.last > _PAUSE:
            burst = self._bursts[person] = _Burst(now, 0)
        burst.last = now
        burst.count += 1
        self._bursts.move_to_end(person)
        if len(self._bursts) > _MOST_KEPT:
            self._bursts.popitem(last=False)
        if burst.count < _TOO_MANY:
            return Pace.FINE
        return Pace.TOO_FAST if burst.count == _TOO_MANY else Pace.IGNORED
