"""What everybody may do with the queue: promise a job, see the dead ones, revive them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, delete, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from auto_order.db.session import Session, ring_after_commit
from auto_order.jobs.job import Job, Priority
from auto_order.jobs.models import JobRow, JobStatus

# What a second promise changes about a merging job that waits.
_MERGED = ("run_at", "priority")


class DeadJob(NamedTuple):
    """A job that was given up, as a person sees it."""

    id: int
    name: str
    queued_at: datetime
    failures: int
    last_error: str | None


async def enqueue(
    session: Session,
    job: Job,
    *,
    now: datetime,
    run_at: datetime | None = None,
    priority: Priority | None = None,
) -> None:
    """Promise a job in the caller's transaction: no commit, no job; commit, then surely a job.

    ``priority`` overrides that of the kind. A merging job that waits already is moved to the sooner moment
    and priority instead of being doubled.
    """
    if job.merges and job.key is None:
        raise TypeError(f"{job.name} merges and has no key to merge by")
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(JobRow).values(
        name=job.name,
        key=job.key,
        merges=job.merges,
        priority=job.priority if priority is None else priority,
        payload=job.dump(),
        status=JobStatus.QUEUED,
        queued_at=now,
        run_at=run_at or now,
        claims=0,
        failures=0,
        losses=0,
    )
    if job.merges:
        sooner = {name: _lesser(getattr(JobRow, name), statement.excluded[name]) for name in _MERGED}
        statement = statement.on_conflict_do_update(
            index_elements=["name", "key"], index_where=text("status = 'queued' AND merges"), set_=sooner
        )
    await session.execute(statement)
    ring_after_commit(session)


async def list_waiting_keys(session: Session, *, names: Sequence[str]) -> set[str]:
    """List the keys of the jobs of these names that wait or are under way."""
    rows = await session.scalars(
        select(JobRow.key).where(
            JobRow.name.in_(names), JobRow.key.is_not(None), JobRow.status != JobStatus.DEAD
        )
    )
    return {key for key in rows if key is not None}


async def list_dead(session: Session, *, limit: int = 50) -> Sequence[DeadJob]:
    """List the jobs that were given up, the latest first."""
    rows = await session.execute(
        select(JobRow.id, JobRow.name, JobRow.queued_at, JobRow.failures, JobRow.last_error)
        .where(JobRow.status == JobStatus.DEAD)
        .order_by(JobRow.id.desc())
        .limit(limit)
    )
    return [DeadJob(*row) for row in rows]


async def revive(session: Session, job_id: int, *, now: datetime) -> bool:
    """Queue a dead job once more, with all its attempts; say whether there was such a one.

    Where a merging one waits already, that one takes over.
    """
    # Its claims go on counting: a worker that hung since before it died must not pass for its new one.
    dead = and_(JobRow.id == job_id, JobRow.status == JobStatus.DEAD)
    back = update(JobRow).where(dead).values(status=JobStatus.QUEUED, run_at=now, failures=0, losses=0)
    result: Any
    try:
        async with session.begin_nested():
            result = await session.execute(back.execution_options(synchronize_session=False))
    except IntegrityError:
        result = await session.execute(
            delete(JobRow).where(dead).execution_options(synchronize_session=False)
        )
    ring_after_commit(session)
    return bool(result.rowcount)


def _lesser(one: Any, other: Any) -> Any:  # noqa: ANN401 - two columns of one type
    return case((one < other, one), else_=other)
