"""Workers keep promises: at once, side by side, in turn for a key, and urgent ones past slow ones."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from auto_order.db.engine import Database
from auto_order.db.session import Transactions
from auto_order.jobs.job import Job
from auto_order.jobs.queue import enqueue
from auto_order.jobs.registry import Run, Tasks
from auto_order.jobs.worker import Pace
from tests.rig.clock import NOW
from tests.rig.only import on_sqlite
from tests.rig.waiting import eventually
from tests.rooms.jobs.workshop import WITHOUT_POLLING, Harvest, Prune, Rescue, Sweep, Water, Weed, Workshop


class _Garden:
    """Tasks that remember what they did, and that wait while the gate is shut."""

    def __init__(self) -> None:
        self.begun: list[Job] = []
        self.done: list[Job] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.most_at_once = 0
        self._busy: Counter[str | None] = Counter()

    async def work(self, job: Job, _run: Run) -> None:
        self.begun.append(job)
        self._busy[job.key] += 1
        self.most_at_once = max(self.most_at_once, self._busy[job.key])
        await self.gate.wait()
        await asyncio.sleep(0)
        self._busy[job.key] -= 1
        self.done.append(job)


@pytest.fixture
def garden(workshop: Workshop) -> _Garden:
    garden = _Garden()
    for kind in (Water, Prune, Rescue, Harvest, Sweep, Weed):
        workshop.tasks.add(kind, garden.work)
    return garden


async def test_a_kept_promise_leaves_no_row(workshop: Workshop, garden: _Garden) -> None:
    await workshop.promise(Water(plant="rose"))

    async with workshop.working():
        await eventually(workshop.is_empty)

    assert garden.done == [Water(plant="rose")]


async def test_a_promise_wakes_an_idle_worker_long_before_it_polls(
    workshop: Workshop, garden: _Garden
) -> None:
    async with workshop.working():
        await workshop.promise(Sweep())
        await eventually(lambda: garden.done == [Sweep()])
        await workshop.promise(Harvest())
        await eventually(lambda: garden.done == [Sweep(), Harvest()])


async def test_a_job_for_later_is_run_at_its_moment(workshop: Workshop, garden: _Garden) -> None:
    await workshop.promise(Water(), run_at=NOW + timedelta(hours=1))

    async with workshop.working() as worker:
        workshop.clock.move(minutes=59)
        worker.wake()
        await workshop.promise(Sweep())
        await eventually(lambda: garden.done == [Sweep()])
        workshop.clock.move(minutes=1)
        worker.wake()
        await eventually(workshop.is_empty)

    assert garden.done == [Sweep(), Water()]


async def test_a_worker_that_misses_the_bell_finds_the_job_by_polling(
    workshop: Workshop, garden: _Garden, open_another: Callable[[], Database]
) -> None:
    somewhere_else = Transactions(open_another())

    async with workshop.working(Pace(poll=0.05)):
        async with somewhere_else() as session:
            await enqueue(session, Water(), now=NOW)
        await eventually(workshop.is_empty)

    assert garden.done == [Water()]


async def test_jobs_without_a_key_run_side_by_side(workshop: Workshop, garden: _Garden) -> None:
    garden.gate.clear()
    await workshop.promise(Water(), Water(), Water())

    async with workshop.working():
        await eventually(lambda: len(garden.begun) == 3)
        garden.gate.set()
        await eventually(workshop.is_empty)

    assert garden.most_at_once == 3


async def test_jobs_of_one_key_run_in_turn_whoever_works(
    workshop: Workshop, garden: _Garden, open_another: Callable[[], Database]
) -> None:
    plants = ("fern", "rose", "palm")
    jobs = [Prune(plant=plant, branch=number) for number in range(8) for plant in plants]
    await workshop.promise(*jobs)
    other_tx = Transactions(open_another())
    pace = Pace(poll=0.02)

    async with workshop.working(pace), workshop.working(pace, tx=other_tx):
        await eventually(workshop.is_empty)

    assert garden.most_at_once == 1
    for plant in plants:
        assert [job.branch for job in garden.begun if isinstance(job, Prune) and job.plant == plant] == list(
            range(8)
        )


async def test_the_next_of_a_key_starts_at_once_though_another_lane_had_the_last(
    workshop: Workshop, garden: _Garden
) -> None:
    garden.gate.clear()
    one_slot_each = Pace(slots=1, urgent_slots=1, lease=600, poll=600)
    await workshop.promise(Sweep())

    async with workshop.working(one_slot_each):
        # The lane for everything has its only slot full, so that the urgent one is left to the other.
        await eventually(lambda: garden.begun == [Sweep()])
        await workshop.promise(Rescue())
        await eventually(lambda: garden.begun == [Sweep(), Rescue()])
        await workshop.promise(Prune())
        garden.gate.set()
        await eventually(workshop.is_empty)

    assert garden.done[-1] == Prune()


class _SlowSweeping(_Garden):
    """A garden where only sweeping waits for the gate."""

    async def work(self, job: Job, run: Run) -> None:
        if isinstance(job, Sweep):
            await super().work(job, run)
        else:
            self.done.append(job)


async def _harvest_amid_sweeping(workshop: Workshop, slow: _SlowSweeping, pace: Pace) -> Sequence[Job]:
    """Fill every slot with slow work, promise something urgent, and say what was done in which order."""
    workshop.tasks = Tasks()
    workshop.tasks.add(Sweep, slow.work)
    workshop.tasks.add(Harvest, slow.work)
    slow.gate.clear()
    await workshop.promise(*(Sweep() for _ in range(pace.slots)))
    async with workshop.working(pace):
        await eventually(lambda: len(slow.begun) == pace.slots)
        await workshop.promise(Harvest())
        if pace.urgent_slots:
            await eventually(lambda: slow.done == [Harvest()])
        slow.gate.set()
        await eventually(workshop.is_empty)
    return slow.done


async def test_an_urgent_job_does_not_wait_behind_slow_ones(workshop: Workshop) -> None:
    order = await _harvest_amid_sweeping(workshop, _SlowSweeping(), WITHOUT_POLLING)

    assert order[0] == Harvest()


async def test_control_without_an_urgent_lane_it_waits(workshop: Workshop) -> None:
    pace = replace(WITHOUT_POLLING, urgent_slots=0)

    order = await _harvest_amid_sweeping(workshop, _SlowSweeping(), pace)

    assert order[0] == Sweep()


async def test_a_merging_job_promised_while_one_runs_is_run_once_more(
    workshop: Workshop, garden: _Garden
) -> None:
    garden.gate.clear()
    await workshop.promise(Weed())

    async with workshop.working():
        await eventually(lambda: len(garden.begun) == 1)
        await workshop.promise(Weed(), Weed())
        garden.gate.set()
        await eventually(workshop.is_empty)

    assert garden.done == [Weed(), Weed()]


async def test_a_worker_whose_job_must_wait_its_turn_does_not_keep_asking(
    workshop: Workshop, garden: _Garden, database: Database
) -> None:
    garden.gate.clear()
    await workshop.promise(Prune(branch=1))

    async with workshop.working():
        await eventually(lambda: len(garden.begun) == 1)
        await workshop.promise(Prune(branch=2))
        with _counted_statements(database) as statements:
            await asyncio.sleep(0.5)
        garden.gate.set()
        await eventually(workshop.is_empty)

    # The last promise rang once; asking every 10 ms would make a hundred.
    assert len(statements) < 20


@contextmanager
def _counted_statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engines = [database.reader.sync_engine, database.writer.sync_engine]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


@on_sqlite
async def test_an_idle_worker_does_not_write(workshop: Workshop, garden: _Garden, database: Database) -> None:
    await workshop.promise(Water(), run_at=NOW + timedelta(hours=1))

    with _counted_statements(database) as statements:
        async with workshop.working(Pace(poll=0.01, lease=0.03)):
            await eventually(lambda: len(statements) > 20)

    assert not [statement for statement in statements if not statement.startswith("SELECT")]
    assert not garden.done


async def test_two_tasks_for_one_kind_are_refused() -> None:
    tasks = Tasks()
    garden = _Garden()
    tasks.add(Water, garden.work)

    with pytest.raises(ValueError, match="two tasks for water"):
        tasks.add(Water, garden.work)
