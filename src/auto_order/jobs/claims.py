"""What a worker does with the queue: claim due jobs, keep, finish, put back or bury them, find lost ones."""

from collections.abc import Collection, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Executable,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from auto_order.db.session import Session, ring_after_commit
from auto_order.jobs.job import Priority
from auto_order.jobs.models import JobRow, JobStatus

_MOST_ERROR_CHARACTERS = 500
# How often a job may have failed before younger ones of its kind and key go ahead of it.
MOST_FAILURES_TO_WAIT_FOR = 5


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
    losses: int


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
    values = {
        "taker": worker,
        "most": limit,
        "least_urgent": least_urgent,
        "now": now,
        "until": now + lease,
    }
    rows = sorted(await session.execute(_write_claim(), values), key=lambda row: (row.priority, row.id))
    return [ClaimedJob(*row[:-1]) for row in rows]


# What a worker asks all the time is put together once: that takes many times as long as the answer.
@cache
def _write_claim() -> Executable:
    due = _choose_due()
    return (
        update(JobRow)
        .where(JobRow.id.in_(select(due.c.id)), _is_queued(JobRow))
        .values(
            status=JobStatus.RUNNING,
            worker=bindparam("taker"),
            leased_until=bindparam("until"),
            claims=JobRow.claims + 1,
        )
        .returning(
            JobRow.id,
            JobRow.name,
            JobRow.key,
            JobRow.merges,
            JobRow.payload,
            JobRow.claims,
            JobRow.failures,
            JobRow.losses,
            JobRow.priority,
        )
        .execution_options(synchronize_session=False)
    )


def _choose_due() -> CTE:
    # SQLite ignores SKIP LOCKED and needs none: there a transaction holds the only pen.
    # A CTE that locks is run once; a plain subquery may be run again and lock more than the limit.
    return (
        select(JobRow.id)
        .where(
            _is_queued(JobRow),
            JobRow.run_at <= bindparam("now"),
            JobRow.priority <= bindparam("least_urgent"),
        )
        .where(
            or_(
                JobRow.key.is_(None),
                and_(_has_a_free_key(), _overtakes_none(JobRow), _is_oldest_of_its_key()),
            )
        )
        .order_by(JobRow.priority, JobRow.run_at, JobRow.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
        .cte("due")
    )


async def find_next_moment(session: Session, *, least_urgent: Priority) -> datetime | None:
    """Say when the next waiting job whose key is free is due; it may be past."""
    moment: datetime | None = await session.scalar(_write_next_moment(least_urgent))
    return moment


@cache
def _write_next_moment(least_urgent: Priority) -> Select[tuple[datetime]]:
    # One step into the index for each priority: a long queue must not be read through to find its head.
    heads = [
        select(JobRow.run_at)
        .where(_is_queued(JobRow), JobRow.priority == priority)
        .where(or_(JobRow.key.is_(None), and_(_has_a_free_key(), _overtakes_none(JobRow))))
        .order_by(JobRow.run_at)
        .limit(1)
        .subquery()
        for priority in Priority
        if priority <= least_urgent
    ]
    soonest = union_all(*(select(head.c.run_at) for head in heads)).subquery()
    return select(func.min(soonest.c.run_at))


async def keep(
    session: Session, jobs: Collection[ClaimedJob], *, worker: str, now: datetime, lease: timedelta
) -> None:
    """Prolong the leases of these jobs, where the worker has them still. Any other runs out and is found."""
    await session.execute(
        update(JobRow)
        .where(_is_running(JobRow), JobRow.worker == worker, JobRow.id.in_([job.id for job in jobs]))
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
    session: Session,
    job: ClaimedJob,
    *,
    run_at: datetime,
    error: str | None,
    has_failed: bool,
    was_lost: bool = False,
) -> None:
    """Have the job tried again at ``run_at``; ``has_failed`` counts against it. Raises LeaseLostError.

    Where a merging one waits already, that one takes over.
    """
    values: dict[str, Any] = {
        "status": JobStatus.QUEUED,
        "worker": None,
        "leased_until": None,
        "run_at": run_at,
        "failures": job.failures + has_failed,
        "losses": job.losses + was_lost,
    }
    if error is not None:
        values["last_error"] = error[:_MOST_ERROR_CHARACTERS]
    back = update(JobRow).where(_is_mine(job)).values(**values).execution_options(synchronize_session=False)
    try:
        async with session.begin_nested() if job.merges else nullcontext():
            _must_be_mine(await session.execute(back))
    except IntegrityError:
        await finish(session, job)
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


async def find_lost(session: Session, *, now: datetime) -> Sequence[int]:
    """Find running jobs whose lease ran out: their worker died or hung."""
    lost = await session.scalars(select(JobRow.id).where(_is_running(JobRow), JobRow.leased_until < now))
    return lost.all()


async def lock_lost(session: Session, job_id: int, *, now: datetime) -> ClaimedJob | None:
    """Lock a lost job to put it back or bury it, unless somebody does so already or its worker is back."""
    row = await session.scalar(
        select(JobRow)
        .where(JobRow.id == job_id, _is_running(JobRow), JobRow.leased_until < now)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    return ClaimedJob(
        row.id, row.name, row.key, row.merges, row.payload, row.claims, row.failures, row.losses
    )


# The statuses stand in the statements as text: a partial index is used only where its own condition is seen.
def _is_queued(row: type[JobRow]) -> ColumnElement[bool]:
    return row.status == literal_column("'queued'")


def _is_running(row: type[JobRow]) -> ColumnElement[bool]:
    return row.status == literal_column("'running'")


def _has_a_free_key() -> ColumnElement[bool]:
    other = aliased(JobRow)
    return ~exists().where(other.key == JobRow.key, _is_running(other))


def _overtakes_none(row: type[JobRow]) -> ColumnElement[bool]:
    """Say that no older one of the same kind and key was tried and waits to be tried again.

    One that has failed often lets the others pass: it may go on failing for hours.
    """
    other = aliased(JobRow)
    return ~exists().where(
        other.key == row.key,
        other.name == row.name,
        _is_queued(other),
        other.id < row.id,
        other.claims > 0,
        other.failures < MOST_FAILURES_TO_WAIT_FOR,
    )


def _is_oldest_of_its_key() -> ColumnElement[bool]:
    """Say that no older one of the same key could be taken as well."""
    other = aliased(JobRow)
    return ~exists().where(
        other.key == JobRow.key,
        _is_queued(other),
        other.run_at <= bindparam("now"),
        other.id < JobRow.id,
        _overtakes_none(other),
    )


def _is_mine(job: ClaimedJob) -> ColumnElement[bool]:
    return and_(JobRow.id == job.id, JobRow.status == JobStatus.RUNNING, JobRow.claims == job.claims)


def _must_be_mine(result: Any) -> None:  # noqa: ANN401 - the result of an UPDATE or a DELETE
    if result.rowcount != 1:
        raise LeaseLostError
