"""``auto-order run`` and ``auto-order migrate``."""

import typer

from auto_order.cli.running import go, opened_shop, read, stopping_on_signals


def run() -> None:
    """Run the shop: bot, HTTP and workers in one process. Stop it with Ctrl+C or SIGTERM."""
    settings = read(needs_bot=True)

    from auto_order.bootstrap.shop import run_shop  # noqa: PLC0415 - see the package

    async def serve() -> None:
        await run_shop(settings, stopping=stopping_on_signals(), on_ready=_say_ready)

    go(serve)


def migrate() -> None:
    """Bring the database up to this version, as every start does."""

    async def open_once() -> None:
        async with opened_shop():
            typer.echo("The database is up to date.")

    go(open_once)


def _say_ready(port: int) -> None:
    typer.echo(f"The shop is open. HTTP listens on port {port}.")
