"""The visible transaction: a return commits, a raise rolls back, and there is one at a time."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from auto_order.db.session import (
    NestedTransactionError,
    Session,
    Transactions,
    after_commit,
    ring_after_commit,
)
from auto_order.jobs.models import JobRow
from auto_order.jobs.queue import enqueue
from tests.rig.clock import NOW
from tests.rooms.db.shelf import Shelf
from tests.rooms.jobs.workshop import Water


async def _count(tx: Transactions) -> int:
    async with tx.reading() as session:
        return await session.scalar(select(func.count()).select_from(JobRow)) or 0


async def _write_and_raise(tx: Transactions, *callbacks: Callable[[], None]) -> None:
    async with tx() as session:
        await enqueue(session, Water(), now=NOW)
        for callback in callbacks:
            after_commit(session, callback)
        raise RuntimeError("the lamp fell")


async def test_a_return_commits(tx: Transactions) -> None:
    async with tx() as session:
        await enqueue(session, Water(), now=NOW)

    assert await _count(tx) == 1


async def test_a_raise_rolls_back(tx: Transactions) -> None:
    with pytest.raises(RuntimeError, match="lamp"):
        await _write_and_raise(tx)

    assert await _count(tx) == 0


async def test_being_cancelled_rolls_back(tx: Transactions) -> None:
    has_written = asyncio.Event()

    async def write_and_wait() -> None:
        async with tx() as session:
            await enqueue(session, Water(), now=NOW)
            has_written.set()
            await asyncio.Event().wait()

    async with asyncio.TaskGroup() as group:
        writing = group.create_task(write_and_wait())
        await has_written.wait()
        writing.cancel()

    assert await _count(tx) == 0
    async with tx() as session:
        await enqueue(session, Water(), now=NOW)
    assert await _count(tx) == 1


async def test_nobody_sees_what_is_not_committed(tx: Transactions) -> None:
    has_written, may_end = asyncio.Event(), asyncio.Event()

    async def write_and_wait() -> None:
        async with tx() as session:
            await enqueue(session, Water(), now=NOW)
            has_written.set()
            await may_end.wait()

    async with asyncio.TaskGroup() as group:
        group.create_task(write_and_wait())
        await has_written.wait()
        before = await _count(tx)
        may_end.set()

    assert (before, await _count(tx)) == (0, 1)


async def test_a_second_connection_is_refused_while_one_is_held(tx: Transactions) -> None:
    async with tx():
        with pytest.raises(NestedTransactionError):
            async with tx():
                pass
        with pytest.raises(NestedTransactionError):
            async with tx.reading():
                pass

    async with tx.reading():
        with pytest.raises(NestedTransactionError):
            async with tx():
                pass


async def test_after_a_transaction_however_it_ended_the_next_may_open(tx: Transactions) -> None:
    with pytest.raises(RuntimeError, match="lamp"):
        await _write_and_raise(tx)

    async with tx.reading():
        pass
    async with tx():
        pass


async def test_reading_cannot_write(tx: Transactions) -> None:
    async with tx.reading() as session:
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            await enqueue(session, Water(), now=NOW)

    assert await _count(tx) == 0


async def test_each_statement_of_reading_sees_what_is_committed_by_then(tx: Transactions) -> None:
    may_write, has_written = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        await may_write.wait()
        async with tx() as session:
            await enqueue(session, Water(), now=NOW)
        has_written.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(write())
        async with tx.reading() as session:
            before = await session.scalar(select(func.count()).select_from(JobRow))
            may_write.set()
            await has_written.wait()
            after = await session.scalar(select(func.count()).select_from(JobRow))

    assert (before, after) == (0, 1)


async def test_callbacks_run_after_the_commit_in_their_order(tx: Transactions) -> None:
    heard: list[str] = []

    async with tx() as session:
        after_commit(session, lambda: heard.append("first"))
        after_commit(session, lambda: heard.append("second"))
        inside = list(heard)

    assert not inside
    assert heard == ["first", "second"]


async def test_without_a_commit_no_callback_runs(tx: Transactions) -> None:
    heard: list[str] = []

    with pytest.raises(RuntimeError, match="lamp"):
        await _write_and_raise(tx, lambda: heard.append("rang"))

    assert not heard


async def test_a_callback_belongs_to_its_transaction_alone(tx: Transactions) -> None:
    heard: list[str] = []
    async with tx() as session:
        after_commit(session, lambda: heard.append("rang"))

    async with tx():
        pass

    assert heard == ["rang"]


async def test_the_bell_rings_when_work_is_committed(tx: Transactions) -> None:
    rung: list[bool] = []
    tx.bell.listen(lambda: rung.append(True))

    async with tx() as session:
        ring_after_commit(session)
        inside = list(rung)

    assert (inside, rung) == ([], [True])


async def test_a_failed_commit_rings_nothing_and_raises(shelves: Transactions) -> None:
    rung: list[bool] = []
    shelves.bell.listen(lambda: rung.append(True))

    async def break_a_promise_at_the_end(session: Session) -> None:
        ring_after_commit(session)
        session.add(Shelf(place=1))
        session.add(Shelf(place=1))

    async def write() -> None:
        async with shelves() as session:
            await break_a_promise_at_the_end(session)

    with pytest.raises(DBAPIError):
        await write()

    assert not rung


async def test_what_a_statement_carried_is_in_no_exception(shelves: Transactions) -> None:
    async def write_twice() -> None:
        async with shelves() as session:
            for _ in range(2):
                await session.execute(insert(Shelf).values(room="KEY-ABC-123", place=1))

    with pytest.raises(DBAPIError) as refused:
        await write_twice()

    assert refused.value.hide_parameters
    assert "insert into" in str(refused.value).lower()


async def test_a_statement_that_failed_in_reading_does_not_spoil_the_next(tx: Transactions) -> None:
    async with tx.reading() as session:
        with pytest.raises(DBAPIError):
            await session.execute(text("SELECT nothing FROM nowhere"))

    assert await _count(tx) == 0
