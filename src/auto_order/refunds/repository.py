"""All SQL about refunds."""

from collections.abc import Sequence

from sqlalchemy import func, select

from auto_order.db.session import Session
from auto_order.refunds.models import Refund, RefundStatus


async def add(session: Session, refund: Refund) -> None:
    session.add(refund)
    await session.flush()


async def lock(session: Session, refund_id: int) -> Refund | None:
    """Find the refund, locked until the transaction ends and as it is in the database now."""
    return await session.scalar(
        select(Refund)
        .where(Refund.id == refund_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def sum_of_order(session: Session, order_id: int, status: RefundStatus | None = None) -> int:
    wanted = select(func.sum(Refund.amount)).where(Refund.order_id == order_id)
    if status is not None:
        wanted = wanted.where(Refund.status == status)
    return int((await session.scalar(wanted)) or 0)


async def list_of_order(session: Session, order_id: int) -> Sequence[Refund]:
    rows = await session.scalars(select(Refund).where(Refund.order_id == order_id).order_by(Refund.id))
    return rows.all()


async def list_due(session: Session, *, limit: int) -> Sequence[Refund]:
    rows = await session.scalars(
        select(Refund).where(Refund.status == RefundStatus.DUE).order_by(Refund.id).limit(limit)
    )
    return rows.all()
