"""One who listens to what happens in the sandbox, as the page does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import orjson
from aiohttp import ClientResponse, ClientSession

from tests.sandbox.clients import Json

PATIENCE = 20  # seconds


@dataclass
class Ear:
    """One who listens."""

    response: ClientResponse

    async def hear(self) -> tuple[str, Json]:
        """Give the next event: its kind and what it says."""
        async with asyncio.timeout(PATIENCE):
            kind = ""
            while True:
                line = (await self.response.content.readline()).decode()
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ").strip()
                elif line.startswith("data: "):
                    return kind, orjson.loads(line.removeprefix("data: "))
                assert line, "the stream has ended"

    async def hear_until(self, kind: str) -> Json:
        """Skip to the next event of a kind."""
        while True:
            heard, said = await self.hear()
            if heard == kind:
                return said


@asynccontextmanager
async def listening(base_url: str, http: ClientSession, query: str = "") -> AsyncIterator[Ear]:
    async with http.get(f"{base_url}/_sandbox/events{query}") as response:
        assert response.content_type == "text/event-stream"
        assert await response.content.readline() == b": listening\n"
        yield Ear(response)
