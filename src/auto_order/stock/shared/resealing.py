"""Sealing shared contents anew under another key."""

from collections.abc import Sequence

from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring, TamperedError, WrongKeyError
from auto_order.stock.loading import seal_context
from auto_order.stock.shared import repository


async def list_old(session: Session, keyring: Keyring, *, after: int, limit: int) -> Sequence[int]:
    """List the products above ``after``, by rising id, whose content is sealed under another key."""
    return await repository.list_sealed_otherwise(session, keyring.mark, after=after, limit=limit)


async def reseal(session: Session, ids: Sequence[int], keyring: Keyring) -> Sequence[int]:
    """Seal these anew; gives the ids of damaged ones, which stay as they are."""
    damaged = list[int]()
    for product_id in ids:
        shared = await repository.lock(session, product_id)
        if shared is None:
            continue
        try:
            secret = keyring.open(shared.content, seal_context(product_id))
        except (TamperedError, WrongKeyError):
            damaged.append(product_id)
        else:
            shared.content = keyring.seal(secret, seal_context(product_id))
    await session.flush()
    return damaged
