"""The table of audit entries."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.append_only import keep_append_only
from auto_order.db.base import Base


class AuditEntry(Base):
    """One deed of one actor, with what it changed. Never changed and never deleted.

    Entries are numbered from 1 without a gap. Each ``digest`` covers the entry and the digest before it, and
    no two follow the same one, so the chain can neither fork nor lose an entry from its middle unnoticed.
    ``before`` and ``after`` are JSON of plain values, never goods or secrets.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        CheckConstraint("id > 0", name="numbers_begin_at_one"),
        Index("ix_audit_entries_subject", "subject", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    happened_at: Mapped[datetime]
    previous_digest: Mapped[bytes] = mapped_column(unique=True)
    digest: Mapped[bytes]


keep_append_only(AuditEntry.__table__, name="audit_log")
