"""The accounts, and what a settled payment moves between them.

What the gateway owes us is a debit balance; what we earned, or owe a customer, is a credit balance.
"""

from collections.abc import Sequence
from typing import NamedTuple

REVENUE = "revenue"
SUSPENSE = "suspense"


class Transfer(NamedTuple):
    """``amount`` rupiah, debited to one account and credited to another."""

    debit_account: str
    credit_account: str
    amount: int


def gateway_account(gateway: str, *, is_test: bool = False) -> str:
    """Name the account of what a gateway has collected. Test money is kept apart: nobody owes it."""
    return f"gateway:{gateway}:test" if is_test else f"gateway:{gateway}"


def fee_account(gateway: str) -> str:
    """Name the account of what a gateway has kept for itself."""
    return f"fees:{gateway}"


def wallet_account(customer_id: int) -> str:
    return f"wallet:{customer_id}"


def owner_of_wallet(account: str) -> int | None:
    """Say whose wallet an account is, None for any other account."""
    kind, _, customer_id = account.partition(":")
    return int(customer_id) if kind == "wallet" else None


def collect(
    *, gateway: str, amount: int, credit_account: str, fee: int, is_test: bool = False
) -> Sequence[Transfer]:
    """Say what moves when a gateway collects ``amount`` and keeps ``fee`` of it (0: the payer bore it)."""
    account = gateway_account(gateway, is_test=is_test)
    moves = [Transfer(debit_account=account, credit_account=credit_account, amount=amount)]
    if fee:
        moves.append(Transfer(debit_account=fee_account(gateway), credit_account=account, amount=fee))
    return moves
