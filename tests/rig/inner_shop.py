"""The real shop inside the test's own process: it starts in a moment and can be looked into."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from auto_order.bootstrap.shop import run_shop
from auto_order.settings import read_settings

_START_SECONDS = 30.0


class InnerShop:
    """Starts and stops one shop among the tasks of ``group``. ``environment`` is what a real one is given."""

    def __init__(self, environment: Mapping[str, str], group: asyncio.TaskGroup) -> None:
        self.environment = dict(environment)
        self._group = group
        self._stopping = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._ahead = timedelta()
        self._stopped_at: datetime | None = None

    async def start(self, *, dies_at: str | None = None) -> int:
        """Start the shop and give its HTTP port. It dies nowhere: that takes a process of its own."""
        assert dies_at is None
        self._stopping = asyncio.Event()
        port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        settings = read_settings(self.environment, env_file=None)
        shop = run_shop(settings, stopping=self._stopping, on_ready=port.set_result, clock=self._read_clock)
        self._running = self._group.create_task(shop)
        async with asyncio.timeout(_START_SECONDS):
            return await port

    async def stop(self) -> None:
        """Stop the shop as Ctrl+C does; one that is not there is stopped."""
        self._stopping.set()
        if self._running is not None:
            await self._running

    def move_clock(self, seconds: float) -> None:
        """Have the shop believe that time has passed."""
        self._ahead += timedelta(seconds=seconds)

    def stop_clock(self) -> None:
        """Have the shop's time pass only by :meth:`move_clock`."""
        self._stopped_at = self._read_clock()
        self._ahead = timedelta()

    def read_log(self) -> str:
        """Say nothing: pytest shows what was logged."""
        return ""

    def _read_clock(self) -> datetime:
        return (self._stopped_at or datetime.now(UTC)) + self._ahead
