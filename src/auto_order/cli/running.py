"""What every command begins and ends with: settings, the log, a loop, and one sentence when it cannot be."""

import asyncio
import getpass
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import typer

from auto_order.audit.actor import Actor, command_line
from auto_order.kit.errors import ConfigurationError
from auto_order.settings import Settings, read_settings

if TYPE_CHECKING:
    from auto_order.bootstrap.base import Base

_BAD_SETTINGS = 2


def read(*, needs_bot: bool) -> Settings:
    """Read the settings, warn of what a shop with a bot may miss, and send the log where they say."""
    settings = read_settings(needs_bot=needs_bot)
    start_log(settings)
    for warning in settings.warnings() if needs_bot else ():
        typer.secho(warning, err=True, fg=typer.colors.YELLOW)
    return settings


def start_log(settings: Settings) -> None:
    """Send the log where the settings say."""
    from auto_order.kit.logs import set_up_logs  # noqa: PLC0415 - see the package

    set_up_logs(level=settings.log_level, form=settings.log_format, secrets=settings.secrets())


@asynccontextmanager
async def opened_shop() -> AsyncIterator["Base"]:
    """Open the shop's database and keys for a command that talks to nobody else."""
    from auto_order.bootstrap.base import open_base  # noqa: PLC0415 - see the package

    async with open_base(read(needs_bot=False)) as base:
        yield base


def whoever_runs() -> Actor:
    """Name the account on this machine that runs the command."""
    try:
        return command_line(getpass.getuser())
    except (OSError, KeyError):
        # An account without a name, as in many containers.
        return command_line(str(os.getuid()))


def go(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run asynchronous work on uvloop; a wrong configuration found on the way is told as one sentence."""
    import uvloop  # noqa: PLC0415 - see the package

    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(work())
    except* ConfigurationError as group:
        fail(group.exceptions[0])


def stopping_on_signals() -> asyncio.Event:
    """Give an event that Ctrl+C and SIGTERM set."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    return stopping


def fail(error: BaseException) -> None:
    """Say what is wrong with the installation, and end."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    typer.secho(str(error), err=True, fg=typer.colors.RED)
    sys.exit(_BAD_SETTINGS)
