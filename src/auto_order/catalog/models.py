"""Tables of the catalogue, and the one row that tells a cache whether it still holds."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key, partial_index
from auto_order.db.types import one_of


class ProductKind(StrEnum):
    """What a buyer gets for one unit: a text of its own, a file of its own, or the text that all get."""

    TEXTS = "texts"
    FILES = "files"
    SHARED = "shared"


class Category(Base):
    """A shelf. ``position`` orders the shelves as the seller wants them."""

    __tablename__ = "categories"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(Integer, default=0)


class PriceStep(NamedTuple):
    """From so many units on, each costs ``price`` rupiah."""

    quantity: int
    price: int


def read_steps(price_steps: str) -> Sequence[PriceStep]:
    """Read wholesale prices as a product's row has them, by rising quantity."""
    pairs = (step.split(":") for step in price_steps.split(",") if step)
    return [PriceStep(int(quantity), int(price)) for quantity, price in pairs]


def find_price(quantity: int, *, price: int, steps: Sequence[PriceStep]) -> int:
    """Say what one unit costs, in rupiah, when so many are bought at once."""
    reached = [step.price for step in steps if step.quantity <= quantity]
    return reached[-1] if reached else price


class Product(Base):
    """Something a buyer can pick. Has a price in whole rupiah, holds no secret.

    ``code`` is what the seller and deep links call it. An archived one is gone from every buyer's list.
    ``photo`` is the door's own name of a picture. ``price_steps`` are written as ``5:40000,10:38000``, in the
    row itself, so that a price costs no second read.
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
    photo: Mapped[str | None]
    price_steps: Mapped[str] = mapped_column(default="", server_default="")
    kind: Mapped[ProductKind] = mapped_column(
        one_of(ProductKind), default=ProductKind.TEXTS, server_default=ProductKind.TEXTS.value
    )
    position: Mapped[int] = mapped_column(default=0)
    is_archived: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    @property
    def steps(self) -> Sequence[PriceStep]:
        """The wholesale prices, by rising quantity."""
        return read_steps(self.price_steps or "")

    def price_for(self, quantity: int) -> int:
        """Say what one unit costs, in rupiah, when so many are bought at once."""
        return find_price(quantity, price=self.price, steps=self.steps)


class CatalogRevision(Base):
    """One row that every change of what is offered moves on, for caches to check themselves by."""

    __tablename__ = "catalog_revision"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    revision: Mapped[int]
