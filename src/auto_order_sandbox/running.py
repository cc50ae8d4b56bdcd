"""Starting and stopping the box, in a process of its own or inside a test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from auto_order_sandbox.app import build_app
from auto_order_sandbox.options import Options
from auto_order_sandbox.telegram.routes import take_short_cut

# Seconds that requests under way are given at the end. Long polls and event streams have no end of their own.
GRACE = 0.1


@dataclass(frozen=True, slots=True)
class Running:
    """A sandbox that listens."""

    base_url: str  # without a slash at the end: f"{base_url}/bot{token}/getMe"
    app: web.Application


@asynccontextmanager
async def running(options: Options) -> AsyncIterator[Running]:
    """Listen as the options say. An OSError means that the address cannot be had."""
    runner = web.AppRunner(build_app(options), access_log=None, shutdown_timeout=GRACE)
    await runner.setup()
    try:
        if runner.server is not None:
            take_short_cut(runner.server, runner.app)
        await web.TCPSite(runner, options.host, options.port).start()
        port = runner.addresses[0][1]
        host = f"[{options.host}]" if ":" in options.host else options.host
        yield Running(f"http://{host}:{port}", runner.app)
    finally:
        await runner.cleanup()


@asynccontextmanager
async def running_sandbox(*, port: int = 0, options: Options | None = None) -> AsyncIterator[str]:
    """Run a sandbox inside a test: gives its base URL, on any free port unless told otherwise."""
    async with running(options or Options(port=port)) as sandbox:
        yield sandbox.base_url
