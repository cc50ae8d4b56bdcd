"""A web application on a free port, and somebody who calls it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web


@dataclass(frozen=True)
class Caller:
    """Calls one application over HTTP."""

    url: str
    http: aiohttp.ClientSession

    async def post(self, path: str, body: bytes = b"", *, headers: Mapping[str, str] | None = None) -> int:
        """Post bytes as they are, without a word on what they are; give the status."""
        async with self.http.post(
            self.url + path, data=body, headers=headers, skip_auto_headers={"Content-Type"}
        ) as response:
            await response.read()
            return response.status

    async def post_raw(self, path: str, header: bytes, value: bytes) -> int:
        """Post with a header whose value no client of good manners would send; give the status."""
        address = urlsplit(self.url)
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        head = b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n" % path.encode()
        writer.write(b"%s%s: %s\r\n\r\n{}" % (head, header, value))
        line = await reader.readline()
        writer.close()
        return int(line.split()[1])

    async def get(self, path: str) -> tuple[int, bytes]:
        async with self.http.get(self.url + path) as response:
            return response.status, await response.read()


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[Caller]:
    """Serve the application while the block runs."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with aiohttp.ClientSession() as http:
            yield Caller(f"http://127.0.0.1:{runner.addresses[0][1]}", http)
    finally:
        await runner.cleanup()
