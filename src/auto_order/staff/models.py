"""The table of the staff, and what there is to be permitted."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base


class Permission(StrEnum):
    """Something that a person of the staff may do. STAFF is the seller's alone and is never given away."""

    CATALOG = "catalog"
    STOCK = "stock"
    ORDERS = "orders"
    MONEY = "money"
    USERS = "users"
    BROADCAST = "broadcast"
    SETTINGS = "settings"
    STAFF = "staff"


class StaffMember(Base):
    """Someone whom the seller lets run a part of the shop. ``permissions`` are names between commas.

    The sellers themselves are not here: the installation names them.
    """

    __tablename__ = "staff_members"

    telegram_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    permissions: Mapped[str]
    added_at: Mapped[datetime]
