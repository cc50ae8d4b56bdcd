"""``auto-order reconcile`` and ``auto-order ledger``: whether the gateway agrees, and where the money is."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auto_order.cli.running import go, opened_shop, read

if TYPE_CHECKING:
    from auto_order.payments.policy import PaymentPolicy
    from auto_order.payments.reconciling import Reconciliation
    from auto_order.settings import Settings

_NOT_WELL = 1
_DIFFERENCES = {
    "paid_there_only": "was paid at the gateway and not here; it is settled now",
    "paid_here_only": "is settled here and the gateway says that it is not paid",
    "other_amount": "was paid with another amount or reference than ours",
    "unknown_there": "is settled here and the gateway knows nothing of it",
}

Day = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="A day, in UTC, such as 2026-11-23.", show_default=False),
]


def reconcile(*, since: Day = None) -> None:
    """Ask the gateway about every payment since a day (default: yesterday) and tell what differs."""
    from auto_order.payments.reconciling import reconcile as compare  # noqa: PLC0415 - see the package

    async def work() -> None:
        async with opened_shop() as base, _opened_policy(base.settings) as policy:
            begin = base.clock() - timedelta(days=1) if since is None else since.replace(tzinfo=UTC)
            report = await compare(base.tx, policy, since=begin, clock=base.clock)
        for line in _tell(report):
            typer.echo(line)
        if report.differences:
            raise typer.Exit(_NOT_WELL)

    go(work)


def ledger(
    *,
    since: Day = None,
    until: Day = None,
    account: Annotated[
        str | None, typer.Option(help="Only what moved in or out of this one, such as wallet:12.")
    ] = None,
    csv: Annotated[Path | None, typer.Option(help="Write every transfer to this file.")] = None,
) -> None:
    """Sum up every account over some days, or write the transfers themselves as CSV."""
    from auto_order.bootstrap.looking import open_to_look  # noqa: PLC0415 - see the package
    from auto_order.ledger import statements  # noqa: PLC0415

    begin = datetime(1970, 1, 1, tzinfo=UTC) if since is None else since.replace(tzinfo=UTC)
    end = datetime(9999, 1, 1, tzinfo=UTC) if until is None else until.replace(tzinfo=UTC)

    async def work() -> None:
        async with open_to_look(read(needs_bot=False)) as tx, tx.reading() as session:
            if csv is None:
                for row in await statements.sum_up(session, since=begin, until=end):
                    typer.echo(f"{row.account:<20}{row.opening:>16,}{row.debits:>16,}{row.credits:>16,}")
                return
            with csv.open("w", encoding="utf-8", newline="") as file:
                parts = statements.write_csv(session, account=account, since=begin, until=end)
                async for part in parts:
                    file.write(part)
        typer.echo(f"{csv} is written.")

    go(work)


@asynccontextmanager
async def _opened_policy(settings: "Settings") -> AsyncIterator["PaymentPolicy"]:
    from auto_order.bootstrap.payments import open_policy  # noqa: PLC0415 - see the package

    async with open_policy(settings) as policy:
        yield policy


def _tell(report: "Reconciliation") -> Iterator[str]:
    yield f"{report.asked} payments asked about, Rp {report.agreed:,} agreed on."
    for difference in report.differences:
        yield f"{difference.reference} over Rp {difference.amount:,} {_DIFFERENCES[difference.what]}."
