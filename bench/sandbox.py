"""How many calls the sandbox answers, beside an aiohttp handler that does nothing: `python -m bench.sandbox`.

Each server is a process of its own, loaded by this one over keep-alive connections. The rate by the clock is
what this machine gave; the rate per second of the server's CPU is what a whole core would have given, and the
one to compare between runs.
"""

import asyncio
import sys
from dataclasses import dataclass
from itertools import cycle
from typing import cast

import orjson
import psutil
import uvloop

from bench.processes import Line, request, running

CONNECTIONS = 64
SECONDS = 5.0
WARM_UP = 1.0
BUYERS = 200
TOKEN = "42:BENCH"  # noqa: S105 - any token is a bot of the sandbox

_BARE = """
import uvloop
from aiohttp import web
async def answer(request):
    await request.read()
    return web.Response(body=b'{"ok":true,"result":true}', headers={"Content-Type": "application/json"})
async def main():
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"ready: http://127.0.0.1:{runner.addresses[0][1]}/", flush=True)
    await asyncio.Event().wait()
import asyncio
uvloop.run(main())
"""
_SANDBOX = ("-m", "auto_order_sandbox", "--port", "0", "--no-limits")


@dataclass(frozen=True, slots=True)
class Figure:
    """What one load came to."""

    name: str
    by_the_clock: float
    by_cpu: float


class Client(asyncio.Protocol):
    """One connection that asks again as soon as it has been answered."""

    def __init__(self, requests: "cycle[bytes]", counts: list[int]) -> None:
        self._requests = requests
        self._counts = counts
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports do not say that they are asyncio's.
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(next(self._requests))

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, separator, body = self._received.partition(b"\r\n\r\n")
        if not separator:
            return
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n", 1)[0])
        if len(body) < length:
            return
        if not body.startswith(b'{"ok":true'):
            sys.exit(f"Not what was asked for: {body[:200]!r}")
        self._received = body[length:]
        self._counts[0] += 1
        assert self._transport is not None
        self._transport.write(next(self._requests))


def calls(**parameters: object) -> list[bytes]:
    """Write one sendMessage for each buyer."""
    path = f"/bot{TOKEN}/sendMessage"
    return [request(path, orjson.dumps({"chat_id": buyer, **parameters})) for buyer in range(1, BUYERS + 1)]


async def load(name: str, port: int, server: psutil.Process, requests: list[bytes]) -> Figure:
    """Keep the server busy for a while and see how much it did."""
    counts, wire = [0], cycle(requests)
    loop = asyncio.get_running_loop()
    transports = [
        (await loop.create_connection(lambda: Client(wire, counts), "127.0.0.1", port))[0]
        for _ in range(CONNECTIONS)
    ]
    await asyncio.sleep(WARM_UP)
    before, began, cpu = counts[0], loop.time(), sum(server.cpu_times()[:2])
    await asyncio.sleep(SECONDS)
    done, took, cpu = counts[0] - before, loop.time() - began, sum(server.cpu_times()[:2]) - cpu
    for transport in transports:
        transport.close()
    return Figure(name, done / took, done / cpu)


async def _start_chats(port: int) -> None:
    line = await Line.open(port)
    for buyer in range(1, BUYERS + 1):
        person = orjson.dumps({"id": buyer, "first_name": f"Buyer {buyer}"})
        await line.ask(request("/_sandbox/users", person))
        await line.ask(request(f"/_sandbox/chats/{buyer}/send", b'{"text":"/start"}'))
    line.close()


async def measure() -> list[Figure]:
    """Measure the reference and then the sandbox."""
    text = "Halo <b>Budi</b>, pesanan Anda <code>INV-20261123-0001</code> sudah dibayar."
    keyboard = {"inline_keyboard": [[{"text": "🧾 Pesanan Saya", "callback_data": "orders:1"}]]}
    plain = calls(text="Halo, ada yang bisa dibantu?")
    async with running("-c", _BARE) as (port, server):
        figures = [await load("bare aiohttp handler (reference)", port, server, plain)]
    async with running(*_SANDBOX) as (port, server):
        await _start_chats(port)
        figures.append(await load("sendMessage, plain text", port, server, plain))
        formatted = calls(text=text, parse_mode="HTML", reply_markup=keyboard)
        figures.append(await load("sendMessage, HTML and a keyboard", port, server, formatted))
    return figures


def main() -> None:
    """Measure and print."""
    figures = uvloop.run(measure())
    reference = figures[0].by_cpu
    sys.stdout.write(f"{CONNECTIONS} connections, {SECONDS:g} s each, Python {sys.version.split()[0]}\n")
    for figure in figures:
        rates = f"{figure.by_the_clock:8,.0f}/s {figure.by_cpu:9,.0f} per CPU second"
        sys.stdout.write(f"{figure.name:34} {rates}   {figure.by_cpu / reference:.2f} of the reference\n")


if __name__ == "__main__":
    main()
