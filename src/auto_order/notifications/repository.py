"""All SQL about posted messages."""

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from auto_order.db.session import Session
from auto_order.notifications.models import PostedMessage


async def find_message(session: Session, slot: str) -> PostedMessage | None:
    return await session.get(PostedMessage, slot)


async def put_message(
    session: Session, slot: str, *, chat_id: int, message_id: int, file_id: str | None
) -> None:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    where = {"chat_id": chat_id, "message_id": message_id, "file_id": file_id}
    statement = dialect.insert(PostedMessage).values(slot=slot, **where)
    await session.execute(statement.on_conflict_do_update(index_elements=["slot"], set_=where))


async def remove_message(session: Session, slot: str) -> None:
    await session.execute(delete(PostedMessage).where(PostedMessage.slot == slot))
