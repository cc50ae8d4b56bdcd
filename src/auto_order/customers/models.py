"""The table of customers."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key


class Customer(Base):
    """Someone who opened the shop. ``telegram_id`` is also the chat to write to."""

    __tablename__ = "customers"

    id: Mapped[Key]
    telegram_id: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    username: Mapped[str | None]
    # What the customer says about themselves; None: nothing.
    display_name: Mapped[str | None]
    whatsapp: Mapped[str | None]
    language: Mapped[str] = mapped_column(String(8))
    is_blocked: Mapped[bool] = mapped_column(default=False)
    # The product list that the number keys 1️⃣…5️⃣ refer to, as the door wrote it down.
    last_list: Mapped[str | None]
    met_at: Mapped[datetime] = mapped_column(index=True)
