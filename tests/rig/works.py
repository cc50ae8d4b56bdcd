"""Keeps promised jobs with the real executor and the clock of the test, on good days and on bad ones."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from auto_order.db.engine import Database
from auto_order.db.session import Session, Transactions
from auto_order.jobs import claims
from auto_order.jobs.claims import ClaimedJob
from auto_order.jobs.executor import Executor
from auto_order.jobs.job import Priority
from auto_order.jobs.queue import enqueue, list_dead
from auto_order.jobs.registry import Tasks
from tests.rig.clock import Clock

_LEASE = timedelta(seconds=30)
# Far more than any test has: what goes on and on is a bug.
_MOST_JOBS = 2000


class Died(BaseException):
    """The process is gone. No handler of the shop sees it, as none sees SIGKILL."""


class _DyingTransactions(Transactions):
    """Transactions of a process that dies at the end of one, before it is committed."""

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Session]:
        async with super().__call__() as session:
            yield session
            raise Died


class Works:
    """Does what is due, one job after another.

    ``has_crashes``: the first worker of each promise dies just before its last commit, when the outside has
    heard it already. ``has_repeats``: each promise is made once more after it was kept.
    """

    def __init__(
        self,
        database: Database,
        tasks: Tasks,
        clock: Clock,
        *,
        has_crashes: bool = False,
        has_repeats: bool = False,
    ) -> None:
        self._tx = Transactions(database)
        self._tasks = tasks
        self._clock = clock
        self._executor = Executor(self._tx, tasks, clock)
        self._doomed = Executor(_DyingTransactions(database), tasks, clock) if has_crashes else None
        self._has_repeats = has_repeats
        self._troubled: set[tuple[str, str]] = set()

    async def work(self) -> None:
        """Do everything that is due at this moment, and what that leads to at once."""
        for _ in range(_MOST_JOBS):
            claimed = await self._claim()
            for job in claimed:
                await self._execute(job)
            if not claimed:
                return
        raise AssertionError("the jobs never end")

    async def work_until(self, end: datetime) -> None:
        """Let time pass until ``end``, doing each job at its moment."""
        await self.work()
        for _ in range(_MOST_JOBS):
            moment = await self.find_next_moment()
            if moment is None or moment > end:
                break
            self._clock.now = max(self._clock.now, moment)
            await self.work()
        else:
            raise AssertionError("the jobs never end")
        self._clock.now = end

    async def find_next_moment(self) -> datetime | None:
        async with self._tx.reading() as session:
            return await claims.find_next_moment(session, least_urgent=Priority.BULK)

    async def list_dead(self) -> list[str]:
        """Name the jobs that were given up."""
        async with self._tx.reading() as session:
            return [job.name for job in await list_dead(session)]

    async def _claim(self) -> list[ClaimedJob]:
        async with self._tx() as session:
            claimed = await claims.claim(
                session,
                worker="test",
                limit=10,
                least_urgent=Priority.BULK,
                now=self._clock(),
                lease=_LEASE,
            )
        return list(claimed)

    async def _execute(self, job: ClaimedJob) -> None:
        is_first = (job.name, job.payload) not in self._troubled
        self._troubled.add((job.name, job.payload))
        if self._doomed is not None and is_first:
            try:
                await self._doomed.execute(job)
            except Died:
                await self._find_lost(job)
            return
        await self._executor.execute(job)
        if self._has_repeats and is_first:
            await self._promise_again(job)

    async def _find_lost(self, job: ClaimedJob) -> None:
        """Put the dead worker's job back, as the next one does when the lease is over."""
        async with self._tx() as session:
            lost = await claims.lock_lost(session, job.id, now=self._clock() + _LEASE + timedelta(seconds=1))
            assert lost is not None
            await claims.put_back(
                session, lost, run_at=self._clock(), error=None, has_failed=False, was_lost=True
            )

    async def _promise_again(self, job: ClaimedJob) -> None:
        entry = self._tasks.find(job.name)
        assert entry is not None
        async with self._tx() as session:
            await enqueue(session, entry.kind.load(job.payload), now=self._clock())
