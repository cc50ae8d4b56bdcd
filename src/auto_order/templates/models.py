"""The table of the seller's own messages: every version of them, the latest one counts."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from auto_order.db.base import Base, Key


class TemplateVersion(Base):
    """How a message was worded in one language from a moment on. Without text and photo: as the shop has it.

    ``text`` is Telegram's HTML with placeholders such as ``{name}``; ``photo`` the door's name of a picture.
    """

    __tablename__ = "template_versions"
    __table_args__ = (Index("ix_template_versions_name", "name", "language", "id"),)

    id: Mapped[Key]
    name: Mapped[str]
    language: Mapped[str]
    text: Mapped[str | None]
    photo: Mapped[str | None]
    made_by: Mapped[str]
    made_at: Mapped[datetime]


class Own(NamedTuple):
    """What the seller has put in place of a message: other words, a picture, or both."""

    text: str | None
    photo: str | None
