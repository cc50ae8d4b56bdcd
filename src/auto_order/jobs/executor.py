"""Runs one claimed job to its end: struck off with its last effect, put back for another try, or buried."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import structlog

from auto_order.db.session import Session, Transactions
from auto_order.jobs import claims
from auto_order.jobs.claims import ClaimedJob, LeaseLostError
from auto_order.jobs.job import Job
from auto_order.jobs.registry import Entry, Tasks
from auto_order.kit.errors import TransientError

log = structlog.get_logger()


class Executor:
    """Finds the task of a job, has it try, and records what came of it."""

    def __init__(self, tx: Transactions, tasks: Tasks, clock: Callable[[], datetime]) -> None:
        self._tx = tx
        self._tasks = tasks
        self._clock = clock

    async def execute(self, job: ClaimedJob) -> None:
        """Try the job and record the end. Raises LeaseLostError when another worker has it by now."""
        found = self._find(job)
        if found is None:
            await self._give_up(job, error=f"no task here understands this {job.name}")
            return
        entry, promise = found
        run = _Run(job, self._tx, self._clock, max_attempts=entry.kind.max_attempts)
        try:
            await entry.task(promise, run)
            if not run.is_finished:
                async with run.finishing():
                    pass
        except LeaseLostError:
            raise
        except asyncio.CancelledError:
            if not run.is_finished:
                pause = timedelta(0)
                await asyncio.shield(self._put_back(job, pause=pause, error="stopped", has_failed=False))
            raise
        except TransientError as error:
            log.info("jobs.try_again", error=str(error))
            await self._fail(job, entry, run, error)
        except Exception as error:
            log.exception("jobs.failed", is_finished=run.is_finished)
            await self._fail(job, entry, run, error)

    async def bury(self, session: Session, job: ClaimedJob, *, error: str) -> None:
        """Give the job up and record what that means for the shop, in the caller's transaction."""
        log.error("jobs.dead", job=job.name, job_id=job.id, error=error)
        await claims.bury(session, job, error=error)
        found = self._find(job)
        if found is not None and found[0].when_dead is not None:
            await found[0].when_dead(session, found[1], self._clock())

    def _find(self, job: ClaimedJob) -> tuple[Entry, Job] | None:
        """Find what was promised and who keeps it; None for what another version of the shop wrote."""
        entry = self._tasks.find(job.name)
        if entry is None:
            return None
        try:
            return entry, entry.kind.load(job.payload)
        except Exception:
            log.exception("jobs.unreadable", job=job.name, job_id=job.id)
            return None

    async def _fail(self, job: ClaimedJob, entry: Entry, run: "_Run", error: Exception) -> None:
        if run.is_finished:
            return
        # The class is kept and never the text: a text may quote what the task had in hand.
        described = str(error) if isinstance(error, TransientError) else type(error).__name__
        asked_for = error.retry_after if isinstance(error, TransientError) else None
        if asked_for is not None:
            await self._put_back(job, pause=timedelta(seconds=asked_for), error=described, has_failed=False)
        elif run.is_last_try:
            await self._give_up(job, error=described)
        else:
            pause = entry.kind.backoff.pause(job.failures + 1, jitter=random.random())  # noqa: S311 - spreads load
            await self._put_back(job, pause=pause, error=described, has_failed=True)

    async def _give_up(self, job: ClaimedJob, *, error: str) -> None:
        async with self._tx() as session:
            await self.bury(session, job, error=error)

    async def _put_back(self, job: ClaimedJob, *, pause: timedelta, error: str, has_failed: bool) -> None:
        async with self._tx() as session:
            await claims.put_back(
                session, job, run_at=self._clock() + pause, error=error, has_failed=has_failed
            )


class _Run:
    """One try at a claimed job; see :class:`auto_order.jobs.registry.Run`."""

    def __init__(
        self, job: ClaimedJob, tx: Transactions, clock: Callable[[], datetime], *, max_attempts: int
    ) -> None:
        self._job = job
        self._tx = tx
        self.now = clock
        self.is_last_try = job.failures + 1 >= max_attempts
        self.is_finished = False

    @asynccontextmanager
    async def finishing(self) -> AsyncIterator[Session]:
        async with self._tx() as session:
            yield session
            await claims.finish(session, self._job)
        self.is_finished = True
