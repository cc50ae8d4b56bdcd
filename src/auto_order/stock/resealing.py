"""Sealing contents anew under another key, some at a time, while the shop goes on selling."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring, TamperedError, WrongKeyError
from auto_order.kit.secret import Secret
from auto_order.stock import repository
from auto_order.stock.loading import seal_context
from auto_order.stock.models import StockItem


async def list_old(session: Session, keyring: Keyring, *, after: int, limit: int) -> Sequence[int]:
    """List items above ``after``, by rising id, that are sealed under another key than the current one."""
    return await repository.list_sealed_otherwise(session, keyring.mark, after=after, limit=limit)


async def reseal(session: Session, ids: Sequence[int], keyring: Keyring) -> Sequence[int]:
    """Seal these items anew; those that are being sold right now are left for another time.

    Gives the ids of damaged ones, which cannot be opened and stay as they are. A content that the product
    has twice, which one key alone would never have let in, keeps its former fingerprint.
    """
    damaged = list[int]()
    opened = defaultdict[int, list[tuple[StockItem, Secret]]](list)
    for item in await repository.lock_items(session, ids):
        try:
            secret = keyring.open(item.content, seal_context(item.product_id))
        except (TamperedError, WrongKeyError):
            damaged.append(item.id)
        else:
            opened[item.product_id].append((item, secret))
    for product_id, items in opened.items():
        await _reseal(session, product_id, items, keyring)
    return damaged


async def _reseal(
    session: Session, product_id: int, items: Sequence[tuple[StockItem, Secret]], keyring: Keyring
) -> None:
    context = seal_context(product_id)
    fingerprints = [keyring.fingerprint(secret, context) for _item, secret in items]
    taken: Mapping[bytes, int] = await repository.find_known(
        session, product_id=product_id, fingerprints=fingerprints
    )
    given = set(taken)
    for (item, secret), fingerprint in zip(items, fingerprints, strict=True):
        item.content = keyring.seal(secret, context)
        if fingerprint not in given:
            item.fingerprint = fingerprint
            given.add(fingerprint)
    await session.flush()
