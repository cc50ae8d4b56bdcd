"""Tables of broadcasts and of everybody they are for."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key
from auto_order.db.types import one_of


class Audience(StrEnum):
    """Whom a broadcast is for. INACTIVE: here for a month, and ordered nothing in it."""

    ALL = "all"
    BUYERS = "buyers"
    INACTIVE = "inactive"


class BroadcastStatus(StrEnum):
    """DRAFT → RUNNING ⇄ PAUSED; RUNNING → DONE; whatever is not DONE → CANCELED."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    CANCELED = "canceled"
    DONE = "done"


class RecipientStatus(StrEnum):
    """WAITING → SENDING → REACHED | UNREACHABLE | UNKNOWN; back to WAITING what surely was not sent.

    UNKNOWN: it was being sent when the process died or Telegram fell silent. It is not sent again.
    """

    WAITING = "waiting"
    SENDING = "sending"
    REACHED = "reached"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"


class Broadcast(Base):
    """A message of one of the staff that goes to many. ``chat_id`` and ``message_id`` say where it stands.

    ``filled_to`` is the last customer who was looked at for the list of recipients, ``troubles`` how often in
    a row Telegram did not answer.
    """

    __tablename__ = "broadcasts"

    id: Mapped[Key]
    chat_id: Mapped[int]
    message_id: Mapped[int]
    language: Mapped[str]
    made_by: Mapped[str]
    status: Mapped[BroadcastStatus] = mapped_column(one_of(BroadcastStatus))
    audience: Mapped[Audience | None] = mapped_column(one_of(Audience))
    filled_to: Mapped[int]
    is_filled: Mapped[bool]
    troubles: Mapped[int] = mapped_column(Integer)
    problem: Mapped[str | None]
    made_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Recipient(Base):
    """One of those a broadcast is for. Claimed before it is sent to, so that two never send."""

    __tablename__ = "broadcast_recipients"
    __table_args__ = (
        UniqueConstraint("broadcast_id", "customer_id"),
        Index("ix_broadcast_recipients_status", "broadcast_id", "status", "customer_id"),
    )

    id: Mapped[Key]
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    chat_id: Mapped[int]
    status: Mapped[RecipientStatus] = mapped_column(one_of(RecipientStatus))
