"""How a job ends: struck off, tried again after a pause, or given up and kept for a person."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import text

from auto_order.db.session import Session
from auto_order.jobs.job import Backoff, Job
from auto_order.jobs.models import JobStatus
from auto_order.jobs.queue import enqueue, list_dead, revive
from auto_order.jobs.registry import Run
from auto_order.kit.errors import TransientError
from tests.rig.clock import NOW
from tests.rig.waiting import eventually
from tests.rooms.jobs.workshop import Graft, Harvest, Sweep, Water, Weed, Workshop


class _Hose:
    """A task that fails as long as it has errors left to raise."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = list(errors)
        self.last_tries: list[bool] = []

    async def __call__(self, _job: Job, run: Run) -> None:
        self.last_tries.append(run.is_last_try)
        if self._errors:
            raise self._errors.pop(0)


async def _wait_for_status(workshop: Workshop, status: JobStatus, *, failures: int) -> None:
    async def has_come() -> bool:
        row = await workshop.only_row()
        return (row.status, row.failures) == (status, failures)

    await eventually(has_come)


async def test_a_failed_job_waits_longer_each_time_and_is_done_in_the_end(workshop: Workshop) -> None:
    hose = _Hose(TransientError("no pressure"), TransientError("no pressure"))
    workshop.tasks.add(Water, hose)
    await workshop.promise(Water())
    pauses = []

    async with workshop.working() as worker:
        for failures in (1, 2):
            await _wait_for_status(workshop, JobStatus.QUEUED, failures=failures)
            pauses.append((await workshop.only_row()).run_at - workshop.clock.now)
            workshop.clock.move(minutes=1)
            worker.wake()
        await eventually(workshop.is_empty)

    assert timedelta(seconds=7.5) <= pauses[0] <= timedelta(seconds=12.5)
    assert timedelta(seconds=15) <= pauses[1] <= timedelta(seconds=25)
    assert hose.last_tries == [False, False, True]


def test_the_pause_doubles_up_to_its_most_and_jitter_spreads_it() -> None:
    backoff = Backoff(first=1, most=300)

    plain = [backoff.pause(attempt, jitter=0.5).total_seconds() for attempt in (1, 2, 3, 9, 10, 10_000)]
    spread = [backoff.pause(1, jitter=jitter).total_seconds() for jitter in (0.0, 1.0)]

    assert plain == [1, 2, 4, 256, 300, 300]
    assert spread == [0.75, 1.25]


async def test_a_job_that_is_asked_to_wait_waits_just_that_and_loses_no_attempt(workshop: Workshop) -> None:
    many = [TransientError("too many", retry_after=90) for _ in range(Water.max_attempts + 2)]
    workshop.tasks.add(Water, _Hose(*many))
    await workshop.promise(Water())

    async def is_put_back() -> bool:
        return (await workshop.only_row()).run_at == workshop.clock.now + timedelta(seconds=90)

    async with workshop.working() as worker:
        for _ in many:
            await eventually(is_put_back)
            workshop.clock.move(seconds=90)
            worker.wake()
        await eventually(workshop.is_empty)


async def test_after_its_last_attempt_a_job_is_dead_and_kept(workshop: Workshop) -> None:
    workshop.tasks.add(Water, _Hose(*(TransientError("no pressure") for _ in range(Water.max_attempts))))
    await workshop.promise(Water())

    await _work_until_dead(workshop)

    async with workshop.tx.reading() as session:
        (dead,) = await list_dead(session)
    assert (dead.name, dead.failures, dead.last_error) == ("water", Water.max_attempts, "no pressure")
    assert dead.queued_at == NOW


async def _work_until_dead(workshop: Workshop) -> None:
    async def is_dead() -> bool:
        workshop.clock.move(minutes=10)
        worker.wake()
        return (await workshop.only_row()).status is JobStatus.DEAD

    async with workshop.working() as worker:
        await eventually(is_dead)


async def test_the_error_of_a_bug_is_kept_by_its_class_and_never_by_its_text(workshop: Workshop) -> None:
    workshop.tasks.add(Water, _Hose(RuntimeError("the key is ABC-123")))
    await workshop.promise(Water())

    async with workshop.working():
        await _wait_for_status(workshop, JobStatus.QUEUED, failures=1)

    assert (await workshop.only_row()).last_error == "RuntimeError"


async def test_a_revived_job_has_all_its_attempts_again(workshop: Workshop) -> None:
    hose = _Hose(*(TransientError("no pressure") for _ in range(Water.max_attempts)))
    workshop.tasks.add(Water, hose)
    await workshop.promise(Water())
    await _work_until_dead(workshop)
    dead = await workshop.only_row()

    async with workshop.working():
        async with workshop.tx() as session:
            was_there = await revive(session, dead.id, now=workshop.clock.now)
        await eventually(workshop.is_empty)

    assert was_there
    assert hose.last_tries == [False, False, True, False]


async def test_only_a_dead_job_is_revived(workshop: Workshop) -> None:
    await workshop.promise(Water())
    waiting = await workshop.only_row()

    async with workshop.tx() as session:
        was_waiting = await revive(session, waiting.id, now=NOW)
        was_unknown = await revive(session, waiting.id + 1, now=NOW)

    assert (was_waiting, was_unknown) == (False, False)


async def test_a_revived_merging_job_gives_way_to_one_that_waits(workshop: Workshop) -> None:
    await workshop.promise(Weed())
    dead = await workshop.only_row()
    async with workshop.tx() as session:
        await session.execute(text("UPDATE jobs SET status = 'dead'"))
    await workshop.promise(Weed())

    async with workshop.tx() as session:
        was_there = await revive(session, dead.id, now=NOW)

    assert was_there
    assert (await workshop.only_row()).status is JobStatus.QUEUED


async def test_what_a_death_means_is_recorded_with_it(workshop: Workshop) -> None:
    async def replace_it(session: Session, _job: Graft, now: datetime) -> None:
        await enqueue(session, Water(plant="seedling"), now=now)

    workshop.tasks.add(Graft, _Hose(TransientError("it broke")), when_dead=replace_it)
    watering = _Hose()
    workshop.tasks.add(Water, watering)
    await workshop.promise(Graft())

    async with workshop.working():
        await eventually(lambda: bool(watering.last_tries))

    assert (await workshop.only_row()).status is JobStatus.DEAD


async def test_a_death_that_cannot_be_recorded_has_not_happened(workshop: Workshop) -> None:
    deaths: list[datetime] = []

    async def fail_once(session: Session, _job: Graft, now: datetime) -> None:
        deaths.append(now)
        await enqueue(session, Sweep(), now=now, run_at=now + timedelta(days=1))
        if len(deaths) == 1:
            raise RuntimeError("the book is full")

    workshop.tasks.add(Graft, _Hose(*(TransientError("it broke") for _ in range(2))), when_dead=fail_once)
    await workshop.promise(Graft())

    async with workshop.working() as worker:
        await eventually(lambda: bool(deaths) and worker.is_idle)
        after_the_first = [row.status for row in await workshop.rows()]
        await workshop.take_away()
        worker.wake()
        await eventually(lambda: len(deaths) == 2 and worker.is_idle)

    assert after_the_first == [JobStatus.RUNNING]
    assert [(row.name, row.status) for row in await workshop.rows()] == [
        ("graft", JobStatus.DEAD),
        ("sweep", JobStatus.QUEUED),
    ]


async def test_a_job_of_an_unknown_kind_is_kept_as_dead(workshop: Workshop) -> None:
    await workshop.promise(Harvest())

    async with workshop.working():
        await _wait_for_status(workshop, JobStatus.DEAD, failures=1)

    assert (await workshop.only_row()).last_error == "no task here understands this harvest"


async def test_a_payload_of_another_version_is_kept_as_dead(workshop: Workshop) -> None:
    workshop.tasks.add(Water, _Hose())
    async with workshop.tx() as session:
        await enqueue(session, Water(), now=NOW)
        await session.execute(text("UPDATE jobs SET payload = '{\"litres\": 5}'"))

    async with workshop.working():
        await _wait_for_status(workshop, JobStatus.DEAD, failures=1)


async def test_a_merging_job_that_failed_gives_way_to_one_that_waits(workshop: Workshop) -> None:
    async def be_asked_again(job: Weed, _run: Run) -> None:
        if not seen:
            seen.append(job)
            await workshop.promise(Weed())
            raise TransientError("the hoe broke")
        seen.append(job)

    seen: list[Weed] = []
    workshop.tasks.add(Weed, be_asked_again)
    await workshop.promise(Weed())

    async with workshop.working():
        await eventually(workshop.is_empty)

    assert seen == [Weed(), Weed()]


async def test_a_task_takes_effect_in_the_transaction_that_strikes_its_job_off(workshop: Workshop) -> None:
    async def water(_job: Water, run: Run) -> None:
        async with run.finishing() as session:
            await enqueue(session, Sweep(), now=run.now())

    sweeping = _Hose()
    workshop.tasks.add(Water, water)
    workshop.tasks.add(Sweep, sweeping)
    await workshop.promise(Water())

    async with workshop.working():
        await eventually(workshop.is_empty)

    assert len(sweeping.last_tries) == 1


async def test_a_task_whose_last_effect_fails_leaves_no_trace_and_is_tried_again(workshop: Workshop) -> None:
    async def water(_job: Water, run: Run) -> None:
        async with run.finishing() as session:
            await enqueue(session, Sweep(), now=run.now())
            raise TransientError("the can fell over")

    workshop.tasks.add(Water, water)
    await workshop.promise(Water())

    async with workshop.working():
        await _wait_for_status(workshop, JobStatus.QUEUED, failures=1)


async def test_a_task_that_fails_after_its_last_effect_is_logged_and_not_tried_again(
    workshop: Workshop,
) -> None:
    async def water(_job: Water, run: Run) -> None:
        async with run.finishing():
            pass
        raise RuntimeError("too late")

    workshop.tasks.add(Water, water)
    await workshop.promise(Water())

    with structlog.testing.capture_logs() as logs:
        async with workshop.working():
            await eventually(workshop.is_empty)

    assert [(entry["event"], entry.get("is_finished")) for entry in logs] == [("jobs.failed", True)]
