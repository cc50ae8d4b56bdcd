"""``auto-order reconcile`` and ``auto-order ledger``: whether the gateway agrees, and where the money is."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auto_order.cli.running import go, opened_shop, read

if TYPE_CHECKING:
    from auto_order.db.session import Session
    from auto_order.payments.policy import PaymentPolicy
    from auto_order.payments.reconciling import Reconciliation
    from auto_order.settings import Settings

_NOT_WELL = 1
_ACCOUNTS = "{:<20}{:>16}{:>16}{:>16}{:>16}"
_MOVES = "{:<21}{:<20}{:>14}{:>14}{:>16}"
_DIFFERENCES = {
    "paid_there_only": "was paid at the gateway and not here; it is settled now",
    "paid_here_only": "is settled here and the gateway says that it is not paid",
    "other_amount": "was paid with another amount or reference than ours",
    "unknown_there": "is settled here and the gateway knows nothing of it",
    "no_answer": "could not be compared: the gateway did not answer; run this again later",
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
        str | None, typer.Option(help="What moved in this one, such as revenue or gateway:pakasir.")
    ] = None,
    buyer: Annotated[
        int | None, typer.Option(help="What moved in the wallet of the buyer with this Telegram id.")
    ] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the transfers to this file.")] = None,
) -> None:
    """Sum up every account over some days, tell what moved in one, or write the transfers as CSV.

    A balance is debits less credits: what a wallet holds is below zero, since the shop owes it.
    """
    from auto_order.bootstrap.looking import open_to_look  # noqa: PLC0415 - see the package

    begin = datetime(1970, 1, 1, tzinfo=UTC) if since is None else since.replace(tzinfo=UTC)
    end = datetime(9999, 1, 1, tzinfo=UTC) if until is None else until.replace(tzinfo=UTC)

    async def work() -> None:
        async with open_to_look(read(needs_bot=False)) as tx, tx.reading() as session:
            wanted = account if buyer is None else await _find_wallet(session, buyer)
            if csv is not None:
                await _write_csv(session, csv, account=wanted, since=begin, until=end)
            elif wanted is not None:
                await _tell_account(session, wanted, since=begin, until=end)
            else:
                await _sum_up(session, since=begin, until=end)

    go(work)


async def _find_wallet(session: "Session", telegram_id: int) -> str:
    from auto_order.customers import service as customers  # noqa: PLC0415 - see the package
    from auto_order.ledger.rules import wallet_account  # noqa: PLC0415

    found = await customers.find_customer(session, telegram_id=telegram_id)
    if found is None:
        typer.echo(f"Nobody with the Telegram id {telegram_id} has been in this shop.", err=True)
        raise typer.Exit(_NOT_WELL)
    return wallet_account(found.id)


async def _sum_up(session: "Session", *, since: datetime, until: datetime) -> None:
    from auto_order.ledger import statements  # noqa: PLC0415 - see the package

    typer.echo(_ACCOUNTS.format("account", "opening", "debits", "credits", "closing"))
    for row in await statements.sum_up(session, since=since, until=until):
        closing = row.opening + row.debits - row.credits
        numbers = (f"{number:,}" for number in (row.opening, row.debits, row.credits, closing))
        typer.echo(_ACCOUNTS.format(row.account, *numbers))


async def _tell_account(session: "Session", account: str, *, since: datetime, until: datetime) -> None:
    from auto_order.ledger import statements  # noqa: PLC0415 - see the package

    opening = await statements.sum_before(session, account, moment=since)
    typer.echo(_MOVES.format(account, "", "debit", "credit", "balance"))
    typer.echo(_MOVES.format("opening", "", "", "", f"{opening:,}"))
    async for move, debit, credit, balance in statements.read_account(
        session, account, since=since, until=until
    ):
        what = f"{move.kind} {move.source}"
        numbers = (f"{number:,}" for number in (debit, credit, balance))
        typer.echo(_MOVES.format(f"{move.posted_at:%Y-%m-%d %H:%M:%S}", what, *numbers))


async def _write_csv(
    session: "Session", file: Path, *, account: str | None, since: datetime, until: datetime
) -> None:
    from auto_order.ledger import statements  # noqa: PLC0415 - see the package

    with file.open("w", encoding="utf-8", newline="") as opened:
        async for part in statements.write_csv(session, account=account, since=since, until=until):
            opened.write(part)
    typer.echo(f"{file} is written.")


@asynccontextmanager
async def _opened_policy(settings: "Settings") -> AsyncIterator["PaymentPolicy"]:
    from auto_order.bootstrap.payments import open_policy  # noqa: PLC0415 - see the package

    async with open_policy(settings) as policy:
        yield policy


def _tell(report: "Reconciliation") -> Iterator[str]:
    yield f"{report.asked} payments asked about, Rp {report.agreed:,} agreed on."
    for difference in report.differences:
        yield f"{difference.reference} over Rp {difference.amount:,} {_DIFFERENCES[difference.what]}."
