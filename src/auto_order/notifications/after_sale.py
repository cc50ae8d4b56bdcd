"""What is told about goods that were delivered: proofs of their terms, claims under their warranty.

What the buyer wrote is not in here: it may quote goods, and a notice waits in plain.
"""

from dataclasses import dataclass
from typing import ClassVar

from auto_order.notifications.notices import Notice


@dataclass(frozen=True, kw_only=True)
class StaffProof(Notice):
    """A buyer shows that a product's terms are met. ``photo`` is the door's own name of a picture."""

    concern: ClassVar[str | None] = "orders"

    proof_id: int
    number: str
    product: str
    buyer: str
    photo: str | None
    has_text: bool
    is_second: bool


@dataclass(frozen=True, kw_only=True)
class StaffClaim(Notice):
    """A buyer claims something under a product's warranty, or says more about it."""

    concern: ClassVar[str | None] = "orders"

    claim_id: int
    number: str
    product: str
    buyer: str
    status: str


@dataclass(frozen=True, kw_only=True)
class StaffClaimDecided(StaffClaim):
    """Somebody of the staff has decided about a claim."""

    changes_in_place: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ClaimRefused(Notice):
    """A claim is refused; ``reason`` is what a person of the staff wrote."""

    number: str
    product: str
    reason: str
