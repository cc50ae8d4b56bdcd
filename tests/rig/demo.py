"""The demo as a newcomer starts it: ``auto-order sandbox``, two processes, with a page to open."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from tests.rig.command import Command, running_command
from tests.rig.shop_process import ShopProcess
from tests.rig.world import World


@dataclass(frozen=True)
class Demo:
    """A demo that is open."""

    command: Command
    page: str
    ports: Sequence[int]

    @asynccontextmanager
    async def visited(self) -> AsyncIterator[World[ShopProcess]]:
        """Meet its people by the control API."""
        async with aiohttp.ClientSession() as http:
            yield World(self.page, http, ShopProcess({}, self.command.output))


@asynccontextmanager
async def open_demo(folder: Path, *words: str, is_measured: bool = False) -> AsyncIterator[Demo]:
    """Run ``auto-order sandbox`` in a folder, on any free port; a test taps faster than any person."""
    words = ("sandbox", "--port", "0", *words)
    async with running_command(
        folder, *words, environment={"ANTI_SPAM": "false"}, is_measured=is_measured
    ) as command:
        page = (await command.read("Open")).rstrip("/")
        shop = await command.read("Shop")
        yield Demo(command, page, [urlsplit(url).port or 0 for url in (page, shop)])
