"""Claims jobs and has them executed, keeps their leases, finds what other workers lost, stops gracefully."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import IntegrityError

from auto_order.db.session import Transactions
from auto_order.jobs import claims
from auto_order.jobs.claims import ClaimedJob, LeaseLostError
from auto_order.jobs.executor import Executor
from auto_order.jobs.job import Priority
from auto_order.jobs.registry import Tasks

log = structlog.get_logger()

# A job that was lost this often takes its worker down with it.
_MOST_LOSSES = 100


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
        self._executor = Executor(tx, tasks, clock)
        self._clock = clock
        self._pace = pace
        self._name = secrets.token_hex(6)
        self._lease = timedelta(seconds=pace.lease)
        self._lanes = (_Lane(Priority.BULK, pace.slots), _Lane(Priority.URGENT, pace.urgent_slots))
        self._stopping = asyncio.Event()
        self._running: dict[asyncio.Task[None], ClaimedJob] = {}
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
                self._running[task] = job
                task.add_done_callback(self._running.pop)
            if not claimed or not lane.free:
                await self._wait_for_work(lane)

    async def _claim(self, lane: "_Lane") -> Sequence[ClaimedJob]:
        lane.next_moment = None
        if not lane.free:
            return ()
        try:
            if not await self._is_something_due(lane):
                return ()
            async with self._tx() as session:
                return await claims.claim(
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
            lane.next_moment = await claims.find_next_moment(session, least_urgent=lane.least_urgent)
        return lane.next_moment is not None and lane.next_moment <= self._clock()

    async def _wait_for_work(self, lane: "_Lane") -> None:
        pause = self._pace.poll
        if lane.next_moment is not None:
            # Due and not to be had: somebody else is at it, so the poll is soon enough to look again.
            until_due = (lane.next_moment - self._clock()).total_seconds()
            pause = min(pause, until_due) if until_due > 0 else pause
        try:
            async with asyncio.timeout(pause):
                await lane.awake.wait()
        except TimeoutError:
            return

    async def _work(self, job: ClaimedJob, lane: "_Lane") -> None:
        try:
            with structlog.contextvars.bound_contextvars(job=job.name, job_id=job.id):
                await self._executor.execute(job)
        except LeaseLostError:
            log.warning("jobs.lease_lost", job=job.name, job_id=job.id)
        except Exception:
            # The database is away: the lease runs out and the job is found again.
            log.exception("jobs.record_failed", job=job.name, job_id=job.id)
        finally:
            self._free_slot(lane, job)

    def _free_slot(self, lane: "_Lane", job: ClaimedJob) -> None:
        lane.free += 1
        if job.key is not None:
            # The next of its key may wait for the other lane.
            self.wake()
        elif lane.free == 1:
            lane.awake.set()

    async def _keep_leases(self) -> None:
        """Prolong what is in hand, then find what other workers lost, a few times within a lease."""
        while True:
            # In this order and with one reading of the clock: after a pause of the whole process, what it
            # has in hand is not lost.
            now = self._clock()
            try:
                await self._prolong(now)
                await self._recover_lost(now)
            except Exception:
                log.exception("jobs.lease_keeping_failed")
            await asyncio.sleep(self._pace.lease / 3)

    async def _prolong(self, now: datetime) -> None:
        in_hand = tuple(self._running.values())
        if in_hand:
            async with self._tx() as session:
                await claims.keep(session, in_hand, worker=self._name, now=now, lease=self._lease)

    async def _recover_lost(self, now: datetime) -> None:
        async with self._tx.reading() as session:
            lost = await claims.find_lost(session, now=now)
        for job_id in lost:
            try:
                await self._recover(job_id, now)
            except Exception:
                log.exception("jobs.recovery_failed", job_id=job_id)

    async def _recover(self, job_id: int, now: datetime) -> None:
        async with self._tx() as session:
            job = await claims.lock_lost(session, job_id, now=now)
            if job is None:
                return
            log.warning("jobs.lost", job=job.name, job_id=job.id)
            if job.losses + 1 >= _MOST_LOSSES:
                await self._executor.bury(session, job, error="its workers died or hung each time")
                return
            await claims.put_back(session, job, run_at=now, error=None, has_failed=False, was_lost=True)

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
