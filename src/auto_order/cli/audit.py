"""``auto-order audit``: prove from the database that no money and no goods are lost."""

import time
from typing import TYPE_CHECKING, Annotated

import typer

from auto_order.cli.running import go, read

if TYPE_CHECKING:
    from auto_order.inspection.models import Outcome, Report

_DIFFERENCES = 1

AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]


def audit(*, as_json: AsJson = False) -> None:
    """Look through the whole database for anything that must not be, beside a shop that runs.

    Nothing is changed. Exits with 0 when all is well, with 1 when something is not.
    """
    from auto_order.bootstrap.base import system_clock  # noqa: PLC0415 - see the package
    from auto_order.bootstrap.looking import open_to_look  # noqa: PLC0415
    from auto_order.inspection.service import inspect  # noqa: PLC0415

    settings = read(needs_bot=False)

    async def look() -> None:
        begun = time.monotonic()
        async with open_to_look(settings) as tx, tx.reading() as session:
            report = await inspect(session, now=system_clock())
        seconds = time.monotonic() - begun
        if as_json:
            _print_json(report, seconds)
        else:
            _print_table(report, seconds)
        if report.found:
            raise typer.Exit(_DIFFERENCES)

    go(look)


def _print_table(report: "Report", seconds: float) -> None:
    from rich.console import Console  # noqa: PLC0415 - see the package
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    for heading in ("", "Check", "What must be true"):
        table.add_column(heading)
    for heading in ("Rows", "Differences"):
        table.add_column(heading, justify="right")
    for outcome in report.outcomes:
        style = "bold red" if outcome.found else ""
        table.add_row(
            outcome.invariant,
            outcome.name,
            outcome.says,
            f"{outcome.rows:,}",
            f"{outcome.found:,}",
            style=style,
        )
    console = Console()
    console.print(table)
    for outcome in report.outcomes:
        _print_examples(outcome)
    verdict = f"{report.found:,} differences" if report.found else "No differences"
    typer.echo(f"\n{verdict}, looked for in {seconds:.1f} s.")


def _print_examples(outcome: "Outcome") -> None:
    if outcome.found:
        typer.secho(f"\n{outcome.name}: {outcome.found:,} differences", bold=True)
    for finding in outcome.examples:
        typer.echo(f"  {finding.subject} {finding.detail}")
    if outcome.found > len(outcome.examples):
        typer.echo(f"  … and {outcome.found - len(outcome.examples):,} more")


def _print_json(report: "Report", seconds: float) -> None:
    import orjson  # noqa: PLC0415 - see the package

    told = {
        "differences": report.found,
        "seconds": round(seconds, 3),
        "checks": [
            {
                "name": outcome.name,
                "invariant": outcome.invariant,
                "says": outcome.says,
                "rows": outcome.rows,
                "differences": outcome.found,
                "examples": [{"subject": one.subject, "detail": one.detail} for one in outcome.examples],
            }
            for outcome in report.outcomes
        ],
    }
    typer.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode())
