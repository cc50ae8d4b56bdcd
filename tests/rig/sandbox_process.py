"""The sandbox in a process of its own, which leaves the test's core to the shop and the load on it."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_READY = b"Sandbox ready: "
_START_SECONDS = 60.0


@asynccontextmanager
async def sandbox_process() -> AsyncIterator[str]:
    """Run a sandbox without limits, and give its address."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "auto_order_sandbox", "--port", "0", "--no-limits"),
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=DEVNULL,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(_START_SECONDS):
            said = await process.stdout.readline()
        assert said.startswith(_READY), said
        yield said.removeprefix(_READY).decode().strip().rstrip("/")
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
