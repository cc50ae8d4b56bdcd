"""A table of no trade, for the tests of what every table stands on."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import MetaData, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key
from auto_order.db.types import one_of


class Wood(StrEnum):
    OAK = "oak"
    TEAK = "teak"


class ShelfBase(Base):
    """Apart from the shop's tables: only these tests make this one."""

    __abstract__ = True
    metadata = MetaData(naming_convention=Base.metadata.naming_convention)


class Shelf(ShelfBase):
    """Where things stand."""

    __tablename__ = "shelves"
    __table_args__ = (UniqueConstraint("room", "place"),)

    id: Mapped[Key]
    room: Mapped[str] = mapped_column(default="hall")
    place: Mapped[int]
    left: Mapped[int] = mapped_column(default=0)
    wood: Mapped[Wood] = mapped_column(one_of(Wood), default=Wood.OAK)
    built_at: Mapped[datetime | None]
