"""The real shop in a process of its own, that can be killed at a named point and started again.

Processes are forked from one server that has imported the shop already, so a start is quick.
"""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from tests.rig import kill_points
from tests.rig.shop_main import serve

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.rig.shop_main", "tests.rig.kill_points"])
_START_SECONDS = 30.0
_DEATH_SECONDS = 30.0


class ShopProcess:
    """Starts, kills and stops one shop. ``environment`` is what a real one would be given."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self.environment = dict(environment)
        self._log = log
        self._process: ForkServerProcess | None = None
        # Seconds by which the shop's clock is ahead; it outlives the process, as time does.
        self._ahead: Synchronized[float] = _FORKS.Value("d", 0.0)

    async def start(self, *, dies_at: str | None = None) -> int:
        """Start the shop and give its HTTP port. With ``dies_at`` it kills itself there, with SIGKILL."""
        assert dies_at is None or dies_at in kill_points.POINTS
        port, port_of_child = _FORKS.Pipe(duplex=False)
        arguments = (self.environment, str(self._log), dies_at, self._ahead, port_of_child)
        self._process = _FORKS.Process(target=serve, args=arguments, daemon=True)
        self._process.start()
        port_of_child.close()
        ready = await asyncio.to_thread(port.poll, _START_SECONDS)
        if not ready:
            raise AssertionError(f"the shop did not start:\n{self.read_log()}")
        try:
            return int(port.recv())
        except EOFError:
            raise AssertionError(f"the shop died while starting:\n{self.read_log()}") from None

    def move_clock(self, seconds: float) -> None:
        """Have the shop believe that time has passed."""
        with self._ahead.get_lock():
            self._ahead.value += seconds

    def clock(self) -> datetime:
        """Say what moment the shop believes it is."""
        return datetime.now(UTC) + timedelta(seconds=self._ahead.value)

    async def dies_within(self, seconds: float) -> bool:
        """Wait so long for the shop to kill itself, and say whether it has."""
        assert self._process is not None
        await asyncio.to_thread(self._process.join, seconds)
        return self._process.exitcode is not None

    async def die(self) -> None:
        """Wait until the shop has killed itself."""
        assert self._process is not None
        await asyncio.to_thread(self._process.join, _DEATH_SECONDS)
        if self._process.exitcode != -signal.SIGKILL:
            raise AssertionError(
                f"the shop did not reach its end: {self._process.exitcode}\n{self.read_log()}"
            )

    async def kill(self) -> None:
        """Kill the shop from outside, now."""
        assert self._process is not None
        self._process.kill()
        await asyncio.to_thread(self._process.join, _DEATH_SECONDS)

    async def stop(self) -> int | None:
        """Stop the shop as Ctrl+C does, and give its exit code; a shop that is not there is stopped."""
        if self._process is None or self._process.pid is None:
            return None
        with suppress(ProcessLookupError):
            os.kill(self._process.pid, signal.SIGTERM)
        await asyncio.to_thread(self._process.join, _DEATH_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            raise AssertionError(f"the shop did not stop:\n{self.read_log()}")
        return self._process.exitcode

    def read_log(self) -> str:
        return self._log.read_text() if self._log.exists() else ""
