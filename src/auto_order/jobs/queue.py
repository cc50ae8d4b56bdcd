"""The queue's verbs: promise a job, claim due ones, keep, finish, put back, bury and revive them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from auto_order.db.session import Session, ring_after_commit
from auto_order.jobs.job import Job, Priority
from auto_order.jobs.models import JobRow, JobStatus

_MOST_ERROR_CHARACTERS = 500


class LeaseLostError(Exception):
    """Another worker has the job by now: what this one did in the open transaction must not stand."""


class ClaimedJob(NamedTuple):
    """A job in a worker's hands. ``claims`` counts how often it was taken and proves whose turn it is."""

    id: int
    name: str
    key: str | None
    merges: bool
    payload: str
    claims: int
    failures: int


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

    ``priority`` overrides that of the kind.

    A merging job that waits already is moved to the sooner moment and priority instead of being doubled.
    """
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
    )
    if job.merges:
        new = statement.excluded
        statement = statement.on_conflict_do_update(
            index_elements=["name", "key"],
            index_where=text("status = 'queued' AND merges"),
            set_={
                "run_at": _lesser(JobRow.run_at, new.run_at),
                "priority": _lesser(JobRow.priority, new.priority),
            },
        )
    await session.execute(statement)
    ring_after_commit(session)


async def claim(
    session: Session,
    *,
    worker: str,
    limit: int,
    least_urgent: Priority,
    now: datetime,
    lease: timedelta,
) -> Sequence[ClaimedJob]:
    """Take up to ``limit`` due jobs, the most urgent first, at most one a key, until ``now + lease``.

    Raises IntegrityError when another worker took a job of the same key in the same instant: claim again.
    """
    # SQLite ignores SKIP LOCKED and needs none: there a transaction holds the only pen.
    # A CTE that locks is run once; a plain subquery may be run again and lock more than the limit.
    due = (
        select(JobRow.id)
        .where(JobRow.status == JobStatus.QUEUED, JobRow.run_at <= now, JobRow.priority <= least_urgent)
        .where(or_(JobRow.key.is_(None), _is_next_of_its_key(now)))
        .order_by(JobRow.priority, JobRow.run_at, JobRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    taken = await session.execute(
        update(JobRow)
        .where(JobRow.id.in_(select(due.c.id)), JobRow.status == JobStatus.QUEUED)
        .values(status=JobStatus.RUNNING, worker=worker, leased_until=now + lease, claims=JobRow.claims + 1)
        .returning(
            JobRow.id,
            JobRow.name,
            JobRow.key,
            JobRow.merges,
            JobRow.payload,
            JobRow.claims,
            JobRow.failures,
            JobRow.priority,
        )
        .execution_options(synchronize_session=False)
    )
    rows = sorted(taken.all(), key=lambda row: (row.priority, row.id))
    return [ClaimedJob(*row[:-1]) for row in rows]  # type: ignore[arg-type]  # the columns are in its order


async def find_next_moment(session: Session, *, least_urgent: Priority) -> datetime | None:
    """Say when the next waiting job is due; it may be past."""
    return await session.scalar(
        select(func.min(JobRow.run_at)).where(
            JobRow.status == JobStatus.QUEUED, JobRow.priority <= least_urgent
        )
    )


async def keep(session: Session, *, worker: str, now: datetime, lease: timedelta) -> None:
    """Prolong the lease of everything the worker has in hand."""
    await session.execute(
        update(JobRow)
        .where(JobRow.status == JobStatus.RUNNING, JobRow.worker == worker)
        .values(leased_until=now + lease)
        .execution_options(synchronize_session=False)
    )


async def finish(session: Session, job: ClaimedJob) -> None:
    """Strike the job off, in the transaction that holds its last effect. Raises LeaseLostError."""
    gone = await session.execute(
        delete(JobRow).where(_is_mine(job)).execution_options(synchronize_session=False)
    )
    _must_be_mine(gone)


async def put_back(
    session: Session, job: ClaimedJob, *, run_at: datetime, error: str | None, has_failed: bool
) -> None:
    """Have the job tried again at ``run_at``; ``has_failed`` counts against it. Raises LeaseLostError.

    Where a merging one waits already, that one takes over.
    """
    values: dict[str, Any] = {
        "status": JobStatus.QUEUED,
        "worker": None,
        "leased_until": None,
        "run_at": run_at,
    }
    if error is not None:
        values["last_error"] = error[:_MOST_ERROR_CHARACTERS]
    if has_failed:
        values["failures"] = job.failures + 1
    if job.merges and await _find_waiting_twin(session, job) is not None:
        await finish(session, job)
        return
    back = await session.execute(
        update(JobRow).where(_is_mine(job)).values(**values).execution_options(synchronize_session=False)
    )
    _must_be_mine(back)
    ring_after_commit(session)


async def bury(session: Session, job: ClaimedJob, *, error: str) -> None:
    """Give the job up; it stays as DEAD for a person to see and revive. Raises LeaseLostError."""
    dead = await session.execute(
        update(JobRow)
        .where(_is_mine(job))
        .values(
            status=JobStatus.DEAD,
            worker=None,
            leased_until=None,
            failures=job.failures + 1,
            last_error=error[:_MOST_ERROR_CHARACTERS],
        )
        .execution_options(synchronize_session=False)
    )
    _must_be_mine(dead)


async def has_lost(session: Session, *, now: datetime) -> bool:
    """Say whether a running job's lease ran out."""
    lost = select(JobRow.id).where(JobRow.status == JobStatus.RUNNING, JobRow.leased_until < now).limit(1)
    return await session.scalar(lost) is not None


async def list_lost(session: Session, *, now: datetime) -> Sequence[ClaimedJob]:
    """List running jobs whose lease ran out: their worker died or hung. Locks them."""
    rows = await session.scalars(
        select(JobRow)
        .where(JobRow.status == JobStatus.RUNNING, JobRow.leased_until < now)
        .with_for_update(skip_locked=True)
    )
    return [
        ClaimedJob(row.id, row.name, row.key, row.merges, row.payload, row.claims, row.failures)
        for row in rows
    ]


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
    """Queue a dead job once more, as if new; say whether there was such a one."""
    revived = await session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.status == JobStatus.DEAD)
        .values(status=JobStatus.QUEUED, run_at=now, claims=0, failures=0)
    )
    ring_after_commit(session)
    return bool(revived.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result always has it


def _is_next_of_its_key(now: datetime) -> ColumnElement[bool]:
    """Nothing of the same key runs, and no older due one waits."""
    other = aliased(JobRow)
    blocks = or_(
        other.status == JobStatus.RUNNING,
        and_(other.status == JobStatus.QUEUED, other.run_at <= now, other.id < JobRow.id),
    )
    return ~exists().where(other.key == JobRow.key, other.id != JobRow.id, blocks)


def _is_mine(job: ClaimedJob) -> ColumnElement[bool]:
    return and_(JobRow.id == job.id, JobRow.status == JobStatus.RUNNING, JobRow.claims == job.claims)


def _must_be_mine(result: Any) -> None:  # noqa: ANN401 - the result of an UPDATE or a DELETE
    if result.rowcount != 1:
        raise LeaseLostError


async def _find_waiting_twin(session: Session, job: ClaimedJob) -> int | None:
    return await session.scalar(
        select(JobRow.id).where(
            JobRow.name == job.name, JobRow.key == job.key, JobRow.status == JobStatus.QUEUED, JobRow.merges
        )
    )


def _lesser(one: Any, other: Any) -> Any:  # noqa: ANN401 - two columns of one type
    return case((one < other, one), else_=other)
