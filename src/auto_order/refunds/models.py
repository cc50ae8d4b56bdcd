"""The table of refunds."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key, partial_index
from auto_order.db.types import one_of


class RefundWay(StrEnum):
    """Where the money goes: into the buyer's wallet, or by a person's hand to an account of theirs."""

    WALLET = "wallet"
    OUTSIDE = "outside"


class RefundStatus(StrEnum):
    """DUE → MADE. Money for the wallet is made at once."""

    DUE = "due"
    MADE = "made"


class Refund(Base):
    """Money that goes back to a buyer: for an order, or for a payment that no order could use.

    ``evidence`` says where a person sees that it was made outside: a number, a link, a receipt's file.
    """

    __tablename__ = "refunds"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_is_positive"),
        CheckConstraint("(order_id IS NULL) <> (payment_id IS NULL)", name="order_or_payment"),
        CheckConstraint("(status = 'made') = (made_at IS NOT NULL)", name="made_has_its_moment"),
        CheckConstraint("way = 'wallet' OR status = 'due' OR evidence IS NOT NULL", name="outside_is_shown"),
        partial_index("ix_refunds_order_id", "order_id", where="order_id IS NOT NULL"),
        partial_index("uq_refunds_payment_id", "payment_id", where="payment_id IS NOT NULL", unique=True),
        partial_index("ix_refunds_due", "id", where="status = 'due'"),
    )

    id: Mapped[Key]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payments.id"))
    amount: Mapped[int]
    way: Mapped[RefundWay] = mapped_column(one_of(RefundWay))
    status: Mapped[RefundStatus] = mapped_column(one_of(RefundStatus))
    reason: Mapped[str]
    evidence: Mapped[str | None]
    asked_by: Mapped[str]
    made_by: Mapped[str | None]
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
