"""A promise made in one process wakes the workers of another, through PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
import structlog
from sqlalchemy import URL, text

from auto_order.db.bell import Bell
from auto_order.db.engine import Database, open_database
from auto_order.db.session import Transactions
from auto_order.jobs.job import Job
from auto_order.jobs.queue import enqueue
from auto_order.jobs.registry import Run
from auto_order.jobs.wakeup import Wakeup
from tests.rig.clock import NOW
from tests.rig.only import on_postgresql
from tests.rig.waiting import eventually
from tests.rooms.jobs.workshop import Water, Workshop

pytestmark = on_postgresql

_LISTENING = "SELECT count(*) FROM pg_stat_activity WHERE query = 'LISTEN \"auto_order_jobs\"'"
_CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN \"auto_order_jobs\"'"


class _Elsewhere:
    """Another process on the same database: it promises, and rings when it has committed."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.tx = Transactions(database)

    async def promise(self, job: Job) -> None:
        async with self.tx() as session:
            await enqueue(session, job, now=NOW)

    async def scalar(self, statement: str) -> object:
        async with self.tx.reading() as session:
            return await session.scalar(text(statement))

    @asynccontextmanager
    async def ringing(self) -> AsyncIterator[None]:
        async with _carrying(Wakeup(self.database, self.tx.bell, lambda: None)):
            yield


@asynccontextmanager
async def _carrying(wakeup: Wakeup) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        running = group.create_task(wakeup.run())
        yield
        running.cancel()


@pytest.fixture
def elsewhere(open_another: Callable[[], Database]) -> _Elsewhere:
    return _Elsewhere(open_another())


@pytest.fixture
def watered(workshop: Workshop) -> list[Job]:
    done: list[Job] = []

    async def water(job: Water, _run: Run) -> None:
        done.append(job)

    workshop.tasks.add(Water, water)
    return done


async def _are_listening(elsewhere: _Elsewhere, count: int) -> bool:
    return await elsewhere.scalar(_LISTENING) == count


async def test_promises_made_elsewhere_are_kept_at_once(
    workshop: Workshop, database: Database, elsewhere: _Elsewhere, watered: list[Job]
) -> None:
    # Several, one after another: the first may be found by the look that a worker takes as it starts.
    promised: list[Job] = []

    async with (
        workshop.working() as worker,
        _carrying(Wakeup(database, workshop.tx.bell, worker.wake)),
        elsewhere.ringing(),
    ):
        await eventually(lambda: _are_listening(elsewhere, 2))
        for number in range(5):
            promised.append(Water(plant=f"plant {number}"))
            await elsewhere.promise(promised[-1])
            await eventually(lambda: watered == promised)


async def test_a_lost_connection_is_made_anew(
    workshop: Workshop, database: Database, elsewhere: _Elsewhere, watered: list[Job]
) -> None:
    async with workshop.working() as worker:
        wakeup = Wakeup(database, workshop.tx.bell, worker.wake, reconnect_after=0.01)
        async with _carrying(wakeup):
            await eventually(lambda: _are_listening(elsewhere, 1))
            with structlog.testing.capture_logs():
                await elsewhere.scalar(_CUT)
                await eventually(lambda: _are_listening(elsewhere, 1))
            async with elsewhere.ringing():
                await eventually(lambda: _are_listening(elsewhere, 2))
                await elsewhere.promise(Water())
                await eventually(lambda: watered == [Water()])


async def test_what_was_promised_while_nobody_listened_is_kept_on_reconnecting(
    workshop: Workshop, database: Database, elsewhere: _Elsewhere, watered: list[Job]
) -> None:
    async with workshop.working() as worker:
        await eventually(lambda: worker.is_idle)
        await elsewhere.promise(Water())
        async with _carrying(Wakeup(database, workshop.tx.bell, worker.wake)):
            await eventually(lambda: watered == [Water()])


async def test_a_server_that_is_away_costs_a_warning_and_no_more(database_url: URL) -> None:
    nowhere = open_database(database_url.set(query={"host": "/nonexistent"}))

    with structlog.testing.capture_logs() as logs:
        async with _carrying(Wakeup(nowhere, Bell(), lambda: None, reconnect_after=0.01)):
            await eventually(lambda: len(logs) >= 2)

    assert {entry["event"] for entry in logs} == {"jobs.wakeup_lost"}
    await nowhere.close()
