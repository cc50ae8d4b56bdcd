"""Tables of transfers, of wallets with their guarded balance beside them, and of adjustments by hand."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.append_only import keep_append_only
from auto_order.db.base import Base, Key
from auto_order.db.types import one_of


class PostingKind(StrEnum):
    """What a posting is about; ``source`` names the row that it is about."""

    PAYMENT = "payment"
    PURCHASE = "purchase"
    REVIEW = "review"
    REFUND = "refund"
    REFUND_MADE = "refund_made"
    ADJUSTMENT = "adjustment"


class LedgerTransfer(Base):
    """One amount, debited to one account and credited to another: a row always sums to zero.

    Never changed and never deleted, which the database itself refuses. ``kind`` and ``source`` together name
    a posting; a posting of several transfers numbers them by ``leg``.
    """

    __tablename__ = "ledger_transfers"
    __table_args__ = (
        UniqueConstraint("kind", "source", "leg"),
        CheckConstraint("amount > 0", name="amount_is_positive"),
        CheckConstraint("debit_account <> credit_account", name="accounts_differ"),
        Index("ix_ledger_transfers_debit_account", "debit_account", "id"),
        Index("ix_ledger_transfers_credit_account", "credit_account", "id"),
    )

    id: Mapped[Key]
    kind: Mapped[PostingKind] = mapped_column(one_of(PostingKind))
    source: Mapped[int]
    leg: Mapped[int] = mapped_column(SmallInteger)
    debit_account: Mapped[str]
    credit_account: Mapped[str]
    amount: Mapped[int]
    posted_at: Mapped[datetime]


class Wallet(Base):
    """A customer's balance in rupiah: the sum of the transfers, kept beside them so that it is guarded."""

    __tablename__ = "wallets"
    __table_args__ = (CheckConstraint("balance >= 0", name="balance_is_not_negative"),)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    balance: Mapped[int]


class Adjustment(Base):
    """A wallet raised or lowered by hand: ``amount`` is signed, and somebody says why. Never changed."""

    __tablename__ = "adjustments"
    __table_args__ = (CheckConstraint("amount <> 0", name="amount_is_not_zero"),)

    id: Mapped[Key]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    amount: Mapped[int]
    reason: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]


keep_append_only(LedgerTransfer.__table__, name="ledger")
