"""The one table of the house itself; those of the trade are in its rooms."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key


class KeyCheck(Base):
    """A key that something here may be sealed with, known by its check value. A start needs every one."""

    __tablename__ = "key_checks"

    id: Mapped[Key]
    check_value: Mapped[bytes] = mapped_column(unique=True)
    first_used_at: Mapped[datetime]
