"""``auto-order sandbox``: a whole shop with its outside world, to try out in the browser."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auto_order.cli.running import go, start_log, stopping_on_signals

if TYPE_CHECKING:
    from auto_order.bootstrap.demo import Opened

_FOLDER = Path("data/sandbox")

Port = Annotated[int, typer.Option(min=0, max=65535, help="Of the page; 0 takes any free one.")]
Data = Annotated[Path, typer.Option(help="Where the demo shop keeps its database.")]
Reset = Annotated[bool, typer.Option("--reset", help="Forget orders and changes; start anew.")]


def sandbox(*, port: Port = 8081, data: Data = _FOLDER, reset: Reset = False) -> None:
    """Run a demo shop with a Telegram and a payment gateway of this machine's own. Ctrl+C stops it all."""
    from auto_order.bootstrap.demo import (  # noqa: PLC0415 - see the package
        Demo,
        NeighbourDiedError,
        read_demo_settings,
        run_demo,
    )

    settings = read_demo_settings(data)
    start_log(settings)
    demo = Demo(port, data, is_fresh=reset)

    async def serve() -> None:
        try:
            await run_demo(demo, settings, stopping=stopping_on_signals(), on_ready=_greet(data))
        except NeighbourDiedError as error:
            typer.secho(str(error), err=True, fg=typer.colors.RED)
            raise typer.Exit(1) from None

    go(serve)


def _greet(data: Path) -> Callable[["Opened"], None]:
    def say(opened: "Opened") -> None:
        page = typer.style(opened.page, bold=True, underline=True)
        typer.echo("\nThe demo shop is open.\n")
        typer.echo(f"  Open   {page}   be a buyer, the seller or the owner: chat, tap, and pay with a click")
        typer.echo(f"  Shop   http://127.0.0.1:{opened.shop_port}/healthz   webhooks and health checks")
        typer.echo(f"  Data   {data}   kept until --reset")
        typer.echo("\nCtrl+C stops everything.\n")

    return say
