"""The sandbox as a neighbour: a process of its own, started, watched and stopped here, and met over HTTP."""

import asyncio
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import aiohttp

from auto_order.kit.errors import ConfigurationError
from auto_order.kit.secret import Secret

_PROGRAM = "auto_order_sandbox.attached"
_READY = b"Sandbox ready: "
_HERE = "127.0.0.1"
_STOP_SECONDS = 10.0


class Neighbour:
    """A sandbox that listens at ``base_url``."""

    def __init__(self, process: Process, base_url: str) -> None:
        self._process = process
        self.base_url = base_url

    async def wait_for_end(self) -> int:
        """Wait until it has ended by itself, and give its exit code."""
        assert self._process.stdout is not None
        # What it goes on saying is passed on, or its pipe would fill and hold it up.
        async for line in self._process.stdout:
            sys.stdout.write(line.decode(errors="replace"))
        return await self._process.wait()

    async def tell_webhook(self, url: str) -> None:
        """Have its gateway report payments to ``url``."""
        async with aiohttp.ClientSession(raise_for_status=True) as http:
            await http.put(f"{self.base_url}/_sandbox/gateway", json={"webhook_url": url})

    async def name_bot(self, token: Secret, name: str) -> None:
        """Call the bot as the shop is called, which a real one's owner does at @BotFather."""
        async with aiohttp.ClientSession(raise_for_status=True) as http:
            await http.post(f"{self.base_url}/bot{token.reveal()}/setMyName", json={"name": name})


def find_obstacle(port: int) -> str | None:
    """Say why the port cannot be had. 0, any free one, always can."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((_HERE, port))
        except OSError as error:
            return error.strerror
    return None


def _check_port(port: int) -> None:
    if obstacle := find_obstacle(port):
        problem = f"port {port} cannot be had, perhaps because a sandbox runs already ({obstacle})"
        raise ConfigurationError("--port", problem, example=f"auto-order sandbox --port {port + 1}")


@asynccontextmanager
async def neighbour(port: int) -> AsyncIterator[Neighbour]:
    """Run a sandbox until the block ends. Raises ConfigurationError when it cannot start."""
    _check_port(port)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", _PROGRAM, "--port", str(port)),
        stdin=PIPE,
        stdout=PIPE,
        # In a session of its own, so that Ctrl+C reaches the shop alone, which then stops both in order.
        start_new_session=True,
    )
    try:
        yield Neighbour(process, await _wait_until_ready(process))
    finally:
        await _stop(process)


async def _wait_until_ready(process: Process) -> str:
    assert process.stdout is not None
    async for line in process.stdout:
        if line.startswith(_READY):
            return line.removeprefix(_READY).decode().strip().rstrip("/")
    problem = f"the sandbox ended before it was ready (exit code {await process.wait()})"
    raise ConfigurationError("--port", problem, example="auto-order sandbox --port 8082")


async def _stop(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.terminate()
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
