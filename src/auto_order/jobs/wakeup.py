"""Wakes workers of other processes on the same PostgreSQL: LISTEN and NOTIFY. SQLite has no need of it.

A hint only. Whatever is missed here is found by the worker's polling.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog

from auto_order.db.bell import Bell
from auto_order.db.engine import Database

log = structlog.get_logger()

_CHANNEL = "auto_order_jobs"


class Wakeup:
    """Carries the bell of this process to the others, and theirs to ``wake``."""

    def __init__(
        self, database: Database, bell: Bell, wake: Callable[[], None], *, reconnect_after: float = 5.0
    ) -> None:
        self._database = database
        self._wake = wake
        self._reconnect_after = reconnect_after
        self._rung = asyncio.Event()
        bell.listen(self._rung.set)

    async def run(self) -> None:
        """Listen until cancelled; a lost connection is made anew after ``reconnect_after`` seconds."""
        while True:
            try:
                await self._listen()
            except Exception:
                # Whatever it is, it costs a hint and must never cost the shop.
                log.warning("jobs.wakeup_lost", retry_in=self._reconnect_after, exc_info=True)
            await asyncio.sleep(self._reconnect_after)

    async def _listen(self) -> None:
        async with self._database.reader.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            own = driver.get_server_pid()
            closed = asyncio.Event()

            def heard(_connection: object, pid: int, _channel: str, _payload: str) -> None:
                if pid != own:
                    self._wake()

            def lost(_connection: object) -> None:
                closed.set()
                self._rung.set()

            driver.add_termination_listener(lost)
            await driver.add_listener(_CHANNEL, heard)
            # What was promised while nobody listened is looked for at once.
            self._wake()
            while not closed.is_set():
                await self._rung.wait()
                self._rung.clear()
                if not closed.is_set():
                    await driver.execute(f"NOTIFY {_CHANNEL}")
            # A dead one must not go back to the pool, where the next to take it would fail.
            await connection.invalidate()
