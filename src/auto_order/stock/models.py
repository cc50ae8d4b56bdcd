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


class UploadStatus(StrEnum):
    """READING → READY → LOADING → LOADED; CANCELED or FAILED at any time before the end."""

    READING = "reading"
    READY = "ready"
    LOADING = "loading"
    LOADED = "loaded"
    CANCELED = "canceled"
    FAILED = "failed"


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


class UnitFile(Base):
    """The file that a stock item stands for; the item's own content is the file's sealed digest.

    ``name`` and ``content`` are sealed.
    """

    __tablename__ = "unit_files"

    item_id: Mapped[int] = mapped_column(
        ForeignKey("stock_items.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    name: Mapped[bytes]
    content: Mapped[bytes]


class SharedContent(Base):
    """What every buyer of one product gets: stock items are made of it as they are ordered, in its batch.

    ``remaining`` is how many more may be sold; None: as many as anybody wants.
    """

    __tablename__ = "shared_contents"
    __table_args__ = (CheckConstraint("remaining >= 0", name="remaining_is_not_negative"),)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True, autoincrement=False)
    batch_id: Mapped[int] = mapped_column(ForeignKey("stock_batches.id"))
    content: Mapped[bytes]
    remaining: Mapped[int | None]


class StockAlert(Base):
    """A product of which the staff was told that little is left; gone again once there is more."""

    __tablename__ = "stock_alerts"

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True, autoincrement=False)
    told_at: Mapped[datetime]


class StockWish(Base):
    """Somebody who wants to be told, once, when there is stock again."""

    __tablename__ = "stock_wishes"

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True, autoincrement=False)
    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id"), primary_key=True, autoincrement=False
    )
    wished_at: Mapped[datetime]


class StockUpload(Base):
    """A file that somebody of the staff sent to be loaded. ``file_id`` is the door's own name of it.

    ``done`` counts the lines that were read or loaded so far; ``named`` are the first lines that are not new.
    ``problem`` is the code of the refusal that ended it, ``problem_line`` where in the file.
    """

    __tablename__ = "stock_uploads"

    id: Mapped[Key]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    file_id: Mapped[str]
    file_name: Mapped[str]
    chat_id: Mapped[int]
    language: Mapped[str]
    made_by: Mapped[str]
    status: Mapped[UploadStatus] = mapped_column(one_of(UploadStatus))
    total: Mapped[int]
    done: Mapped[int]
    fresh: Mapped[int]
    repeated: Mapped[int]
    named: Mapped[str]
    problem: Mapped[str | None]
    problem_line: Mapped[int | None]
    sent_at: Mapped[datetime]


class StagedUnit(Base):
    """A unit of an upload that is not in the stock yet: all of them get there at once, or none."""

    __tablename__ = "staged_units"

    upload_id: Mapped[int] = mapped_column(ForeignKey("stock_uploads.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes]
    fingerprint: Mapped[bytes]
