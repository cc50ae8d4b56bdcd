"""The command line: ``auto-order run`` and what an owner needs beside it."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import typer

from auto_order.kit.errors import ConfigurationError
from auto_order.settings import Settings, read_settings

app = typer.Typer(
    help="A Telegram shop that sells digital goods by itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_BAD_SETTINGS = 2


@app.callback()
def auto_order() -> None:
    """Choose a command; each explains itself with --help."""


@app.command()
def run() -> None:
    """Run the shop: bot, HTTP and workers in one process. Stop it with Ctrl+C or SIGTERM."""
    settings = read(needs_bot=True)

    # Imported here, so that the other commands need not wait for all of the bot.
    from auto_order.bootstrap.shop import run_shop  # noqa: PLC0415

    async def serve() -> None:
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stopping.set)
        await run_shop(settings, stopping=stopping, on_ready=_say_ready)

    go(serve)


@app.command()
def migrate() -> None:
    """Bring the database up to this version, as every start does."""
    settings = read(needs_bot=False)

    from auto_order.bootstrap.base import open_base  # noqa: PLC0415 - see run

    async def open_once() -> None:
        async with open_base(settings):
            typer.echo("The database is up to date.")

    go(open_once)


def main() -> None:
    """Start the command line."""
    try:
        app()
    except ConfigurationError as error:
        fail(error)


def read(*, needs_bot: bool) -> Settings:
    """Read the settings and send the log where they say."""
    from auto_order.kit.logs import set_up_logs  # noqa: PLC0415 - see run

    settings = read_settings(needs_bot=needs_bot)
    set_up_logs(level=settings.log_level, form=settings.log_format, secrets=settings.secrets())
    for warning in settings.warnings():
        typer.secho(warning, err=True, fg=typer.colors.YELLOW)
    return settings


def go(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run asynchronous work on uvloop; a wrong configuration found on the way is told as one sentence."""
    import uvloop  # noqa: PLC0415 - see run

    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(work())
    except* ConfigurationError as group:
        fail(group.exceptions[0])


def fail(error: BaseException) -> None:
    """Say what is wrong with the installation, and end."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    typer.secho(str(error), err=True, fg=typer.colors.RED)
    sys.exit(_BAD_SETTINGS)


def _say_ready(port: int) -> None:
    typer.echo(f"The shop is open. HTTP listens on port {port}.")
