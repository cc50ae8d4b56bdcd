"""All SQL about audit entries."""

from collections.abc import Sequence

from sqlalchemy import select, text

from auto_order.audit.models import AuditEntry
from auto_order.db.session import Session


async def lock_end(session: Session) -> AuditEntry | None:
    """Give the last entry, and let nobody else add one until the transaction ends. Readers go on."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("LOCK TABLE audit_entries IN SHARE ROW EXCLUSIVE MODE"))
    return await session.scalar(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1))


async def list_after(session: Session, number: int, *, limit: int) -> Sequence[AuditEntry]:
    rows = await session.scalars(
        select(AuditEntry).where(AuditEntry.id > number).order_by(AuditEntry.id).limit(limit)
    )
    return rows.all()


async def list_before(
    session: Session, number: int | None, *, subject: str | None, limit: int
) -> Sequence[AuditEntry]:
    wanted = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if number is not None:
        wanted = wanted.where(AuditEntry.id < number)
    if subject is not None:
        wanted = wanted.where(AuditEntry.subject == subject)
    return (await session.scalars(wanted)).all()
