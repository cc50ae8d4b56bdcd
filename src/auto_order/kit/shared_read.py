"""One read for everyone who asks while it has not begun: as fresh as one's own, at a fraction of the cost."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

ValueT = TypeVar("ValueT")


class SharedRead(Generic[ValueT]):
    """Shares reads that began after they were asked for, so that nobody is given something older."""

    def __init__(self, fetch: Callable[[], Awaitable[ValueT]]) -> None:
        self._fetch = fetch
        self._lock = asyncio.Lock()
        self._begun = 0
        self._last: tuple[int, ValueT] | None = None

    async def get(self) -> ValueT:
        """Give a value that was read after this call was made."""
        asked = self._begun
        async with self._lock:
            if self._last is not None and self._last[0] > asked:
                return self._last[1]
            self._begun += 1
            number = self._begun
            value = await self._fetch()
            self._last = (number, value)
            return value
