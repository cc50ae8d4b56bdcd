"""The table of jobs. A finished job's row is gone; a dead one stays until a person looks at it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from auto_order.db.base import Base, Key, partial_index
from auto_order.db.types import one_of


class JobStatus(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DEAD = "dead"


class JobRow(Base):
    """A promised piece of work. While RUNNING it belongs to ``worker`` until ``leased_until``."""

    __tablename__ = "jobs"
    __table_args__ = (
        partial_index("ix_jobs_due", "priority", "run_at", "id", where="status = 'queued'"),
        partial_index("ix_jobs_queued_key", "key", "id", where="status = 'queued'"),
        # One running job a key: the guard behind the claim's own test, which two workers may pass at once.
        partial_index("uq_jobs_running_key", "key", where="status = 'running'", unique=True),
        partial_index("uq_jobs_merging", "name", "key", where="status = 'queued' AND merges", unique=True),
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
