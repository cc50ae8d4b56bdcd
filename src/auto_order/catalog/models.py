"""Tables of the catalogue, and the one row that tells a cache whether it still holds."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key, partial_index


class Category(Base):
    """A shelf. ``position`` orders the shelves as the seller wants them."""

    __tablename__ = "categories"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(Integer, default=0)


class Product(Base):
    """Something a buyer can pick. Has a price in whole rupiah, holds no secret.

    ``code`` is what the seller and deep links call it. An archived one is gone from every buyer's list.
    """

    __tablename__ = "products"
    __table_args__ = (
        CheckConstraint("price > 0", name="price_is_positive"),
        CheckConstraint("warranty_days >= 0", name="warranty_is_not_negative"),
        partial_index("ix_products_listed", "position", "id", where="NOT is_archived"),
    )

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(32), unique=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"), index=True)
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    terms: Mapped[str] = mapped_column(default="")
    price: Mapped[int]
    warranty_days: Mapped[int] = mapped_column(Integer, default=0)
    position: Mapped[int] = mapped_column(default=0)
    is_archived: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class CatalogRevision(Base):
    """One row that every change of what is offered moves on, for caches to check themselves by."""

    __tablename__ = "catalog_revision"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    revision: Mapped[int]
