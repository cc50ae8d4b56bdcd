"""All SQL about open steps."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from auto_order.db.session import Session
from auto_order.dialogs.models import Dialog

# Asked with every message: put together once.
_STEP_OF_CHAT = select(Dialog.kind, Dialog.message_id, Dialog.data, Dialog.token).where(
    Dialog.chat_id == bindparam("chat_id")
)


class SealedStep(NamedTuple):
    """An open step as it is kept."""

    kind: str
    message_id: int | None
    data: bytes
    token: str


async def find(session: Session, chat_id: int) -> SealedStep | None:
    row = (await session.execute(_STEP_OF_CHAT, {"chat_id": chat_id})).first()
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


async def list_sealed_otherwise(session: Session, mark: bytes, *, after: int, limit: int) -> Sequence[int]:
    """List chats, by rising id above ``after``, whose step does not begin with the mark."""
    rows = await session.scalars(
        select(Dialog.chat_id)
        .where(Dialog.chat_id > after, func.substr(Dialog.data, 1, len(mark)) != mark)
        .order_by(Dialog.chat_id)
        .limit(limit)
    )
    return rows.all()


async def lock_steps(session: Session, chat_ids: Sequence[int]) -> Sequence[Dialog]:
    """Lock these chats' steps, without those that somebody else has locked: nobody is waited for."""
    rows = await session.scalars(
        select(Dialog)
        .where(Dialog.chat_id.in_(chat_ids))
        .order_by(Dialog.chat_id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return rows.all()
