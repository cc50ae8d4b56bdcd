"""Tables of stock items and of the batches they came in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key, partial_index
from auto_order.db.types import one_of


class StockStatus(StrEnum):
    """FREE → HELD → SOLD; HELD → FREE; SOLD → VOID by a warranty replacement only."""

    FREE = "free"
    HELD = "held"
    SOLD = "sold"
    VOID = "void"


class StockBatch(Base):
    """Stock items that were loaded together."""

    __tablename__ = "stock_batches"

    id: Mapped[Key]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    loaded_at: Mapped[datetime]


class StockItem(Base):
    """One key, account or link. ``content`` is the sealed secret that the buyer pays for.

    ``fingerprint`` is a keyed hash of it, so that a duplicate is found without the plain text. An item
    belongs to at most one order, which the row itself enforces. ``replaces_id`` names the VOID item that this
    one was handed out for.
    """

    __tablename__ = "stock_items"
    __table_args__ = (
        UniqueConstraint("product_id", "fingerprint"),
        CheckConstraint("(status = 'free') = (order_id IS NULL)", name="free_means_no_order"),
        CheckConstraint("(order_id IS NULL) = (order_line_id IS NULL)", name="order_and_line_go_together"),
        # By position and not by primary key, which the planner would walk through every sold row.
        partial_index("ix_stock_items_free", "product_id", "position", where="status = 'free'"),
        partial_index("ix_stock_items_sold", "product_id", where="status = 'sold'"),
        partial_index("ix_stock_items_order", "order_id", where="order_id IS NOT NULL"),
        partial_index(
            "uq_stock_items_replaces_id", "replaces_id", where="replaces_id IS NOT NULL", unique=True
        ),
    )

    id: Mapped[Key]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("stock_batches.id"))
    position: Mapped[int]
    content: Mapped[bytes]
    fingerprint: Mapped[bytes]
    status: Mapped[StockStatus] = mapped_column(one_of(StockStatus))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    order_line_id: Mapped[int | None] = mapped_column(ForeignKey("order_lines.id"))
    sold_at: Mapped[datetime | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("stock_items.id"))
