"""Sealing files anew under another key. They are large, so one is worked on at a time."""

from collections.abc import Sequence

from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring, TamperedError, WrongKeyError
from auto_order.stock.files import repository
from auto_order.stock.files.naming import file_context


async def list_old(session: Session, keyring: Keyring, *, after: int, limit: int) -> Sequence[int]:
    """List the units above ``after``, by rising id, whose file is sealed under another key."""
    return await repository.list_sealed_otherwise(session, keyring.mark, after=after, limit=limit)


async def reseal(session: Session, ids: Sequence[int], keyring: Keyring) -> Sequence[int]:
    """Seal these files anew; gives the ids of damaged ones, which stay as they are."""
    damaged = list[int]()
    for item_id in ids:
        found = await repository.lock(session, item_id)
        if found is None:
            continue
        product_id, file = found
        context = file_context(product_id)
        try:
            name, content = keyring.open(file.name, context), keyring.open(file.content, context)
        except (TamperedError, WrongKeyError):
            damaged.append(item_id)
            continue
        file.name, file.content = keyring.seal(name, context), keyring.seal(content, context)
        await session.flush()
        session.expunge(file)
    return damaged
