"""All SQL about the ledger."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, case, func, insert, literal, or_, select, union_all, update
from sqlalchemy.dialects import postgresql, sqlite

from auto_order.db.session import Session
from auto_order.ledger.models import Adjustment, LedgerTransfer, PostingKind, Wallet


class MovementRow(NamedTuple):
    """A transfer from a wallet's side: positive is in. ``balance`` is what was there after it."""

    kind: PostingKind
    source: int
    amount: int
    balance: int
    posted_at: datetime


class TurnoverRow(NamedTuple):
    """An account over some time: its balance before, and what was debited and credited within."""

    account: str
    opening: int
    debits: int
    credits: int


async def add_transfers(session: Session, rows: Sequence[dict[str, object]]) -> None:
    await session.execute(insert(LedgerTransfer), rows)


async def raise_balance(session: Session, *, customer_id: int, amount: int) -> None:
    """Add to a wallet in one statement: never write back a number that was read."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Wallet).values(customer_id=customer_id, balance=amount)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["customer_id"], set_={"balance": Wallet.balance + statement.excluded.balance}
        )
    )


async def lower_balance(session: Session, *, customer_id: int, amount: int) -> bool:
    """Take out of a wallet in one statement; False, and nothing taken, when it holds less."""
    left = await session.scalar(
        update(Wallet)
        .where(Wallet.customer_id == customer_id, Wallet.balance >= amount)
        .values(balance=Wallet.balance - amount)
        .returning(Wallet.balance)
        .execution_options(synchronize_session=False)
    )
    return left is not None


async def find_balance(session: Session, customer_id: int) -> int:
    return (await session.scalar(select(Wallet.balance).where(Wallet.customer_id == customer_id))) or 0


async def sum_account(session: Session, account: str, *, before: datetime | None = None) -> int:
    """Add up an account, to a moment or to now: its debits less its credits."""
    sides = []
    for side in (LedgerTransfer.debit_account, LedgerTransfer.credit_account):
        wanted = select(func.sum(LedgerTransfer.amount)).where(side == account)
        if before is not None:
            wanted = wanted.where(LedgerTransfer.posted_at < before)
        sides.append(int(await session.scalar(wanted) or 0))
    return sides[0] - sides[1]


async def add_adjustment(
    session: Session, *, customer_id: int, amount: int, reason: str, made_by: str, now: datetime
) -> int:
    row = Adjustment(customer_id=customer_id, amount=amount, reason=reason, made_by=made_by, made_at=now)
    session.add(row)
    await session.flush()
    return row.id


async def list_movements(session: Session, account: str, *, offset: int, limit: int) -> Sequence[MovementRow]:
    """List what moved in and out of an account, the latest first, each with the balance after it."""
    amount = case(
        (LedgerTransfer.credit_account == account, LedgerTransfer.amount), else_=-LedgerTransfer.amount
    )
    rows = await session.execute(
        select(
            LedgerTransfer.kind,
            LedgerTransfer.source,
            amount,
            func.sum(amount).over(order_by=LedgerTransfer.id),
            LedgerTransfer.posted_at,
        )
        .where(_touches(account))
        .order_by(LedgerTransfer.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        MovementRow(kind, source, moved, int(balance), moment)
        for kind, source, moved, balance, moment in rows
    ]


async def count_movements(session: Session, account: str) -> int:
    counted = await session.scalar(select(func.count()).select_from(LedgerTransfer).where(_touches(account)))
    return counted or 0


async def sum_by_account(session: Session, *, since: datetime, until: datetime) -> Sequence[TurnoverRow]:
    """Sum up every account from ``since`` to before ``until``; all wallets are one line."""
    sides = union_all(
        select(
            LedgerTransfer.debit_account.label("account"),
            LedgerTransfer.amount.label("debit"),
            literal(0).label("credit"),
            LedgerTransfer.posted_at,
        ),
        select(LedgerTransfer.credit_account, literal(0), LedgerTransfer.amount, LedgerTransfer.posted_at),
    ).subquery()
    is_before = sides.c.posted_at < since
    account = case((sides.c.account.like("wallet:%"), literal("wallets", String)), else_=sides.c.account)
    rows = await session.execute(
        select(
            account.label("folded"),
            _sum(is_before, sides.c.debit - sides.c.credit),
            _sum(~is_before, sides.c.debit),
            _sum(~is_before, sides.c.credit),
        )
        .where(sides.c.posted_at < until)
        .group_by(account)
        .order_by("folded")
    )
    return [TurnoverRow(name, *map(int, sums)) for name, *sums in rows]


async def list_transfers(
    session: Session, *, account: str | None, since: datetime, until: datetime, after: int, limit: int
) -> Sequence[LedgerTransfer]:
    """List transfers of an account, or of all, in the order they were posted, those with an id above."""
    wanted = select(LedgerTransfer).where(
        LedgerTransfer.posted_at >= since, LedgerTransfer.posted_at < until, LedgerTransfer.id > after
    )
    if account is not None:
        wanted = wanted.where(_touches(account))
    return (await session.scalars(wanted.order_by(LedgerTransfer.id).limit(limit))).all()


def _touches(account: str) -> ColumnElement[bool]:
    return or_(LedgerTransfer.debit_account == account, LedgerTransfer.credit_account == account)


def _sum(condition: ColumnElement[bool], value: Any) -> ColumnElement[int]:  # noqa: ANN401 - a column's expression
    return func.sum(case((condition, value), else_=0))
