"""The table of jobs. A finished job's row is gone; a dead one stays until a person looks at it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key
from auto_order.db.types import one_of


class JobStatus(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DEAD = "dead"


def _index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, postgresql_where=text(where), sqlite_where=text(where))


class JobRow(Base):
    """A promised piece of work. While RUNNING it belongs to ``worker`` until ``leased_until``."""

    __tablename__ = "jobs"
    __table_args__ = (
        _index("ix_jobs_due", "priority", "run_at", "id", where="status = 'queued'"),
        _index("ix_jobs_queued_key", "key", "id", where="status = 'queued'"),
        # One running job a key: the guard behind the claim's own test, which two workers may pass at once.
        _index("uq_jobs_running_key", "key", where="status = 'running'", unique=True),
        _index("uq_jobs_merging", "name", "key", where="status = 'queued' AND merges", unique=True),
        # An id proves whose turn it is, so it is never given out again after its job is gone.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Key]
    name: Mapped[str]
    key: Mapped[str | None]
    merges: Mapped[bool]
    priority: Mapped[int] = mapped_column(SmallInteger)
    payload: Mapped[str]
    status: Mapped[JobStatus] = mapped_column(one_of(JobStatus))
    queued_at: Mapped[datetime]
    run_at: Mapped[datetime]
    # How often it was taken at all, failed in its worker's hands, and was lost with its worker.
    claims: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    losses: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    last_error: Mapped[str | None]
