"""What moved: a buyer's history, one account or all of them over some time, and the transfers as CSV."""

import csv
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import NamedTuple

from auto_order.db.session import Session
from auto_order.ledger import repository
from auto_order.ledger.models import LedgerTransfer
from auto_order.ledger.repository import MovementRow, TurnoverRow
from auto_order.ledger.rules import wallet_account

_BATCH = 1000
_COLUMNS = ("posted_at", "kind", "source", "debit_account", "credit_account", "amount")


@dataclass(frozen=True)
class MovementPage:
    """Some of what moved in a wallet, the latest first. Pages count from 1."""

    movements: Sequence[MovementRow]
    page: int
    pages: int


class StatementRow(NamedTuple):
    """A transfer from one account's side. ``balance`` is what was there after it: debits less credits."""

    transfer: LedgerTransfer
    debit: int
    credit: int
    balance: int


async def list_movements(session: Session, *, customer_id: int, page: int, per_page: int) -> MovementPage:
    """List what moved in a buyer's wallet; a page that does not exist becomes the nearest one."""
    account = wallet_account(customer_id)
    pages = max(1, -(-await repository.count_movements(session, account) // per_page))
    page = min(max(page, 1), pages)
    found = await repository.list_movements(session, account, offset=(page - 1) * per_page, limit=per_page)
    return MovementPage(found, page, pages)


async def sum_up(session: Session, *, since: datetime, until: datetime) -> Sequence[TurnoverRow]:
    """Sum up every account from ``since`` to before ``until``; all wallets together are one line."""
    return await repository.sum_by_account(session, since=since, until=until)


async def sum_before(session: Session, account: str, *, moment: datetime) -> int:
    """Say what an account held at a moment: its debits less its credits until then."""
    return await repository.sum_account(session, account, before=moment)


async def read_account(
    session: Session, account: str, *, since: datetime, until: datetime
) -> AsyncIterator[StatementRow]:
    """Read what moved in an account from ``since`` to before ``until``, the earliest first."""
    balance = await sum_before(session, account, moment=since)
    async for transfer in _read_transfers(session, account, since=since, until=until):
        debit = transfer.amount if transfer.debit_account == account else 0
        credit = transfer.amount if transfer.credit_account == account else 0
        balance += debit - credit
        yield StatementRow(transfer, debit, credit, balance)


async def write_csv(
    session: Session, *, account: str | None, since: datetime, until: datetime
) -> AsyncIterator[str]:
    """Write the transfers of one account, or of all, as CSV with a heading, a line at a time."""
    yield _write(_COLUMNS)
    async for transfer in _read_transfers(session, account, since=since, until=until):
        yield _write(_row(transfer))


async def _read_transfers(
    session: Session, account: str | None, *, since: datetime, until: datetime
) -> AsyncIterator[LedgerTransfer]:
    """Read a thousand at a time, so that memory does not grow with them."""
    last = 0
    while batch := await repository.list_transfers(
        session, account=account, since=since, until=until, after=last, limit=_BATCH
    ):
        for transfer in batch:
            yield transfer
        last = batch[-1].id
        session.expunge_all()


def _row(transfer: LedgerTransfer) -> Sequence[str]:
    return [
        transfer.posted_at.isoformat() if name == "posted_at" else str(getattr(transfer, name))
        for name in _COLUMNS
    ]


def _write(row: Sequence[str]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow(row)
    return text.getvalue()
