"""A shop whose process can die at any commit or call, and whose next one finds what it left."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from auto_order.db.session import Session, Transactions
from auto_order.jobs import claims
from auto_order.jobs.claims import ClaimedJob, LeaseLostError
from auto_order.jobs.executor import Executor
from auto_order.jobs.job import Priority
from auto_order.jobs.queue import list_dead, revive
from tests.rig.shop import Shop
from tests.rig.works import Died
from tests.stateful.troubles import Line, TroubledGateway, TroubledNotifier

LEASE = timedelta(seconds=30)
# Far more than any example has: what goes on and on is a bug.
_MOST_JOBS = 3000
# A question to the gateway that came too soon is put off by so much at most.
_ASKED_TOO_SOON = timedelta(seconds=4)


@dataclass
class Fuse:
    """Burns down by one at each commit; the process dies just before the last one, or just after it."""

    left: int | None = None
    is_after: bool = False

    def light(self, commits: int, *, is_after: bool) -> None:
        self.left, self.is_after = commits, is_after

    def burn(self, *, is_after: bool) -> None:
        if self.left is None or self.is_after is not is_after:
            return
        self.left -= 1
        if self.left <= 0:
            self.left = None
            raise Died


class MortalTransactions(Transactions):
    """Transactions of a process with a fuse."""

    fuse: Fuse

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Session]:
        async with super().__call__() as session:
            yield session
            self.fuse.burn(is_after=False)
        self.fuse.burn(is_after=True)


@dataclass
class Life(Shop):
    """The shop, its outside world, and how often it died."""

    deaths: int = 0
    jobs: int = 0
    lost_leases: int = 0
    gateway: TroubledGateway = field(init=False)
    fuse: Fuse = field(default_factory=Fuse)
    line: Line = field(default_factory=Line)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.tx = MortalTransactions(self.database)
        self.tx.fuse = self.fuse
        self.gateway = TroubledGateway(self.clock, self.line)
        self.notifier, self.owners = TroubledNotifier(self.line), TroubledNotifier(self.line)
        self.policy = replace(self.policy, gateway=self.gateway)
        self.hire()

    def hire(self) -> None:
        """Start the process."""
        self.executor = Executor(self.tx, self.build_tasks(), self.clock)

    def die(self) -> None:
        """End the process: its memory is gone, what it had in hand stays until the lease is over."""
        self.deaths += 1
        self.fuse.left = None
        self.hire()

    async def work_off(self, most: int) -> None:
        """Do up to so many jobs that are due, as a worker does."""
        for _ in range(most):
            claimed = await self._claim()
            if not claimed:
                return
            for job in claimed:
                await self._execute(job)

    async def recover(self) -> None:
        """Put back what dead workers had in hand, as a worker does a few times within a lease."""
        async with self.tx.reading() as session:
            lost = await claims.find_lost(session, now=self.clock())
        for job_id in lost:
            async with self.tx() as session:
                job = await claims.lock_lost(session, job_id, now=self.clock())
                if job is not None:
                    await claims.put_back(
                        session, job, run_at=self.clock(), error=None, has_failed=False, was_lost=True
                    )

    async def revive_dead(self) -> None:
        """Have a person revive every job that was given up."""
        async with self.tx.reading() as session:
            dead = await list_dead(session)
        for job in dead:
            async with self.tx() as session:
                await revive(session, job.id, now=self.clock())

    def end_troubles(self) -> None:
        """Have every call succeed from now on, and nobody die."""
        self.line.clear()
        self.fuse.left = None

    async def come_to_rest(self) -> None:
        """Let a day and more pass in leaps, until nothing is left to do."""
        self.clock.now += LEASE * 2
        await self.recover()
        for leap in (timedelta(0), timedelta(minutes=20), timedelta(hours=26)):
            self.clock.now += leap
            await self._work_until_quiet()

    async def _work_until_quiet(self) -> None:
        """Do what is due and what that puts off by a little: a question that was asked too soon."""
        for _ in range(_MOST_JOBS):
            await self.work_off(_MOST_JOBS)
            async with self.tx.reading() as session:
                moment = await claims.find_next_moment(session, least_urgent=Priority.BULK)
            if moment is None or moment > self.clock() + _ASKED_TOO_SOON:
                return
            self.clock.now = max(self.clock.now, moment)
        raise AssertionError("the jobs never end")

    async def _claim(self) -> list[ClaimedJob]:
        async with self.tx() as session:
            return list(
                await claims.claim(
                    session,
                    worker="machine",
                    limit=1,
                    least_urgent=Priority.BULK,
                    now=self.clock(),
                    lease=LEASE,
                )
            )

    async def _execute(self, job: ClaimedJob) -> None:
        self.jobs += 1
        try:
            await self.executor.execute(job)
        except LeaseLostError:
            self.lost_leases += 1
