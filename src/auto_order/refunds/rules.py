"""Decisions about refunds: the one step there is, and how much may go back."""

from auto_order.kit.errors import Refusal
from auto_order.refunds.models import Refund, RefundStatus


class RefundTooMuch(Refusal):
    """More would go back than was paid; ``balance`` is what still may."""

    code = "refund_too_much"

    def __init__(self, *, balance: int) -> None:
        super().__init__(str(balance))
        self.balance = balance


class RefundNotFound(Refusal):
    """There is no such refund."""

    code = "refund_not_found"


class RefundMade(Refusal):
    """The refund was made already."""

    code = "refund_made"


class NothingToRefund(Refusal):
    """The order was not paid for, or its money is back already."""

    code = "nothing_to_refund"


def advance(refund: Refund, wanted: RefundStatus) -> None:
    """Take the refund its one step on, or raise RefundMade. The only place its status is set."""
    if refund.status is not RefundStatus.DUE or wanted is not RefundStatus.MADE:
        raise RefundMade
    refund.status = wanted


def check_amount(amount: int, *, paid: int, gone: int) -> None:
    """Raise RefundTooMuch unless the amount is at least a rupiah and no more than what is left of it."""
    if not 1 <= amount <= paid - gone:
        raise RefundTooMuch(balance=paid - gone)
