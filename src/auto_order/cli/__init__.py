"""The command line: ``auto-order run`` and what an owner needs beside it.

What a command works with is imported when it runs, so that none waits for the parts of another.
"""

import typer

from auto_order.cli import audit, books, catalog, checks, jobs, key, sandbox, shop
from auto_order.cli.running import fail
from auto_order.kit.errors import ConfigurationError

app = typer.Typer(
    help="A Telegram shop that sells digital goods by itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(shop.run)
app.command()(sandbox.sandbox)
app.command()(shop.migrate)
app.command()(audit.audit)
app.command(context_settings=checks.PASSED_ON)(checks.preflight)
app.command()(books.reconcile)
app.command()(books.ledger)
app.add_typer(catalog.app, name="catalog")
app.add_typer(jobs.app, name="jobs")
app.add_typer(key.app, name="key")


def main() -> None:
    """Start the command line."""
    try:
        app()
    except ConfigurationError as error:
        fail(error)
