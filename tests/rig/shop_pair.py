"""One shop in two processes on one database, behind a balancer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import aiohttp
from sqlalchemy import URL

from tests.rig.balancer import Balancer, open_balancer
from tests.rig.sandbox_process import sandbox_process
from tests.rig.shop_process import ShopProcess
from tests.rig.world import World, environment_of


class ShopPair:
    """Two processes that are started and stopped together. One of them can be killed."""

    def __init__(self, environment: dict[str, str], folder: Path, balancer: Balancer, port: int) -> None:
        self.environment = environment
        self.processes = [ShopProcess(environment, folder / f"shop-{number}.log") for number in (1, 2)]
        self._balancer = balancer
        self._port = port

    async def start(self, *, dies_at: str | None = None) -> int:
        """Start both and give the balancer's port. They die nowhere by themselves."""
        assert dies_at is None
        for process in self.processes:
            self._balancer.ports.append(await process.start())
        return self._port

    async def kill_one(self) -> None:
        """Kill the first process, and have the other hear everything from now on."""
        await self.processes[0].kill()
        del self._balancer.ports[0]

    async def stop(self) -> None:
        for process in self.processes:
            await process.stop()

    def move_clock(self, seconds: float) -> None:
        for process in self.processes:
            process.move_clock(seconds)

    def clock(self) -> datetime:
        """Say what moment both believe it is."""
        return self.processes[1].clock()

    def read_log(self) -> str:
        return "\n".join(process.read_log() for process in self.processes)


@asynccontextmanager
async def open_pair(database: URL, folder: Path) -> AsyncIterator[World[ShopPair]]:
    """Open a sandbox in a process of its own, and two of a shop that are not started yet."""
    async with (
        sandbox_process() as base_url,
        open_balancer() as (balancer, port),
        aiohttp.ClientSession() as http,
    ):
        environment = {
            **environment_of(database, base_url, folder),
            "TELEGRAM_MODE": "webhook",
            "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
            "TELEGRAM_WEBHOOK_SECRET": "the-secret-of-the-pair",
        }
        pair = ShopPair(environment, folder, balancer, port)
        try:
            yield World(base_url, http, pair)
        finally:
            await pair.stop()
