"""What a job is: a frozen payload, and how the queue treats its kind."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import IntEnum
from typing import ClassVar

import orjson


class Priority(IntEnum):
    """Which job goes first. Lower is sooner; URGENT ones also have workers of their own."""

    URGENT = 0  # paid goods, and money that was just reported
    PROMPT = 10  # somebody is looking at the screen
    NORMAL = 20
    BULK = 30  # broadcasts, clean-up


@dataclass(frozen=True)
class Backoff:
    """How long a failed job waits: ``first`` seconds, doubled each time, at most ``most``, with jitter."""

    first: float = 1.0
    most: float = 300.0

    def pause(self, attempt: int, *, jitter: float) -> timedelta:
        """Say the pause after the given attempt, 1 the first. ``jitter`` in 0..1 spreads it by half."""
        doubled = min(self.most, self.first * 2.0 ** min(attempt - 1, 30))
        return timedelta(seconds=doubled * (0.75 + 0.5 * jitter))


@dataclass(frozen=True, kw_only=True)
class Job:
    """A promise of work. Each kind lives in the ``jobs.py`` of its room and holds plain values, no secret.

    The task that keeps the promise runs at least once: it must be safe to repeat.
    """

    name: ClassVar[str]
    priority: ClassVar[Priority] = Priority.NORMAL
    max_attempts: ClassVar[int] = 8
    backoff: ClassVar[Backoff] = Backoff()
    # Whether a second promise with the same name and key melts into one that still waits.
    merges: ClassVar[bool] = False

    @property
    def key(self) -> str | None:
        """Jobs with the same key run one after another, oldest first; None runs beside everything.

        One that is to be tried again keeps younger ones of its kind waiting, until it has failed five times.
        """
        return None

    def dump(self) -> str:
        return orjson.dumps(asdict(self)).decode()

    @classmethod
    def load(cls, payload: str) -> "Job":
        return cls(**orjson.loads(payload))
