"""The bot's end of a webhook: a real HTTP server that remembers what came and answers as it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ssl import SSLContext

from aiohttp import web

from tests.sandbox.clients import Json

PATIENCE = 20  # seconds


@dataclass(slots=True)
class Hook:
    """Answers with ``answers``, one each, then 200. While ``gate`` is closed it answers nobody."""

    url: str = ""
    answers: list[web.Response] = field(default_factory=list)
    received: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    gates: dict[int, asyncio.Event] = field(default_factory=dict)
    _came: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def receive(self, request: web.Request) -> web.Response:
        update: Json = await request.json()
        async with self._came:
            self.received.append(update)
            self.headers.append(dict(request.headers))
            self._came.notify_all()
        if gate := self.gates.get(update.get("message", {}).get("chat", {}).get("id")):
            await gate.wait()
        return self.answers.pop(0) if self.answers else web.Response()

    def close_gate(self, user_id: int) -> asyncio.Event:
        """Let the messages of a person go without an answer until the gate is set."""
        self.gates[user_id] = asyncio.Event()
        return self.gates[user_id]

    async def wait_for(self, count: int) -> list[Json]:
        """Wait until so many updates have come, repeats counted."""
        async with asyncio.timeout(PATIENCE), self._came:
            await self._came.wait_for(lambda: len(self.received) >= count)
        return self.received

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.received]


@asynccontextmanager
async def open_hook(tls: SSLContext | None = None) -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
    hook.url = f"{'https' if tls else 'http'}://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()
