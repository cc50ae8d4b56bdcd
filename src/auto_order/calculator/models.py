"""Tables of the formula, each version of it, and of what was worked out."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from auto_order.db.base import Base, Key


class RefundFormula(Base):
    """How a refund is worked out from a moment on; the latest version counts."""

    __tablename__ = "refund_formulas"

    id: Mapped[Key]
    text: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]


class RefundCalculation(Base):
    """A refund that was worked out: what went in, by which formula, and what came out, in rupiah."""

    __tablename__ = "refund_calculations"

    id: Mapped[Key]
    formula: Mapped[str]
    price: Mapped[int]
    days: Mapped[int]
    used: Mapped[int]
    result: Mapped[int]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
