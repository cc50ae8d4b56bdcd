"""A promise is made in the transaction that records its cause."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from auto_order.db.session import Transactions
from auto_order.jobs.job import Job, Priority
from auto_order.jobs.models import JobStatus
from auto_order.jobs.queue import enqueue
from tests.rig.clock import NOW
from tests.rooms.jobs.workshop import Water, Weed, WeedNow, Workshop

LATER = NOW + timedelta(hours=1)


async def test_a_committed_promise_is_kept(tx: Transactions, workshop: Workshop) -> None:
    async with tx() as session:
        await enqueue(session, Water(plant="rose"), now=NOW, run_at=LATER)

    row = await workshop.only_row()
    assert (row.name, row.status, row.run_at, row.queued_at) == ("water", JobStatus.QUEUED, LATER, NOW)
    assert Water.load(row.payload) == Water(plant="rose")


async def test_no_commit_means_no_job(tx: Transactions, workshop: Workshop) -> None:
    async def promise_and_regret() -> None:
        async with tx() as session:
            await enqueue(session, Water(), now=NOW)
            raise RuntimeError("rain")

    with pytest.raises(RuntimeError, match="rain"):
        await promise_and_regret()

    assert await workshop.is_empty()


async def test_a_promise_is_due_at_once_unless_told_otherwise(workshop: Workshop) -> None:
    await workshop.promise(Water())

    assert (await workshop.only_row()).run_at == NOW


async def test_plain_jobs_of_one_kind_are_each_kept(workshop: Workshop) -> None:
    await workshop.promise(Water(), Water())

    assert len(await workshop.rows()) == 2


async def test_a_merging_job_melts_into_the_one_that_waits(workshop: Workshop) -> None:
    await workshop.promise(Weed(), Weed())

    assert len(await workshop.rows()) == 1


async def test_merging_jobs_of_different_keys_stay_apart(workshop: Workshop) -> None:
    await workshop.promise(Weed(bed="roses"), Weed(bed="beans"))

    assert len(await workshop.rows()) == 2


async def test_merging_takes_the_sooner_moment_and_the_higher_priority(workshop: Workshop) -> None:
    await workshop.promise(Weed(), run_at=LATER)

    await workshop.promise(WeedNow())

    row = await workshop.only_row()
    assert (row.run_at, row.priority) == (NOW, Priority.PROMPT)


async def test_merging_never_makes_the_waiting_job_later_or_lower(workshop: Workshop) -> None:
    await workshop.promise(WeedNow())

    await workshop.promise(Weed(), run_at=LATER)

    row = await workshop.only_row()
    assert (row.run_at, row.priority) == (NOW, Priority.PROMPT)


async def test_merging_without_a_key_is_a_mistake_of_the_programmer(tx: Transactions) -> None:
    @dataclass(frozen=True, kw_only=True)
    class Rake(Job):
        name = "rake"
        merges = True

    with pytest.raises(TypeError, match="rake merges and has no key"):
        async with tx() as session:
            await enqueue(session, Rake(), now=NOW)
