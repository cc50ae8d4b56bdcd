"""Tables of payment attempts and of gateway events, the inbox."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key, partial_index
from auto_order.db.types import one_of
from auto_order.ledger.rules import BY_HAND

# The gateway of money that a buyer sends by hand and a person of the staff has seen.
MANUAL = BY_HAND


class PaymentStatus(StrEnum):
    """Where a payment attempt stands; the steps between are in ``rules``."""

    CREATING = "creating"
    PENDING = "pending"
    SETTLED = "settled"
    EXPIRED = "expired"
    CANCELED = "canceled"
    FAILED = "failed"
    REVIEW = "review"


class Purpose(StrEnum):
    """What a payment is asked for: an order, or the wallet itself."""

    ORDER = "order"
    TOPUP = "topup"


class Use(StrEnum):
    """What money that came in was used for."""

    ORDER = "order"
    WALLET = "wallet"
    SUSPENSE = "suspense"


class Payment(Base):
    """One attempt to be paid. An order may see several; at most one of them pays for it.

    A top-up belongs to no order; ``gateway`` is "manual" for money that a buyer sends by hand.
    ``reference`` is our name for the attempt at the gateway, never used twice; ``txn_id`` is the gateway's.
    ``amount`` is what we ask for, ``total_payment`` what the gateway says it charges, ``qr_amount`` what the
    QR itself asks the payer for; all in rupiah. ``revision`` makes every change a compare-and-set.
    """

    __tablename__ = "payments"
    __table_args__ = (
        UniqueConstraint("gateway", "reference"),
        UniqueConstraint("gateway", "txn_id"),
        CheckConstraint("amount > 0", name="amount_is_positive"),
        CheckConstraint("(status IN ('settled', 'review')) = (used_for IS NOT NULL)", name="use_is_known"),
        CheckConstraint("status <> 'settled' OR used_for IN ('order', 'wallet')", name="settled_use"),
        CheckConstraint(
            "status NOT IN ('pending', 'settled') OR txn_id IS NOT NULL OR review_reason IS NOT NULL",
            name="txn_id_is_known",
        ),
        CheckConstraint("(purpose = 'order') = (order_id IS NOT NULL)", name="order_is_paid_or_wallet"),
        CheckConstraint("purpose = 'order' OR used_for <> 'order'", name="topup_buys_nothing"),
        partial_index(
            "uq_payments_open",
            "order_id",
            where="status IN ('creating', 'pending') AND gateway <> 'manual'",
            unique=True,
        ),
        partial_index(
            "uq_payments_open_topup",
            "customer_id",
            "gateway",
            where="status IN ('creating', 'pending') AND purpose = 'topup'",
            unique=True,
        ),
        partial_index("uq_payments_paying", "order_id", where="used_for = 'order'", unique=True),
        Index("ix_payments_order_id", "order_id"),
        Index("ix_payments_customer_id", "customer_id", "id"),
    )

    id: Mapped[Key]
    purpose: Mapped[Purpose] = mapped_column(one_of(Purpose))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    gateway: Mapped[str]
    reference: Mapped[str] = mapped_column(String(40))
    attempt: Mapped[int] = mapped_column(Integer)
    status: Mapped[PaymentStatus] = mapped_column(one_of(PaymentStatus))
    currency: Mapped[str] = mapped_column(String(3))
    amount: Mapped[int]

    txn_id: Mapped[str | None]
    fee: Mapped[int | None]
    total_payment: Mapped[int | None]
    qr_amount: Mapped[int | None]
    qr_string: Mapped[str | None]
    pay_url: Mapped[str | None]

    created_at: Mapped[datetime]
    deadline: Mapped[datetime]
    shown_at: Mapped[datetime | None]
    cancel_requested_at: Mapped[datetime | None]
    last_asked_at: Mapped[datetime | None]
    last_answered_at: Mapped[datetime | None]
    failed_checks: Mapped[int] = mapped_column(Integer)
    closed_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    used_for: Mapped[Use | None] = mapped_column(one_of(Use))
    review_reason: Mapped[str | None]
    revision: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - how SQLAlchemy wants it


class Decision(StrEnum):
    """What a person decided about money in review."""

    DELIVERED = "delivered"
    CREDITED = "credited"
    REFUNDED = "refunded"
    DISMISSED = "dismissed"


class ReviewCase(Base):
    """Money whose facts do not fit its payment: what was observed, and what a person decided about it."""

    __tablename__ = "review_cases"
    __table_args__ = (
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decision_has_its_moment"),
        CheckConstraint(
            "NOT is_test OR decision IS NULL OR decision = 'dismissed'", name="test_money_buys_nothing"
        ),
        partial_index("ix_review_cases_open", "id", where="decision IS NULL"),
    )

    id: Mapped[Key]
    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"), unique=True)
    faults: Mapped[str]
    amount: Mapped[int]
    txn_id: Mapped[str]
    reference: Mapped[str]
    is_test: Mapped[bool]
    opened_at: Mapped[datetime]
    decision: Mapped[Decision | None] = mapped_column(one_of(Decision))
    note: Mapped[str | None]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]


class GatewayEvent(Base):
    """A webhook as it came in: the inbox. The unique key makes a repeated one a no-op."""

    __tablename__ = "gateway_events"
    __table_args__ = (UniqueConstraint("gateway", "event_id"),)

    id: Mapped[Key]
    gateway: Mapped[str]
    event_id: Mapped[str]
    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"), index=True)
    txn_id: Mapped[str]
    body: Mapped[str]
    received_at: Mapped[datetime]
