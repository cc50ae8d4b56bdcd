"""All SQL about the ledger."""

from collections.abc import Sequence

from sqlalchemy import func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from auto_order.db.session import Session
from auto_order.ledger.models import LedgerTransfer, Wallet


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


async def find_balance(session: Session, customer_id: int) -> int:
    return (await session.scalar(select(Wallet.balance).where(Wallet.customer_id == customer_id))) or 0


async def sum_account(session: Session, account: str) -> int:
    """Add up an account: its debits less its credits."""
    debits = await session.scalar(
        select(func.sum(LedgerTransfer.amount)).where(LedgerTransfer.debit_account == account)
    )
    credits_ = await session.scalar(
        select(func.sum(LedgerTransfer.amount)).where(LedgerTransfer.credit_account == account)
    )
    return int(debits or 0) - int(credits_ or 0)
