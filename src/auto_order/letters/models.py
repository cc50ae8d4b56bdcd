"""The table of letters."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key


class Letter(Base):
    """Words of a buyer, sealed, and a picture by the door's own name of it."""

    __tablename__ = "letters"

    id: Mapped[Key]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    text: Mapped[bytes]
    photo: Mapped[str | None]
    written_at: Mapped[datetime]
