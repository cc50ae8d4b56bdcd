"""Where a notice stands that may have to be changed later."""

from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base


class PostedMessage(Base):
    """The message that fills a slot, such as the invoice of one order, until a new notice takes its place.

    ``file_id`` is the door's own name of a picture that was sent, so that it need not be sent again.
    """

    __tablename__ = "posted_messages"

    slot: Mapped[str] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    message_id: Mapped[int]
    file_id: Mapped[str | None]
