"""The verbs of the ledger: post, change a wallet by hand, and read balances."""

from collections.abc import Sequence
from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.db.session import Session
from auto_order.ledger import repository, rules
from auto_order.ledger.models import PostingKind
from auto_order.ledger.rules import NotEnoughBalance, Transfer, owner_of_wallet, read_reason


async def post(
    session: Session, *, kind: PostingKind, source: int, transfers: Sequence[Transfer], now: datetime
) -> None:
    """Write one posting, and move the wallets that it touches along with it.

    One posting per kind and source: a second one breaks a unique constraint and with it the transaction.
    Raises NotEnoughBalance when a wallet would go below zero.
    """
    for transfer in transfers:
        await _move_wallets(session, transfer)
    await repository.add_transfers(
        session,
        [
            {"kind": kind, "source": source, "leg": leg, "posted_at": now, **transfer._asdict()}
            for leg, transfer in enumerate(transfers)
        ],
    )


async def adjust(
    session: Session, *, customer_id: int, amount: int, reason: str, by: Actor, now: datetime
) -> int:
    """Raise or, with a negative amount, lower a wallet by hand; give the new balance.

    Written down in the audit log. Raises NotEnoughBalance and ReasonMissing.
    """
    reason = read_reason(reason)
    source = await repository.add_adjustment(
        session, customer_id=customer_id, amount=amount, reason=reason, made_by=str(by), now=now
    )
    transfers = [rules.adjust(customer_id, amount)]
    await post(session, kind=PostingKind.ADJUSTMENT, source=source, transfers=transfers, now=now)
    balance = await repository.find_balance(session, customer_id)
    await audit.record(
        session,
        by=by,
        action="wallet.adjust",
        subject=f"customer:{customer_id}",
        before={"balance": balance - amount},
        after={"balance": balance, "reason": reason},
        now=now,
    )
    return balance


async def find_balance(session: Session, *, customer_id: int) -> int:
    """Read a wallet, in rupiah."""
    return await repository.find_balance(session, customer_id)


async def sum_account(session: Session, account: str) -> int:
    """Add up an account from its transfers: debits less credits, in rupiah."""
    return await repository.sum_account(session, account)


async def _move_wallets(session: Session, transfer: Transfer) -> None:
    payer, payee = owner_of_wallet(transfer.debit_account), owner_of_wallet(transfer.credit_account)
    if payee is not None:
        await repository.raise_balance(session, customer_id=payee, amount=transfer.amount)
    if payer is not None and not await repository.lower_balance(
        session, customer_id=payer, amount=transfer.amount
    ):
        balance = await repository.find_balance(session, payer)
        raise NotEnoughBalance(balance=balance, price=transfer.amount)
