"""The queue against a simple model of it: whatever is done, in whatever order, both agree."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from auto_order.db.engine import open_database
from auto_order.db.session import Session, Transactions
from auto_order.jobs import claims
from auto_order.jobs.claims import ClaimedJob, LeaseLostError
from auto_order.jobs.job import Job, Priority
from auto_order.jobs.models import JobRow, JobStatus
from auto_order.jobs.queue import enqueue, revive
from tests.rig.clock import NOW
from tests.rig.databases import SqliteStore
from tests.rooms.jobs.workshop import Harvest, Prune, Rescue, Sweep, Water, Weed, WeedNow

T = TypeVar("T")

_COMPARED = ("id", "priority", "run_at", "status", "claims", "failures", "leased_until")
_LEASE = timedelta(seconds=30)
_KINDS: list[Job] = [Water(), Harvest(), Sweep(), Prune(), Rescue(), Weed(), WeedNow(), Weed(bed="beans")]
_PAUSES = st.sampled_from([0, 1, 20, 31]).map(lambda seconds: timedelta(seconds=seconds))
_PICKS = st.integers(min_value=0, max_value=20)


@dataclass
class _Promise:
    """A job as the model keeps it."""

    id: int
    job: Job
    priority: int
    run_at: datetime
    status: JobStatus = JobStatus.QUEUED
    claims: int = 0
    failures: int = 0
    leased_until: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        return self.status is JobStatus.QUEUED and self.run_at <= now

    def as_row(self) -> tuple[object, ...]:
        return self.id, self.priority, self.run_at, self.status, self.claims, self.failures, self.leased_until


class _Model:
    """What the queue should hold."""

    def __init__(self) -> None:
        self.promises: dict[int, _Promise] = {}

    def find_twin(self, job: Job, *, besides: int = 0) -> _Promise | None:
        for other in self.promises.values():
            is_same = (other.job.name, other.job.key) == (job.name, job.key)
            if job.merges and is_same and other.status is JobStatus.QUEUED and other.id != besides:
                return other
        return None

    def claim(self, *, limit: int, least_urgent: Priority, now: datetime) -> list[_Promise]:
        due = [promise for promise in self.promises.values() if promise.is_due(now)]
        open_ones = [
            promise for promise in due if promise.priority <= least_urgent and self._is_next(promise, due)
        ]
        open_ones.sort(key=lambda promise: (promise.priority, promise.run_at, promise.id))
        for promise in open_ones[:limit]:
            promise.status, promise.leased_until = JobStatus.RUNNING, now + _LEASE
            promise.claims += 1
        return open_ones[:limit]

    def _is_next(self, promise: _Promise, due: list[_Promise]) -> bool:
        if promise.job.key is None:
            return True
        older = [other for other in due if other.id < promise.id]
        older += [other for other in self.promises.values() if self._is_waited_for(other, promise)]
        running = [other for other in self.promises.values() if other.status is JobStatus.RUNNING]
        return not any(other.job.key == promise.job.key for other in older + running)

    def _is_waited_for(self, other: _Promise, promise: _Promise) -> bool:
        is_same = (other.job.name, other.job.key) == (promise.job.name, promise.job.key)
        was_tried = other.claims > 0 and other.failures < claims.MOST_FAILURES_TO_WAIT_FOR
        return is_same and was_tried and other.id < promise.id and other.status is JobStatus.QUEUED

    def requeue(self, promise: _Promise, *, run_at: datetime) -> None:
        if self.find_twin(promise.job, besides=promise.id):
            del self.promises[promise.id]
            return
        promise.status, promise.run_at, promise.leased_until = JobStatus.QUEUED, run_at, None

    def holds(self, hand: "_Hand") -> bool:
        """Say whether the job is still in that hand."""
        promise = hand.promise
        is_there = self.promises.get(promise.id) is promise
        return is_there and promise.status is JobStatus.RUNNING and promise.claims == hand.job.claims


class _Hand(NamedTuple):
    """What a worker got once, and perhaps has no more."""

    job: ClaimedJob
    promise: _Promise


class QueueMachine(RuleBasedStateMachine):
    """Does things to the queue and to the model, and compares."""

    store: SqliteStore

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.model = _Model()
        self.hands: list[_Hand] = []
        self._folder = TemporaryDirectory()
        self._runner = asyncio.Runner()
        url = self._runner.run(self.store.emptied(Path(self._folder.name)))
        self._database = open_database(url)
        self._tx = Transactions(self._database)

    def teardown(self) -> None:
        self._runner.run(self._database.close())
        self._runner.close()
        self._folder.cleanup()

    def _do(self, verb: Callable[[Session], Awaitable[T]]) -> T:
        async def in_a_transaction() -> T:
            async with self._tx() as session:
                return await verb(session)

        return self._runner.run(in_a_transaction())

    def _holds(self, verb: Callable[[Session], Awaitable[None]]) -> bool:
        """Do it; say whether the job was held by who did it."""
        try:
            self._do(verb)
        except LeaseLostError:
            return False
        return True

    @rule(job=st.sampled_from(_KINDS), pause=_PAUSES)
    def promise(self, job: Job, pause: timedelta) -> None:
        run_at = self.now + pause
        self._do(lambda session: enqueue(session, job, now=self.now, run_at=run_at))

        if twin := self.model.find_twin(job):
            twin.run_at = min(twin.run_at, run_at)
            twin.priority = min(twin.priority, job.priority)
        else:
            new_id = self._do(lambda session: session.scalar(select(func.max(JobRow.id)))) or 0
            self.model.promises[new_id] = _Promise(new_id, job, job.priority, run_at)

    @rule(pause=_PAUSES)
    def let_time_pass(self, pause: timedelta) -> None:
        self.now += pause

    @rule(limit=st.integers(1, 4), least_urgent=st.sampled_from([Priority.URGENT, Priority.BULK]))
    def claim(self, limit: int, least_urgent: Priority) -> None:
        taken = self._do(
            lambda session: claims.claim(
                session, worker="one", limit=limit, least_urgent=least_urgent, now=self.now, lease=_LEASE
            )
        )
        expected = self.model.claim(limit=limit, least_urgent=least_urgent, now=self.now)

        assert sorted(job.id for job in taken) == sorted(promise.id for promise in expected)
        assert [self.model.promises[job.id].priority for job in taken] == sorted(
            promise.priority for promise in expected
        )
        self.hands += [_Hand(job, self.model.promises[job.id]) for job in taken]

    @precondition(lambda self: self.hands)
    @rule(pick=_PICKS)
    def finish(self, pick: int) -> None:
        job, promise = hand = self.hands[pick % len(self.hands)]
        is_held = self.model.holds(hand)

        assert self._holds(lambda session: claims.finish(session, job)) is is_held

        if is_held:
            del self.model.promises[promise.id]

    @precondition(lambda self: self.hands)
    @rule(pick=_PICKS, pause=_PAUSES)
    def fail(self, pick: int, pause: timedelta) -> None:
        job, promise = hand = self.hands[pick % len(self.hands)]
        is_held = self.model.holds(hand)
        run_at = self.now + pause

        did = self._holds(
            lambda session: claims.put_back(session, job, run_at=run_at, error="no", has_failed=True)
        )
        assert did is is_held

        if is_held:
            promise.failures += 1
            self.model.requeue(promise, run_at=run_at)

    @precondition(lambda self: self.hands)
    @rule(pick=_PICKS)
    def bury(self, pick: int) -> None:
        job, promise = hand = self.hands[pick % len(self.hands)]
        is_held = self.model.holds(hand)

        assert self._holds(lambda session: claims.bury(session, job, error="no")) is is_held

        if is_held:
            promise.status, promise.leased_until = JobStatus.DEAD, None
            promise.failures += 1

    @precondition(lambda self: self.model.promises)
    @rule(pick=_PICKS)
    def revive(self, pick: int) -> None:
        promise = list(self.model.promises.values())[pick % len(self.model.promises)]
        is_dead = promise.status is JobStatus.DEAD

        assert self._do(lambda session: revive(session, promise.id, now=self.now)) is is_dead

        if is_dead:
            promise.failures = 0
            self.model.requeue(promise, run_at=self.now)

    @rule()
    def recover(self) -> None:
        lost = self._do(lambda session: claims.find_lost(session, now=self.now))
        expected = [
            promise
            for _id, promise in sorted(self.model.promises.items())
            if promise.leased_until is not None and promise.leased_until < self.now
        ]

        assert sorted(lost) == [promise.id for promise in expected]

        self._do(lambda session: self._put_back_lost(session, lost))
        for promise in expected:
            self.model.requeue(promise, run_at=self.now)

    async def _put_back_lost(self, session: Session, lost: Sequence[int]) -> None:
        for job_id in sorted(lost):
            job = await claims.lock_lost(session, job_id, now=self.now)
            assert job is not None
            await claims.put_back(session, job, run_at=self.now, error=None, has_failed=False, was_lost=True)

    @invariant()
    def both_agree(self) -> None:
        columns = [getattr(JobRow, name) for name in _COMPARED]

        async def read(session: Session) -> list[tuple[object, ...]]:
            return [tuple(row) for row in await session.execute(select(*columns).order_by(JobRow.id))]

        expected = sorted(self.model.promises.values(), key=lambda promise: promise.id)
        assert self._do(read) == [promise.as_row() for promise in expected]


def test_the_queue_does_what_its_model_does(tmp_path: Path) -> None:
    QueueMachine.store = SqliteStore(tmp_path)

    run_state_machine_as_test(
        QueueMachine, settings=settings(max_examples=25, stateful_step_count=30, deadline=None)
    )
