"""Tables of vouchers, what they are for, their uses, and who has chosen or guessed which."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key
from auto_order.db.types import one_of


class VoucherKind(StrEnum):
    """What ``value`` counts: per cent of the price, or rupiah."""

    PERCENT = "percent"
    RUPIAH = "rupiah"


class UseStatus(StrEnum):
    """HELD → USED | RELEASED; RELEASED → USED when money for the order comes late."""

    HELD = "held"
    USED = "used"
    RELEASED = "released"


class Voucher(Base):
    """A code and what it takes off. Without products and categories beside it, it is for everything.

    ``most_discount`` caps a percentage; None in a limit is no limit. Amounts in rupiah.
    """

    __tablename__ = "vouchers"
    __table_args__ = (
        CheckConstraint("value > 0", name="value_is_positive"),
        CheckConstraint("kind <> 'percent' OR value <= 100", name="percent_is_at_most_100"),
        CheckConstraint("least_spend >= 0", name="least_spend_is_not_negative"),
    )

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[VoucherKind] = mapped_column(one_of(VoucherKind))
    value: Mapped[int]
    most_discount: Mapped[int | None]
    uses_in_total: Mapped[int | None] = mapped_column(Integer)
    uses_per_customer: Mapped[int | None] = mapped_column(Integer)
    least_spend: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    is_active: Mapped[bool]
    created_at: Mapped[datetime]


class VoucherProduct(Base):
    """A product that a voucher is for."""

    __tablename__ = "voucher_products"

    voucher_id: Mapped[int] = mapped_column(ForeignKey("vouchers.id"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)


class VoucherCategory(Base):
    """A category whose products a voucher is for."""

    __tablename__ = "voucher_categories"

    voucher_id: Mapped[int] = mapped_column(ForeignKey("vouchers.id"), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("categories.id"), primary_key=True)


class VoucherUse(Base):
    """One order's use of a voucher, and what it took off. Held and used ones count against the limits."""

    __tablename__ = "voucher_uses"
    __table_args__ = (
        CheckConstraint("discount > 0", name="discount_is_positive"),
        Index("ix_voucher_uses_voucher_id", "voucher_id", "customer_id"),
    )

    id: Mapped[Key]
    voucher_id: Mapped[int] = mapped_column(ForeignKey("vouchers.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), unique=True)
    discount: Mapped[int]
    status: Mapped[UseStatus] = mapped_column(one_of(UseStatus))
    held_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class ChosenVoucher(Base):
    """The voucher that a customer wants for what they pay next."""

    __tablename__ = "chosen_vouchers"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    voucher_id: Mapped[int] = mapped_column(ForeignKey("vouchers.id"))
    chosen_at: Mapped[datetime]


class VoucherGuesses(Base):
    """How many codes a customer tried in vain, and when last."""

    __tablename__ = "voucher_guesses"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    last_failed_at: Mapped[datetime]
