"""The command line of the box."""

import asyncio
import gc
import signal
from typing import Annotated

import typer
import uvloop

from auto_order_sandbox.options import GatewayOptions, Options
from auto_order_sandbox.running import running

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_project = GatewayOptions()
HERE = "127.0.0.1"

GatewaySlug = Annotated[str, typer.Option(help="The gateway's project.")]
GatewayKey = Annotated[str, typer.Option(help="The gateway's API key.")]
GatewaySecret = Annotated[str, typer.Option(help="The X-Secret of the gateway's webhooks.")]
GatewayWebhookUrl = Annotated[str, typer.Option(help="Where the gateway reports payments.")]


@app.command()
def sandbox(
    *,
    host: Annotated[str, typer.Option(help="Where to listen. Beyond loopback at your own risk.")] = HERE,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8081,
    limits: Annotated[bool, typer.Option(help="Answer 429 as Telegram does.")] = True,
    gateway_slug: GatewaySlug = _project.slug,
    gateway_key: GatewayKey = _project.key,
    gateway_secret: GatewaySecret = _project.secret,
    gateway_webhook_url: GatewayWebhookUrl = _project.webhook_url,
) -> None:
    """Run a Telegram and a payment gateway on this machine, with a page to chat, tap and pay."""
    gateway = GatewayOptions(gateway_slug, gateway_key, gateway_secret, gateway_webhook_url)
    options = Options(host, port, limits, gateway)
    if not options.is_loopback:
        typer.echo(f"Warning: {host} is not loopback. Anyone who reaches it commands this sandbox.", err=True)
    try:
        uvloop.run(_serve(options))
    except OSError as error:
        typer.echo(f"Cannot listen on {host}:{port}: {error.strerror}. Example: --port 0", err=True)
        raise typer.Exit(1) from error


async def _serve(options: Options) -> None:
    # What the box keeps lives long, and there is much of it: looking through it for garbage all the time
    # would take a tenth of the speed.
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    asked_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked_to_stop.set)
    async with running(options) as listening:
        typer.echo(f"Sandbox ready: {listening.base_url}/")
        await asked_to_stop.wait()


def main() -> None:
    """`python -m auto_order_sandbox`."""
    app(prog_name="auto_order_sandbox")
