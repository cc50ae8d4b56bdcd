"""Runs jobs: claims them, keeps their leases, finishes, retries or buries them, and stops gracefully."""

import asyncio
import random
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import IntegrityError

from auto_order.db.session import Session, Transactions
from auto_order.jobs import queue
from auto_order.jobs.job import Priority
from auto_order.jobs.queue import ClaimedJob, LeaseLostError
from auto_order.jobs.registry import Entry, Tasks
from auto_order.kit.errors import TransientError

log = structlog.get_logger()

# A job that was taken this often without an end takes its worker down with it.
_MOST_CLAIMS = 200


@dataclass(frozen=True)
class Pace:
    """How many jobs run at once, and how long a worker may be silent. Times in seconds."""

    slots: int = 8
    urgent_slots: int = 4
    lease: float = 30.0
    poll: float = 2.0
    stop_grace: float = 10.0


class Worker:
    """Keeps the promises of one database until :meth:`stop`.

    Two lanes claim side by side: one takes everything, the other urgent jobs only, so that paid goods
    never wait behind slow work.
    """

    def __init__(
        self, tx: Transactions, tasks: Tasks, *, clock: Callable[[], datetime], pace: Pace = Pace()
    ) -> None:
        self._tx = tx
        self._tasks = tasks
        self._clock = clock
        self._pace = pace
        self._name = secrets.token_hex(6)
        self._lease = timedelta(seconds=pace.lease)
        self._lanes = (_Lane(Priority.BULK, pace.slots), _Lane(Priority.URGENT, pace.urgent_slots))
        self._stopping = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        tx.bell.listen(self.wake)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is in hand right now."""
        return not self._running

    def stop(self) -> None:
        """Take no further job; :meth:`run` returns when those in hand are done or the grace is over."""
        self._stopping.set()
        self.wake()

    async def run(self) -> None:
        """Work until stopped. What is cut off by the end of the grace is put back for the next worker."""
        async with asyncio.TaskGroup() as group:
            keeper = group.create_task(self._keep_leases())
            async with asyncio.TaskGroup() as lanes:
                for lane in self._lanes:
                    lanes.create_task(self._serve(lane, group))
            await self._wind_up()
            keeper.cancel()

    def wake(self) -> None:
        """Look for work now. Cheap, and safe to call at any time."""
        for lane in self._lanes:
            lane.awake.set()

    async def _serve(self, lane: "_Lane", group: asyncio.TaskGroup) -> None:
        while not self._stopping.is_set():
            lane.awake.clear()
            claimed = await self._claim(lane)
            for job in claimed:
                lane.free -= 1
                task = group.create_task(self._work(job, lane))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
            if not claimed or not lane.free:
                await self._wait_for_work(lane)

    async def _claim(self, lane: "_Lane") -> Sequence[ClaimedJob]:
        if not lane.free:
            return ()
        try:
            if not await self._is_something_due(lane):
                return ()
            async with self._tx() as session:
                return await queue.claim(
                    session,
                    worker=self._name,
                    limit=lane.free,
                    least_urgent=lane.least_urgent,
                    now=self._clock(),
                    lease=self._lease,
                )
        except IntegrityError:
            # Another worker took a job of the same key in the same instant.
            lane.awake.set()
        except Exception:
            log.exception("jobs.claim_failed")
        return ()

    async def _is_something_due(self, lane: "_Lane") -> bool:
        """Look before taking the pen: on SQLite an idle shop must not write."""
        async with self._tx.reading() as session:
            lane.next_moment = await queue.find_next_moment(session, least_urgent=lane.least_urgent)
        return lane.next_moment is not None and lane.next_moment <= self._clock()

    async def _wait_for_work(self, lane: "_Lane") -> None:
        pause = self._pace.poll
        if lane.free and lane.next_moment is not None:
            pause = min(pause, max(0.01, (lane.next_moment - self._clock()).total_seconds()))
        try:
            async with asyncio.timeout(pause):
                await lane.awake.wait()
        except TimeoutError:
            return

    async def _work(self, job: ClaimedJob, lane: "_Lane") -> None:
        try:
            with structlog.contextvars.bound_contextvars(job=job.name, job_id=job.id):
                await self._try(job)
        except LeaseLostError:
            log.warning("jobs.lease_lost", job=job.name, job_id=job.id)
        except Exception:
            # The database is away: the lease runs out and the job is found again.
            log.exception("jobs.record_failed", job=job.name, job_id=job.id)
        finally:
            lane.free += 1
            lane.awake.set()

    async def _try(self, job: ClaimedJob) -> None:
        entry = self._tasks.find(job.name)
        if entry is None:
            await self._bury(job, None, error=f"no task is called {job.name}")
            return
        run = _Run(job, self._tx, self._clock, max_attempts=entry.kind.max_attempts)
        try:
            await entry.task(entry.kind.load(job.payload), run)
            if not run.is_finished:
                async with run.finishing():
                    pass
        except LeaseLostError:
            raise
        except asyncio.CancelledError:
            await asyncio.shield(self._put_back(job, pause=timedelta(0), error="stopped", has_failed=False))
            raise
        except TransientError as error:
            log.info("jobs.try_again", error=str(error))
            await self._fail(job, entry, error)
        except Exception as error:
            log.exception("jobs.failed")
            await self._fail(job, entry, error)

    async def _fail(self, job: ClaimedJob, entry: Entry, error: Exception) -> None:
        # The class is kept and never the text: a text may quote what the task had in hand.
        described = str(error) if isinstance(error, TransientError) else type(error).__name__
        asked_for = error.retry_after if isinstance(error, TransientError) else None
        if asked_for is not None:
            await self._put_back(job, pause=timedelta(seconds=asked_for), error=described, has_failed=False)
        elif job.failures + 1 >= entry.kind.max_attempts:
            await self._bury(job, entry, error=described)
        else:
            pause = entry.kind.backoff.pause(job.failures + 1, jitter=random.random())  # noqa: S311 - spreads load
            await self._put_back(job, pause=pause, error=described, has_failed=True)

    async def _put_back(self, job: ClaimedJob, *, pause: timedelta, error: str, has_failed: bool) -> None:
        async with self._tx() as session:
            await queue.put_back(
                session, job, run_at=self._clock() + pause, error=error, has_failed=has_failed
            )

    async def _bury(self, job: ClaimedJob, entry: Entry | None, *, error: str) -> None:
        log.error("jobs.dead", job=job.name, job_id=job.id, error=error)
        async with self._tx() as session:
            await queue.bury(session, job, error=error)
            if entry is not None and entry.when_dead is not None:
                await entry.when_dead(session, entry.kind.load(job.payload), self._clock())

    async def _keep_leases(self) -> None:
        """Prolong what is in hand, and find what other workers lost, a few times within a lease."""
        while True:
            try:
                await self._recover_lost()
                if self._running:
                    async with self._tx() as session:
                        await queue.keep(session, worker=self._name, now=self._clock(), lease=self._lease)
            except Exception:
                log.exception("jobs.lease_keeping_failed")
            await asyncio.sleep(self._pace.lease / 3)

    async def _recover_lost(self) -> None:
        async with self._tx.reading() as session:
            if not await queue.has_lost(session, now=self._clock()):
                return
        async with self._tx() as session:
            for job in await queue.list_lost(session, now=self._clock()):
                log.warning("jobs.lost", job=job.name, job_id=job.id)
                if job.claims >= _MOST_CLAIMS:
                    await queue.bury(session, job, error="its workers died or hung each time")
                else:
                    await queue.put_back(session, job, run_at=self._clock(), error=None, has_failed=False)

    async def _wind_up(self) -> None:
        if not self._running:
            return
        _done, late = await asyncio.wait(self._running, timeout=self._pace.stop_grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


class _Lane:
    """A share of the worker's slots, and which jobs it takes."""

    def __init__(self, least_urgent: Priority, slots: int) -> None:
        self.least_urgent = least_urgent
        self.free = slots
        self.awake = asyncio.Event()
        self.next_moment: datetime | None = None


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
            await queue.finish(session, self._job)
        self.is_finished = True
