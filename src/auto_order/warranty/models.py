"""The table of claims."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key, partial_index
from auto_order.db.types import one_of


class ClaimStatus(StrEnum):
    """OPEN → REPLACED, REFUNDED or REFUSED. A claim with several broken units is REPLACED unit by unit."""

    OPEN = "open"
    REPLACED = "replaced"
    REFUNDED = "refunded"
    REFUSED = "refused"


class WarrantyClaim(Base):
    """A problem with the units of one order line. A line has at most one open claim.

    ``reason`` is why it was refused, as the buyer reads it.
    """

    __tablename__ = "warranty_claims"
    __table_args__ = (
        CheckConstraint("(status = 'open') = (decided_at IS NULL)", name="decided_has_its_moment"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_has_its_person"),
        partial_index("uq_warranty_claims_open", "order_line_id", where="status = 'open'", unique=True),
        partial_index("ix_warranty_claims_open", "id", where="status = 'open'"),
    )

    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"))
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    status: Mapped[ClaimStatus] = mapped_column(one_of(ClaimStatus))
    made_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    reason: Mapped[str | None]
