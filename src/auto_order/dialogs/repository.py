"""All SQL about open steps."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from auto_order.db.session import Session
from auto_order.dialogs.models import Dialog

_STEP = select(Dialog.kind, Dialog.message_id, Dialog.data, Dialog.token)


class SealedStep(NamedTuple):
    """An open step as it is kept."""

    kind: str
    message_id: int | None
    data: bytes
    token: str


async def find(session: Session, chat_id: int) -> SealedStep | None:
    row = (await session.execute(_STEP.where(Dialog.chat_id == chat_id))).first()
    return None if row is None else SealedStep(*row)


async def put(session: Session, chat_id: int, values: Mapping[str, object]) -> None:
    """Open a step in place of whatever is open."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Dialog).values(chat_id=chat_id, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["chat_id"], set_=values))


async def remove(session: Session, chat_id: int, *, token: str) -> bool:
    """Remove the step if it is still the one of this token; say whether it was."""
    removed = await session.execute(delete(Dialog).where(Dialog.chat_id == chat_id, Dialog.token == token))
    return bool(removed.rowcount)  # type: ignore[attr-defined]  # a DELETE's result always has it


async def change_message(session: Session, chat_id: int, *, message_id: int) -> None:
    await session.execute(update(Dialog).where(Dialog.chat_id == chat_id).values(message_id=message_id))
