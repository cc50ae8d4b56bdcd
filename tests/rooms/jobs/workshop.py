"""Jobs about a garden, and a place where workers keep them, for the tests of the queue."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import select

from auto_order.db.session import Transactions
from auto_order.jobs import claims
from auto_order.jobs.job import Backoff, Job, Priority
from auto_order.jobs.models import JobRow
from auto_order.jobs.queue import enqueue
from auto_order.jobs.registry import Tasks
from auto_order.jobs.worker import Pace, Worker
from tests.rig.clock import Clock

# With it a test that waits for polling fails by its deadline.
WITHOUT_POLLING = Pace(slots=4, urgent_slots=2, lease=600, poll=600, stop_grace=30)


@dataclass(frozen=True, kw_only=True)
class Water(Job):
    name = "water"
    max_attempts: ClassVar[int] = 3
    backoff = Backoff(first=10, most=40)
    plant: str = "fern"


@dataclass(frozen=True, kw_only=True)
class Graft(Job):
    """Fails once and for all."""

    name = "graft"
    max_attempts: ClassVar[int] = 1


@dataclass(frozen=True, kw_only=True)
class Prune(Job):
    """One at a time for each plant."""

    name = "prune"
    plant: str = "fern"
    branch: int = 0

    @property
    def key(self) -> str:
        return f"plant:{self.plant}"


@dataclass(frozen=True, kw_only=True)
class Rescue(Job):
    """As Prune, and it cannot wait."""

    name = "rescue"
    priority = Priority.URGENT
    plant: str = "fern"

    @property
    def key(self) -> str:
        return f"plant:{self.plant}"


@dataclass(frozen=True, kw_only=True)
class Weed(Job):
    """Weeding a bed once does for all who asked for it."""

    name = "weed"
    merges = True
    bed: str = "roses"

    @property
    def key(self) -> str:
        return f"bed:{self.bed}"


@dataclass(frozen=True, kw_only=True)
class WeedNow(Weed):
    """The same promise, made by somebody in a hurry."""

    priority = Priority.PROMPT


@dataclass(frozen=True, kw_only=True)
class Harvest(Job):
    name = "harvest"
    priority = Priority.URGENT


@dataclass(frozen=True, kw_only=True)
class Sweep(Job):
    name = "sweep"
    priority = Priority.BULK


class Workshop:
    """A queue with its clock and its tasks."""

    def __init__(self, tx: Transactions, clock: Clock) -> None:
        self.tx = tx
        self.clock = clock
        self.tasks = Tasks()

    async def promise(self, *jobs: Job, run_at: datetime | None = None) -> None:
        for job in jobs:
            async with self.tx() as session:
                await enqueue(session, job, now=self.clock.now, run_at=run_at)

    async def rows(self) -> Sequence[JobRow]:
        async with self.tx.reading() as session:
            return (await session.scalars(select(JobRow).order_by(JobRow.id))).all()

    async def only_row(self) -> JobRow:
        (row,) = await self.rows()
        return row

    async def take_away(self) -> None:
        """Put the only job back, as another worker does that believes its own dead."""
        row = await self.only_row()
        async with self.tx() as session:
            job = await claims.lock_lost(session, row.id, now=self.clock.now + timedelta(days=1))
            assert job is not None
            await claims.put_back(
                session, job, run_at=self.clock.now, error=None, has_failed=False, was_lost=True
            )

    async def is_empty(self) -> bool:
        return not await self.rows()

    @asynccontextmanager
    async def working(
        self, pace: Pace = WITHOUT_POLLING, *, tx: Transactions | None = None
    ) -> AsyncIterator[Worker]:
        """Have a worker keep the promises until the block ends."""
        worker = Worker(tx or self.tx, self.tasks, clock=self.clock, pace=pace)
        async with asyncio.TaskGroup() as group:
            group.create_task(worker.run())
            try:
                yield worker
            finally:
                worker.stop()
