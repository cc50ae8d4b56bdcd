"""A shop's end of a webhook: a real HTTP server that remembers what came and answers as it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

PATIENCE = 10  # seconds


@dataclass(slots=True)
class ReceivedWebhook:
    """One webhook as it came in."""

    body: dict[str, Any]
    headers: dict[str, str]


@dataclass(slots=True)
class Shop:
    """Answers with the statuses in ``answers``, one each, then 200."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    received: list[ReceivedWebhook] = field(default_factory=list)
    _came: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def receive(self, request: web.Request) -> web.Response:
        body = orjson.loads(await request.read())
        async with self._came:
            self.received.append(ReceivedWebhook(body, dict(request.headers)))
            self._came.notify_all()
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    async def wait_for(self, count: int) -> list[ReceivedWebhook]:
        """Wait until so many webhooks have come."""
        async with asyncio.timeout(PATIENCE), self._came:
            await self._came.wait_for(lambda: len(self.received) >= count)
        return self.received


@asynccontextmanager
async def open_shop() -> AsyncIterator[Shop]:
    shop = Shop()
    app = web.Application()
    app.router.add_post("/webhooks/pakasir", shop.receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    shop.url = f"http://127.0.0.1:{runner.addresses[0][1]}/webhooks/pakasir"
    yield shop
    await runner.cleanup()
