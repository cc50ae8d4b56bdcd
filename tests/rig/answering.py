"""A provider that answers whatever it is told to: for what no well-made emulator would say."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

# Seconds in which the other side takes the piece before the next one.
_BETWEEN_PIECES = 0.002


@dataclass(frozen=True)
class Answer:
    """One answer, sent in pieces; None hangs up without a word."""

    pieces: tuple[bytes, ...] | None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def saying(
    fields: Mapping[str, object], *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """Make an answer of flat JSON."""
    return Answer((json.dumps(fields).encode(),), status, headers or {})


@dataclass
class Provider:
    """Where it listens, what it heard, and what it will answer."""

    url: str = ""
    answers: deque[Answer] = field(default_factory=deque)
    heard: list[web.Request] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.heard.append(request)
        await request.read()
        answer = self.answers.popleft()
        if answer.pieces is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        response = web.StreamResponse(status=answer.status, headers=answer.headers)
        response.enable_chunked_encoding()
        await response.prepare(request)
        for piece in answer.pieces:
            await response.write(piece)
            await asyncio.sleep(_BETWEEN_PIECES)
        await response.write_eof()
        return response


@asynccontextmanager
async def running_provider() -> AsyncIterator[Provider]:
    """Listen on a free port of this machine."""
    provider = Provider()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", provider.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    provider.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield provider
    finally:
        await runner.cleanup()
