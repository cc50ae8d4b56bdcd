"""Decisions about claims: until when a line is under warranty, and the steps of a claim."""

from datetime import datetime, timedelta

from auto_order.kit.errors import Refusal
from auto_order.orders.models import Order, OrderLine
from auto_order.orders.rules import WITH_GOODS
from auto_order.warranty.models import ClaimStatus, WarrantyClaim

_NEXT = {
    ClaimStatus.OPEN: {ClaimStatus.REPLACED, ClaimStatus.REFUNDED, ClaimStatus.REFUSED},
    # Another unit of the same claim.
    ClaimStatus.REPLACED: {ClaimStatus.REPLACED},
    ClaimStatus.REFUNDED: set(),
    ClaimStatus.REFUSED: set(),
}


class NoWarranty(Refusal):
    """The line has no warranty, or none any more."""

    code = "no_warranty"


class ClaimNotFound(Refusal):
    """There is no such claim."""

    code = "claim_not_found"


class ClaimDecided(Refusal):
    """Somebody has decided about the claim already."""

    code = "claim_decided"


def find_end(order: Order, line: OrderLine) -> datetime | None:
    """Say until when a line is under warranty, counted from the delivery; None when it is not at all."""
    begins = order.closed_at or order.paid_at
    if not line.warranty_days or begins is None or order.status not in WITH_GOODS:
        return None
    return begins + timedelta(days=line.warranty_days)


def is_covered(order: Order, line: OrderLine, *, now: datetime) -> bool:
    """Say whether a line is under warranty now."""
    end = find_end(order, line)
    return end is not None and now < end


def advance(claim: WarrantyClaim, wanted: ClaimStatus) -> None:
    """Take the claim one step on, or raise ClaimDecided. The only place its status is set."""
    if wanted not in _NEXT[claim.status]:
        raise ClaimDecided
    claim.status = wanted
