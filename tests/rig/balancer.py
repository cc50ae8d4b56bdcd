"""What stands before two processes of one shop: it hands each request to the one or the other, in turn."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from itertools import count

import aiohttp
from aiohttp import web


class Balancer:
    """Passes requests on to ``ports``. What a process did not answer is answered 502, and so comes again."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.ports: list[int] = []
        self._http = http
        self._turns = count()

    async def pass_on(self, request: web.Request) -> web.Response:
        """Have one of the processes answer."""
        if not self.ports:
            return web.Response(status=HTTPStatus.BAD_GATEWAY)
        port = self.ports[next(self._turns) % len(self.ports)]
        headers = {name: value for name, value in request.headers.items() if name.startswith("X-")}
        try:
            async with self._http.request(
                request.method,
                f"http://127.0.0.1:{port}{request.path_qs}",
                data=await request.read(),
                headers=headers,
            ) as answer:
                return web.Response(status=answer.status, body=await answer.read())
        except aiohttp.ClientError:
            return web.Response(status=HTTPStatus.BAD_GATEWAY)


@asynccontextmanager
async def open_balancer() -> AsyncIterator[tuple[Balancer, int]]:
    """Open one without processes, and give its own port too."""
    app = web.Application()
    runner = web.AppRunner(app, access_log=None)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        balancer = Balancer(http)
        app.router.add_route("*", "/{path:.*}", balancer.pass_on)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            yield balancer, int(runner.addresses[0][1])
        finally:
            await runner.cleanup()
