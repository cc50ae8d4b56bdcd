"""The box's own time: the real one, plus however far it has been put forward. Never backward.

Everything that has a deadline asks this clock, so that a day passes in one request.
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta


class Clock:
    """One for the whole box."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._sleepers: set[asyncio.Future[None]] = set()

    def now(self) -> datetime:
        """Tell the moment, aware, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self._ahead)

    def timestamp(self) -> int:
        """Tell the moment as Telegram writes it: whole seconds since 1970."""
        return int(self.now_timestamp())

    def now_timestamp(self) -> float:
        """Tell the moment in seconds since 1970, with their fractions."""
        return time.time() + self._ahead

    def monotonic(self) -> float:
        """Count seconds that only grow, for measuring how long ago something was."""
        return time.monotonic() + self._ahead

    def advance(self, seconds: float) -> None:
        """Put the clock forward and wake whoever sleeps by it. A negative number is a ValueError."""
        if seconds < 0:
            raise ValueError("The clock only goes forward: give a number of seconds that is not negative.")
        self._ahead += seconds
        for sleeper in self._sleepers:
            if not sleeper.done():
                sleeper.set_result(None)

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds of this clock: shorter in real time when it is put forward meanwhile."""
        until = self.monotonic() + seconds
        while (left := until - self.monotonic()) > 0:
            woken = asyncio.get_running_loop().create_future()
            self._sleepers.add(woken)
            try:
                await asyncio.wait({woken}, timeout=left)
            finally:
                self._sleepers.discard(woken)
