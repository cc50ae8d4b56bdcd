"""A job belongs to its worker for as long as the lease is kept, and to nobody else."""

import asyncio
from datetime import timedelta

import pytest
import structlog
from sqlalchemy import text

from auto_order.jobs import claims
from auto_order.jobs.claims import ClaimedJob
from auto_order.jobs.job import Job, Priority
from auto_order.jobs.models import JobStatus
from auto_order.jobs.queue import enqueue, revive
from auto_order.jobs.registry import Run
from auto_order.jobs.worker import Pace
from tests.rig.clock import NOW
from tests.rig.waiting import eventually
from tests.rooms.jobs.workshop import WITHOUT_POLLING, Prune, Sweep, Water, Workshop

_FAR = timedelta(days=1)
# The keeper looks every 10 ms; what a lease is, the test's clock says.
_SHORT_LEASE = Pace(lease=0.03, poll=600)


class _LongWork:
    """A task that goes on until the test lets it end."""

    def __init__(self) -> None:
        self.begun = 0
        self.end = asyncio.Event()

    async def __call__(self, _job: Job, run: Run) -> None:
        self.begun += 1
        await self.end.wait()
        async with run.finishing() as session:
            await enqueue(session, Sweep(), now=run.now(), run_at=run.now() + _FAR)


async def _claim_as_another(workshop: Workshop) -> ClaimedJob:
    async with workshop.tx() as session:
        (job,) = await claims.claim(
            session,
            worker="another",
            limit=1,
            least_urgent=Priority.BULK,
            now=workshop.clock.now,
            lease=timedelta(seconds=30),
        )
    return job


async def _finish(workshop: Workshop, job: ClaimedJob) -> None:
    async with workshop.tx() as session:
        await claims.finish(session, job)


async def test_the_lease_of_a_long_job_is_kept(workshop: Workshop) -> None:
    work = _LongWork()
    workshop.tasks.add(Water, work)
    await workshop.promise(Water())

    async def is_kept() -> bool:
        return (await workshop.only_row()).leased_until == workshop.clock.now + timedelta(seconds=0.03)

    async with workshop.working(_SHORT_LEASE):
        await eventually(lambda: work.begun == 1)
        for _ in range(3):
            workshop.clock.move(hours=1)
            await eventually(is_kept)
        work.end.set()

    assert work.begun == 1


async def test_a_worker_that_lost_its_lease_leaves_no_trace(workshop: Workshop) -> None:
    work = _LongWork()
    workshop.tasks.add(Water, work)
    await workshop.promise(Water())

    with structlog.testing.capture_logs() as logs:
        async with workshop.working(WITHOUT_POLLING):
            await eventually(lambda: work.begun == 1)
            await workshop.take_away()
            taken = await _claim_as_another(workshop)
            work.end.set()

    assert "jobs.lease_lost" in [entry["event"] for entry in logs]
    row = await workshop.only_row()
    assert (row.id, row.worker, row.status) == (taken.id, "another", JobStatus.RUNNING)


async def test_control_a_worker_that_kept_its_lease_leaves_its_effect(workshop: Workshop) -> None:
    work = _LongWork()
    workshop.tasks.add(Water, work)
    await workshop.promise(Water())

    async with workshop.working(WITHOUT_POLLING):
        await eventually(lambda: work.begun == 1)
        work.end.set()

    assert (await workshop.only_row()).name == "sweep"


async def test_a_worker_that_hung_since_before_its_job_died_cannot_finish_the_revived_one(
    workshop: Workshop,
) -> None:
    await workshop.promise(Water())
    stale = await _claim_as_another(workshop)
    async with workshop.tx() as session:
        await claims.bury(session, stale, error="gave up on it")
        await revive(session, stale.id, now=NOW)
    fresh = await _claim_as_another(workshop)

    with pytest.raises(claims.LeaseLostError):
        await _finish(workshop, stale)
    await _finish(workshop, fresh)


async def test_a_worker_that_hung_cannot_finish_a_job_that_came_after_its_own(workshop: Workshop) -> None:
    await workshop.promise(Water(plant="first"))
    stale = await _claim_as_another(workshop)
    async with workshop.tx() as session:
        await claims.finish(session, stale)
    await workshop.promise(Water(plant="second"))
    await _claim_as_another(workshop)

    with pytest.raises(claims.LeaseLostError):
        await _finish(workshop, stale)


async def test_the_jobs_of_a_dead_worker_are_found_and_done(workshop: Workshop) -> None:
    work = _LongWork()
    work.end.set()
    workshop.tasks.add(Prune, work)
    await workshop.promise(Prune())
    await _claim_as_another(workshop)
    workshop.clock.move(seconds=31)

    async with workshop.working(_SHORT_LEASE):
        await eventually(lambda: work.begun == 1)

    assert (await workshop.only_row()).name == "sweep"


async def test_a_job_whose_worker_lives_is_left_alone(workshop: Workshop) -> None:
    await workshop.promise(Prune())
    job = await _claim_as_another(workshop)
    workshop.clock.move(seconds=29)

    async with workshop.tx() as session:
        lost = await claims.find_lost(session, now=workshop.clock.now)
        locked = await claims.lock_lost(session, job.id, now=workshop.clock.now)

    assert not lost
    assert locked is None


async def test_being_lost_is_no_failure_of_the_job(workshop: Workshop) -> None:
    await workshop.promise(Water())
    await _claim_as_another(workshop)

    await workshop.take_away()

    row = await workshop.only_row()
    assert (row.status, row.failures, row.losses) == (JobStatus.QUEUED, 0, 1)


async def test_a_job_that_takes_its_worker_down_each_time_is_given_up_in_the_end(workshop: Workshop) -> None:
    buried = []

    async def when_dead(_session: object, job: Water, _now: object) -> None:
        buried.append(job)

    workshop.tasks.add(Water, _LongWork(), when_dead=when_dead)
    await workshop.promise(Water(plant="nettle"))
    await _claim_as_another(workshop)
    async with workshop.tx() as session:
        await session.execute(text("UPDATE jobs SET losses = 99"))
    workshop.clock.move(seconds=31)

    async with workshop.working(_SHORT_LEASE):
        await eventually(lambda: _is_dead(workshop))

    assert buried == [Water(plant="nettle")]


async def _is_dead(workshop: Workshop) -> bool:
    return (await workshop.only_row()).status is JobStatus.DEAD


async def test_a_job_that_nobody_works_at_is_not_kept_by_the_name_of_its_worker(workshop: Workshop) -> None:
    """As when the end of a job could not be recorded: it must be lost, though its worker goes on."""
    await workshop.promise(Water(plant="in hand"), Water(plant="forgotten"))
    async with workshop.tx() as session:
        in_hand, forgotten = await claims.claim(
            session, worker="one", limit=2, least_urgent=Priority.BULK, now=NOW, lease=timedelta(seconds=30)
        )

    workshop.clock.move(seconds=20)
    async with workshop.tx() as session:
        await claims.keep(
            session, [in_hand], worker="one", now=workshop.clock.now, lease=timedelta(seconds=30)
        )
        lost = await claims.find_lost(session, now=workshop.clock.move(seconds=20))

    assert lost == [forgotten.id]


async def test_stopping_lets_the_work_in_hand_end(workshop: Workshop) -> None:
    work = _LongWork()
    workshop.tasks.add(Water, work)
    await workshop.promise(Water())

    async with workshop.working() as worker:
        await eventually(lambda: work.begun == 1)
        worker.stop()
        work.end.set()

    assert (await workshop.only_row()).name == "sweep"
    assert worker.is_idle


async def test_stopping_takes_no_further_job(workshop: Workshop) -> None:
    work = _LongWork()
    workshop.tasks.add(Water, work)
    await workshop.promise(Water())

    async with workshop.working() as worker:
        await eventually(lambda: work.begun == 1)
        worker.stop()
        await workshop.promise(Water())
        work.end.set()

    assert work.begun == 1
    assert sorted(row.name for row in await workshop.rows()) == ["sweep", "water"]


async def test_what_does_not_end_within_the_grace_is_put_back_unharmed(workshop: Workshop) -> None:
    work = _LongWork()
    workshop.tasks.add(Water, work)
    await workshop.promise(Water())

    async with workshop.working(Pace(stop_grace=0.01)) as worker:
        await eventually(lambda: work.begun == 1)
        worker.stop()

    row = await workshop.only_row()
    assert (row.name, row.status, row.failures, row.worker) == ("water", JobStatus.QUEUED, 0, None)
