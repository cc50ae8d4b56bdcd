"""All SQL about claims."""

from collections.abc import Sequence

from sqlalchemy import func, select

from auto_order.db.session import Session
from auto_order.warranty.models import ClaimStatus, WarrantyClaim


async def find(session: Session, claim_id: int) -> WarrantyClaim | None:
    return await session.get(WarrantyClaim, claim_id)


async def lock(session: Session, claim_id: int) -> WarrantyClaim:
    """Get the claim locked until the transaction ends, as it is in the database now."""
    found = await session.scalars(
        select(WarrantyClaim)
        .where(WarrantyClaim.id == claim_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.one()


async def find_open(session: Session, order_line_id: int) -> WarrantyClaim | None:
    return await session.scalar(
        select(WarrantyClaim).where(
            WarrantyClaim.order_line_id == order_line_id, WarrantyClaim.status == ClaimStatus.OPEN
        )
    )


async def list_of_order(session: Session, order_id: int) -> Sequence[WarrantyClaim]:
    rows = await session.scalars(
        select(WarrantyClaim).where(WarrantyClaim.order_id == order_id).order_by(WarrantyClaim.id)
    )
    return rows.all()


async def count_open(session: Session) -> int:
    counted = select(func.count()).select_from(WarrantyClaim).where(WarrantyClaim.status == ClaimStatus.OPEN)
    return (await session.scalar(counted)) or 0


async def list_open(session: Session, *, offset: int, limit: int) -> Sequence[WarrantyClaim]:
    """List open claims, the oldest first."""
    rows = await session.scalars(
        select(WarrantyClaim)
        .where(WarrantyClaim.status == ClaimStatus.OPEN)
        .order_by(WarrantyClaim.id)
        .offset(offset)
        .limit(limit)
    )
    return rows.all()
