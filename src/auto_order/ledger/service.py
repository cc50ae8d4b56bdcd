"""The verbs of the ledger: post, and read balances."""

from collections.abc import Sequence
from datetime import datetime

from auto_order.db.session import Session
from auto_order.ledger import repository
from auto_order.ledger.models import PostingKind
from auto_order.ledger.rules import Transfer, owner_of_wallet


async def post(
    session: Session, *, kind: PostingKind, source: int, transfers: Sequence[Transfer], now: datetime
) -> None:
    """Write one posting, and move the wallets that it touches along with it.

    One posting per kind and source: a second one breaks a unique constraint and with it the transaction.
    """
    await repository.add_transfers(
        session,
        [
            {"kind": kind, "source": source, "leg": leg, "posted_at": now, **transfer._asdict()}
            for leg, transfer in enumerate(transfers)
        ],
    )
    for transfer in transfers:
        customer_id = owner_of_wallet(transfer.credit_account)
        if customer_id is not None:
            await repository.raise_balance(session, customer_id=customer_id, amount=transfer.amount)


async def find_balance(session: Session, *, customer_id: int) -> int:
    """Read a wallet, in rupiah."""
    return await repository.find_balance(session, customer_id)


async def sum_account(session: Session, account: str) -> int:
    """Add up an account from its transfers: debits less credits, in rupiah."""
    return await repository.sum_account(session, account)
