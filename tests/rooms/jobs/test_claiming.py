"""Which jobs a worker gets: due ones, the most urgent first, one a key, each to one worker."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from auto_order.db.engine import Database
from auto_order.db.session import Session, Transactions
from auto_order.jobs import claims
from auto_order.jobs.claims import ClaimedJob
from auto_order.jobs.job import Priority
from auto_order.jobs.models import JobStatus
from tests.rig.clock import NOW, Clock
from tests.rig.only import on_postgresql
from tests.rig.waiting import eventually
from tests.rooms.jobs.workshop import Harvest, Prune, Rescue, Sweep, Water, Workshop

LATER = NOW + timedelta(minutes=5)


async def _claim(
    session: Session,
    *,
    limit: int = 10,
    least_urgent: Priority = Priority.BULK,
    now: datetime = NOW,
    worker: str = "gardener",
) -> list[ClaimedJob]:
    lease = timedelta(seconds=30)
    return list(
        await claims.claim(
            session, worker=worker, limit=limit, least_urgent=least_urgent, now=now, lease=lease
        )
    )


async def test_the_most_urgent_come_first_then_the_oldest(workshop: Workshop) -> None:
    await workshop.promise(Sweep(), Water(plant="first"), Water(plant="second"), Harvest())

    async with workshop.tx() as session:
        claimed = await _claim(session)

    assert [job.name for job in claimed] == ["harvest", "water", "water", "sweep"]
    assert [Water.load(job.payload) for job in claimed[1:3]] == [Water(plant="first"), Water(plant="second")]


async def test_a_claim_takes_no_more_than_its_limit_and_the_rest_stays(workshop: Workshop) -> None:
    await workshop.promise(Water(), Harvest(), Water())

    async with workshop.tx() as session:
        claimed = await _claim(session, limit=1)

    assert [job.name for job in claimed] == ["harvest"]
    assert sorted(row.status for row in await workshop.rows()) == ["queued", "queued", "running"]


async def test_what_is_not_due_waits(workshop: Workshop) -> None:
    await workshop.promise(Water(), run_at=LATER)

    async with workshop.tx() as session:
        early = await _claim(session, now=LATER - timedelta(microseconds=1))
        in_time = await _claim(session, now=LATER)

    assert not early
    assert len(in_time) == 1


async def test_the_urgent_lane_leaves_everything_else(workshop: Workshop) -> None:
    await workshop.promise(Water(), Sweep(), Harvest())

    async with workshop.tx() as session:
        claimed = await _claim(session, least_urgent=Priority.URGENT)

    assert [job.name for job in claimed] == ["harvest"]


async def test_of_one_key_only_the_oldest_due_job_is_taken(workshop: Workshop) -> None:
    await workshop.promise(Prune(branch=1), Prune(branch=2), Prune(plant="rose", branch=3))

    async with workshop.tx() as session:
        claimed = await _claim(session)

    assert [Prune.load(job.payload) for job in claimed] == [Prune(branch=1), Prune(plant="rose", branch=3)]


async def test_a_key_is_taken_again_only_when_its_job_is_done(workshop: Workshop) -> None:
    await workshop.promise(Prune(branch=1), Prune(branch=2))
    async with workshop.tx() as session:
        (first,) = await _claim(session)

    async with workshop.tx() as session:
        meanwhile = await _claim(session)
        await claims.finish(session, first)
        after = await _claim(session)

    assert not meanwhile
    assert [Prune.load(job.payload) for job in after] == [Prune(branch=2)]


async def test_a_job_that_waits_for_a_later_moment_does_not_hold_its_key(workshop: Workshop) -> None:
    await workshop.promise(Prune(branch=1), run_at=LATER)
    await workshop.promise(Prune(branch=2))

    async with workshop.tx() as session:
        claimed = await _claim(session)

    assert [Prune.load(job.payload) for job in claimed] == [Prune(branch=2)]


async def test_the_next_moment_is_that_of_the_soonest_job_with_a_free_key(workshop: Workshop) -> None:
    await workshop.promise(Prune(branch=1), Prune(branch=2))
    await workshop.promise(Water(), run_at=LATER)
    async with workshop.tx() as session:
        await _claim(session, limit=1)

    async with workshop.tx.reading() as session:
        everything = await claims.find_next_moment(session, least_urgent=Priority.BULK)
        urgent = await claims.find_next_moment(session, least_urgent=Priority.URGENT)

    assert everything == LATER
    assert urgent is None


async def test_many_claimers_share_the_jobs_without_taking_one_twice(
    workshop: Workshop, open_another: Callable[[], Database]
) -> None:
    await workshop.promise(*(Water(plant=f"plant {number}") for number in range(60)))
    claimers = [workshop.tx, *(Transactions(open_another()) for _ in range(3))]
    taken: list[ClaimedJob] = []

    async def take_all(tx: Transactions) -> None:
        while True:
            async with tx() as session:
                claimed = await _claim(session, limit=3)
            if not claimed:
                return
            taken.extend(claimed)

    async with asyncio.TaskGroup() as group:
        for claimer in claimers:
            group.create_task(take_all(claimer))

    assert len(taken) == len({job.id for job in taken}) == 60


class _OpenClaim:
    """A transaction that has claimed one job and stays open until released."""

    def __init__(self, tx: Transactions) -> None:
        self._tx = tx
        self._release = asyncio.Event()
        self.has_claimed = asyncio.Event()
        self.claimed: list[ClaimedJob] = []

    async def hold(self) -> None:
        async with self._tx() as session:
            self.claimed = await _claim(session, limit=1)
            self.has_claimed.set()
            await self._release.wait()

    def release(self) -> None:
        self._release.set()


@on_postgresql
async def test_a_claimer_passes_what_another_is_taking(workshop: Workshop) -> None:
    await workshop.promise(Water(plant="first"), Water(plant="second"))
    other = _OpenClaim(workshop.tx)

    async with asyncio.TaskGroup() as group:
        group.create_task(other.hold())
        await other.has_claimed.wait()
        async with workshop.tx() as session:
            await session.execute(text("SET LOCAL lock_timeout = '5s'"))
            claimed = await _claim(session, limit=1)
        other.release()

    assert [job.id for job in other.claimed + claimed] == [row.id for row in await workshop.rows()]


@on_postgresql
async def test_control_without_skip_locked_a_claimer_waits_for_the_other(workshop: Workshop) -> None:
    await workshop.promise(Water(plant="first"), Water(plant="second"))
    other = _OpenClaim(workshop.tx)

    async with asyncio.TaskGroup() as group:
        group.create_task(other.hold())
        await other.has_claimed.wait()
        async with workshop.tx() as session:
            await session.execute(text("SET LOCAL lock_timeout = '100ms'"))
            with pytest.raises(DBAPIError, match="lock timeout"):
                await session.execute(text("SELECT id FROM jobs ORDER BY id LIMIT 1 FOR UPDATE"))
            await session.rollback()
        other.release()


async def _claim_both_of_one_key(workshop: Workshop) -> None:
    """Have two claimers pass the claim's own test at once: the second sees an older job fall due."""
    await workshop.promise(Prune(branch=1), run_at=LATER)
    await workshop.promise(Prune(branch=2))
    other = _OpenClaim(workshop.tx)

    async def claim_the_older() -> None:
        async with workshop.tx() as session:
            await _claim(session, limit=1, now=LATER)

    async with asyncio.TaskGroup() as group:
        group.create_task(other.hold())
        await other.has_claimed.wait()
        second = group.create_task(claim_the_older())
        await _let_it_block(workshop.tx, second)
        other.release()


async def _let_it_block(tx: Transactions, task: asyncio.Task[None]) -> None:
    async def is_blocked() -> bool:
        async with tx.reading() as session:
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            return task.done() or bool(await session.scalar(text(waiting)))

    await eventually(is_blocked)


@on_postgresql
async def test_two_claimers_never_hold_one_key_at_once(workshop: Workshop) -> None:
    with pytest.raises(ExceptionGroup) as refused:
        await _claim_both_of_one_key(workshop)

    assert refused.group_contains(IntegrityError)
    assert sorted(row.status for row in await workshop.rows()) == ["queued", "running"]


@on_postgresql
async def test_control_without_the_unique_index_two_claimers_hold_one_key(
    scratch_database: Database, clock: Clock
) -> None:
    workshop = Workshop(Transactions(scratch_database), clock)
    async with workshop.tx() as session:
        await session.execute(text("DROP INDEX uq_jobs_running_key"))

    await _claim_both_of_one_key(workshop)

    assert [row.status for row in await workshop.rows()] == [JobStatus.RUNNING, JobStatus.RUNNING]


async def test_a_job_that_is_to_be_tried_again_is_not_overtaken_by_its_kind(workshop: Workshop) -> None:
    await workshop.promise(Prune(branch=1), Rescue(), Prune(branch=2))
    await _fail_once(workshop, Prune(branch=1))

    async with workshop.tx() as session:
        claimed = await _claim(session)
        soonest = await claims.find_next_moment(session, least_urgent=Priority.BULK)

    assert [job.name for job in claimed] == ["rescue"]
    assert soonest is None, "the key is taken"


async def test_a_job_of_another_kind_does_not_wait_behind_one_that_waits_itself(workshop: Workshop) -> None:
    await workshop.promise(Prune(branch=1), Prune(branch=2), Rescue())
    await _fail_once(workshop, Prune(branch=1))

    async with workshop.tx() as session:
        claimed = await _claim(session)

    assert [job.name for job in claimed] == ["rescue"]


async def test_nobody_looks_for_a_job_that_waits_for_an_older_one(workshop: Workshop) -> None:
    await workshop.promise(Prune(branch=1), Prune(branch=2))
    await _fail_once(workshop, Prune(branch=1))

    async with workshop.tx.reading() as session:
        soonest = await claims.find_next_moment(session, least_urgent=Priority.BULK)

    assert soonest == NOW + _PAUSE


async def test_a_job_that_fails_and_fails_lets_the_others_pass(workshop: Workshop) -> None:
    await workshop.promise(Prune(branch=1), Prune(branch=2))
    for number in range(5):
        await _fail_once(workshop, Prune(branch=1), now=NOW + number * _PAUSE)

    async with workshop.tx() as session:
        (claimed,) = await _claim(session, now=NOW + 4 * _PAUSE)

    assert Prune.load(claimed.payload) == Prune(branch=2)


_PAUSE = timedelta(seconds=10)


async def _fail_once(workshop: Workshop, expected: Prune, *, now: datetime = NOW) -> None:
    async with workshop.tx() as session:
        (claimed,) = await _claim(session, limit=1, now=now)
        assert Prune.load(claimed.payload) == expected
        await claims.put_back(session, claimed, run_at=now + _PAUSE, error="no", has_failed=True)
