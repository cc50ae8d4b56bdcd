"""The table of deliveries: one for each paid order."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key
from auto_order.db.types import one_of


class DeliveryStatus(StrEnum):
    """QUEUED → SENDING → SENT; QUEUED to try again; BLOCKED until the buyer returns; DEAD: given up."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    BLOCKED = "blocked"
    DEAD = "dead"


class Delivery(Base):
    """The goods of one order on their way. They stay readable to the buyer whatever becomes of it."""

    __tablename__ = "deliveries"

    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    status: Mapped[DeliveryStatus] = mapped_column(one_of(DeliveryStatus))
    promised_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - how SQLAlchemy wants it
