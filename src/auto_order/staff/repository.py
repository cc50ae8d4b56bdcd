"""All SQL about the staff."""

from collections.abc import Sequence

from sqlalchemy import select

from auto_order.db.session import Session
from auto_order.staff.models import StaffMember


async def list_members(session: Session) -> Sequence[StaffMember]:
    rows = await session.scalars(select(StaffMember).order_by(StaffMember.added_at, StaffMember.telegram_id))
    return rows.all()


async def lock_member(session: Session, telegram_id: int) -> StaffMember | None:
    """Find the member locked until the transaction ends, as it is in the database now."""
    return await session.scalar(
        select(StaffMember)
        .where(StaffMember.telegram_id == telegram_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
