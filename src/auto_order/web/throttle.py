"""Counts what one sender does within a minute."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

_MOST_A_MINUTE = 30
_MOST_SENDERS = 10_000


@dataclass(frozen=True)
class FloodLimits:
    """How many forged webhooks one sender may send a minute, and how many true ones of a payment are kept."""

    forgeries_a_minute: int = _MOST_A_MINUTE
    claims_a_payment: int = 100


class Throttle:
    """Allows a sender so many tries a minute. Holds little, however many senders there are."""

    def __init__(self, clock: Callable[[], datetime], *, most_a_minute: int = _MOST_A_MINUTE) -> None:
        self._clock = clock
        self._most = most_a_minute
        self._minute = ""
        self._tries: Counter[str] = Counter()

    def allows(self, sender: str) -> bool:
        """Count a try, and say whether it is within the limit."""
        minute = f"{self._clock():%Y%m%d%H%M}"
        if minute != self._minute or len(self._tries) > _MOST_SENDERS:
            self._minute = minute
            self._tries.clear()
        self._tries[sender] += 1
        return self._tries[sender] <= self._most
