"""Tables of orders and order lines."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key, partial_index
from auto_order.db.types import one_of


class OrderStatus(StrEnum):
    """Where an order stands; the steps between are in ``rules``."""

    AWAITING = "awaiting"
    PAID = "paid"
    FULFILLED = "fulfilled"
    EXPIRED = "expired"
    CANCELED = "canceled"
    CREDITED = "credited"
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"


class Order(Base):
    """A promise to hand over lines for ``total`` rupiah until ``expires_at``.

    ``checkout`` says where it was begun ("cart", or one product bought at once): a buyer has at most one open
    order of each, which the table itself enforces. ``token`` names the tap that bought it at once, so that a
    second one finds the same order. ``revision`` makes every change a compare-and-set.
    """

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("subtotal > 0 AND discount >= 0 AND total >= 0", name="amounts_are_positive"),
        CheckConstraint("total = subtotal - discount + service_fee", name="total_adds_up"),
        partial_index(
            "uq_orders_open_checkout", "customer_id", "checkout", where="status = 'awaiting'", unique=True
        ),
        partial_index("uq_orders_token", "customer_id", "token", where="token IS NOT NULL", unique=True),
        Index("ix_orders_customer_id", "customer_id", "id"),
        Index("ix_orders_placed_at", "placed_at"),
        partial_index("ix_orders_paid_at", "paid_at", where="paid_at IS NOT NULL"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    checkout: Mapped[str]
    token: Mapped[str | None]
    status: Mapped[OrderStatus] = mapped_column(one_of(OrderStatus))
    subtotal: Mapped[int]
    discount: Mapped[int]
    service_fee: Mapped[int]
    total: Mapped[int]
    placed_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - how SQLAlchemy wants it


class OrderLine(Base):
    """So many units of one product, with its name, price and terms as they were when the order was placed."""

    __tablename__ = "order_lines"
    __table_args__ = (
        UniqueConstraint("order_id", "product_id"),
        CheckConstraint("quantity > 0", name="quantity_is_positive"),
    )

    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    product_name: Mapped[str]
    terms: Mapped[str]
    warranty_days: Mapped[int] = mapped_column(Integer)
    price: Mapped[int]
    quantity: Mapped[int] = mapped_column(Integer)
