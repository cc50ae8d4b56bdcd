"""What a forked shop does: the same as ``auto-order run``, with a clock that the test can move."""

import asyncio
import signal
import sys
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import uvloop

from auto_order.bootstrap.shop import run_shop
from auto_order.kit.logs import set_up_logs
from auto_order.settings import read_settings
from tests.rig.kill_points import POINTS


def serve(
    environment: dict[str, str], log: str, dies_at: str | None, ahead: "Synchronized[float]", port: Connection
) -> None:
    """Run a shop until SIGTERM, or until it reaches the point at which it is to die."""
    stream = Path(log).open("a", buffering=1)  # noqa: SIM115 - it is the process's stderr until its end
    sys.stderr = sys.stdout = stream
    settings = read_settings(environment, env_file=None)
    set_up_logs(level=settings.log_level, form="text", secrets=settings.secrets(), stream=stream)
    if dies_at is not None:
        POINTS[dies_at]()

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=ahead.value)

    async def run() -> None:
        stopping = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
        await run_shop(settings, stopping=stopping, on_ready=port.send, clock=clock)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
