"""The table of open steps."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base


class Dialog(Base):
    """The step that is open in a chat. A chat has at most one, which the key itself enforces.

    ``data`` is what was typed so far, sealed: it may hold goods. ``message_id`` is the message that asks;
    ``token`` tells this step from every other one, so that one answer is taken once.
    """

    __tablename__ = "dialogs"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    message_id: Mapped[int | None]
    data: Mapped[bytes]
    asked_at: Mapped[datetime]
    token: Mapped[str]
