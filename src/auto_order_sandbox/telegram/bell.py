"""Waiting until something changes, which is what a long poll does."""

import asyncio


class Bell:
    """Wakes whoever waits by it; a ring that nobody waits for is forgotten."""

    __slots__ = ("_waiting",)

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)

    async def wait(self, seconds: float) -> bool:
        """Wait for a ring, in real seconds; False when none came."""
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            await asyncio.wait({waiting}, timeout=seconds)
        finally:
            self._waiting.discard(waiting)
        return waiting.done()
