"""Sealing letters anew under another key, some at a time."""

from collections.abc import Sequence

from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring, TamperedError, WrongKeyError
from auto_order.letters import repository
from auto_order.letters.service import seal_context


async def list_old(session: Session, keyring: Keyring, *, after: int, limit: int) -> Sequence[int]:
    """List letters above ``after``, by rising id, that are sealed under another key than the current."""
    return await repository.list_sealed_otherwise(session, keyring.mark, after=after, limit=limit)


async def reseal(session: Session, ids: Sequence[int], keyring: Keyring) -> Sequence[int]:
    """Seal these letters anew; gives the ids of damaged ones, which stay as they are."""
    damaged = list[int]()
    for letter in await repository.lock(session, ids):
        try:
            text = keyring.open(letter.text, seal_context(letter.customer_id))
        except (TamperedError, WrongKeyError):
            damaged.append(letter.id)
        else:
            letter.text = keyring.seal(text, seal_context(letter.customer_id))
    await session.flush()
    return damaged
