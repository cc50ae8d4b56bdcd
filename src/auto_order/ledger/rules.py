"""The accounts, what moves between them, and the refusals of a wallet.

What a gateway owes us is a debit balance; what we earned, or owe a customer, is a credit balance.
"""

from collections.abc import Sequence
from typing import NamedTuple

from auto_order.kit.errors import Refusal

REVENUE = "revenue"
# Money that came in and waits for a person to say what it is.
SUSPENSE = "suspense"
# What was promised back to a buyer and has not left yet.
REFUNDS_DUE = "refunds_due"
# What a person put right by hand; each has a reason beside it.
ADJUSTMENTS = "adjustments"

# What people send by hand is a gateway of its own: an account of the seller's that no program sees.
BY_HAND = "manual"

_LEAST_REASON = 3
_MOST_REASON = 500


class NotEnoughBalance(Refusal):
    """A wallet holds less than is to be taken out of it; nothing was taken."""

    code = "not_enough_balance"

    def __init__(self, *, balance: int, price: int) -> None:
        super().__init__(f"{balance} of {price}")
        self.balance = balance
        self.price = price


class ReasonMissing(Refusal):
    """Whoever changes somebody's money by hand says why, in 3 to 500 characters."""

    code = "reason_missing"


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


def adjust(customer_id: int, amount: int) -> Transfer:
    """Say what moves when a wallet is changed by hand; a negative amount takes out."""
    wallet = wallet_account(customer_id)
    if amount < 0:
        return Transfer(debit_account=wallet, credit_account=ADJUSTMENTS, amount=-amount)
    return Transfer(debit_account=ADJUSTMENTS, credit_account=wallet, amount=amount)


def read_reason(text: str) -> str:
    """Accept a reason in a person's words, or raise ReasonMissing."""
    reason = " ".join(text.split())
    if not _LEAST_REASON <= len(reason) <= _MOST_REASON:
        raise ReasonMissing
    return reason
