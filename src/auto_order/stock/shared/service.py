"""The verbs about shared contents: share something, say how many may be sold, look at it."""

from datetime import datetime
from typing import NamedTuple

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.catalog import editing
from auto_order.catalog import service as catalog
from auto_order.catalog.models import ProductKind
from auto_order.db.session import Session, note_change
from auto_order.jobs.queue import enqueue
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret
from auto_order.stock.jobs import CheckStock
from auto_order.stock.loading import seal_context
from auto_order.stock.models import SharedContent
from auto_order.stock.repository import add_batch
from auto_order.stock.rules import KindInUse, NotShared, check_content
from auto_order.stock.service import TOPIC
from auto_order.stock.shared import repository


class Shared(NamedTuple):
    """What every buyer of a product gets, and how many more may buy it; None: everybody."""

    secret: Secret
    remaining: int | None


async def share(
    session: Session, product_id: int, content: Secret, *, keyring: Keyring, by: Actor, now: datetime
) -> None:
    """Have every buyer from now on get this. Who bought before keeps what they got. Raises BadContent."""
    sealed = keyring.seal(check_content(content, line=1), seal_context(product_id))
    shared = await repository.lock(session, product_id)
    if shared is None:
        batch = await add_batch(session, product_id=product_id, now=now)
        session.add(SharedContent(product_id=product_id, batch_id=batch.id, content=sealed, remaining=None))
        await session.flush()
    else:
        shared.content = sealed
    await _note(session, product_id, "stock.share", None, by=by, now=now)


async def limit(
    session: Session, product_id: int, remaining: int | None, *, by: Actor, now: datetime
) -> None:
    """Say how many more may be sold: 0 stops the sale, None lets everybody buy. Raises NotShared."""
    shared = await repository.lock(session, product_id)
    if shared is None:
        raise NotShared
    shared.remaining = remaining
    await session.flush()
    await _note(session, product_id, "stock.limit", remaining, by=by, now=now)


async def find_shared(session: Session, product_id: int, *, keyring: Keyring) -> Shared | None:
    """Open what a product's buyers get."""
    shared = await repository.find(session, product_id)
    if shared is None:
        return None
    return Shared(keyring.open(shared.content, seal_context(product_id)), shared.remaining)


async def change_kind(
    session: Session, product_id: int, kind: ProductKind, *, by: Actor, now: datetime
) -> None:
    """Say what a unit of the product is. Safe to repeat.

    Raises ProductUnknown, and KindInUse while any is left.
    """
    if not await editing.set_kind(session, product_id, kind, by=by, now=now):
        return
    if await repository.has_unsold(session, product_id):
        raise KindInUse
    await repository.remove(session, product_id)
    note_change(session, TOPIC)


async def _note(
    session: Session, product_id: int, action: str, remaining: int | None, *, by: Actor, now: datetime
) -> None:
    note_change(session, TOPIC)
    await catalog.note_change(session)
    await enqueue(session, CheckStock(product_id=product_id), now=now)
    await audit.record(
        session,
        by=by,
        action=action,
        subject=f"product:{product_id}",
        before=None,
        after={"remaining": remaining},
        now=now,
    )
