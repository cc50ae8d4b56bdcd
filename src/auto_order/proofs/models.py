"""The table of proofs."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key


class TermsProof(Base):
    """What a buyer showed for the terms of one order line. Another showing changes it."""

    __tablename__ = "terms_proofs"

    id: Mapped[Key]
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), unique=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    shown_at: Mapped[datetime]
