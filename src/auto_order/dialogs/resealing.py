"""Sealing open steps anew under another key, some at a time."""

from collections.abc import Sequence

from auto_order.db.session import Session
from auto_order.dialogs import repository
from auto_order.dialogs.service import seal_context
from auto_order.kit.keyring import Keyring, TamperedError, WrongKeyError


async def list_old(session: Session, keyring: Keyring, *, after: int, limit: int) -> Sequence[int]:
    """List chats above ``after``, by rising id, whose step is sealed under another key than the current."""
    return await repository.list_sealed_otherwise(session, keyring.mark, after=after, limit=limit)


async def reseal(session: Session, ids: Sequence[int], keyring: Keyring) -> Sequence[int]:
    """Seal these chats' steps anew; gives the ids of damaged ones, which stay as they are."""
    damaged = list[int]()
    for step in await repository.lock_steps(session, ids):
        try:
            data = keyring.open(step.data, seal_context(step.chat_id))
        except (TamperedError, WrongKeyError):
            damaged.append(step.chat_id)
        else:
            step.data = keyring.seal(data, seal_context(step.chat_id))
    await session.flush()
    return damaged
