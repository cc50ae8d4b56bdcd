"""All SQL about letters."""

from collections.abc import Sequence

from sqlalchemy import func, select

from auto_order.db.session import Session
from auto_order.letters.models import Letter


async def get(session: Session, letter_id: int) -> Letter:
    return await session.get_one(Letter, letter_id)


async def list_sealed_otherwise(session: Session, mark: bytes, *, after: int, limit: int) -> Sequence[int]:
    """List letters, by rising id above ``after``, whose words do not begin with the mark."""
    rows = await session.scalars(
        select(Letter.id)
        .where(Letter.id > after, func.substr(Letter.text, 1, len(mark)) != mark)
        .order_by(Letter.id)
        .limit(limit)
    )
    return rows.all()


async def lock(session: Session, ids: Sequence[int]) -> Sequence[Letter]:
    """Lock these letters, without those that somebody else has locked: nobody is waited for."""
    rows = await session.scalars(
        select(Letter)
        .where(Letter.id.in_(ids))
        .order_by(Letter.id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return rows.all()
