"""A commit that fails takes everything back, and those who come after find the door open."""

import asyncio

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError

from auto_order.db.engine import Database
from auto_order.db.session import Transactions
from auto_order.jobs.models import JobRow
from tests.rig.only import on_postgresql, on_sqlite
from tests.rig.waiting import eventually
from tests.rooms.db.shelf import Shelf


async def test_a_disk_that_is_full_for_a_moment_costs_that_moment_only(
    shelves: Transactions, scratch_database: Database
) -> None:
    engine = scratch_database.writer.sync_engine

    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    event.listen(engine, "commit", fail)
    with pytest.raises(OSError, match="no space"):
        await _put(shelves, place=1)
    event.remove(engine, "commit", fail)
    await _put(shelves, place=2)

    async with shelves.reading() as session:
        assert (await session.scalars(select(Shelf.place))).all() == [2]


@on_sqlite
async def test_the_database_itself_refuses_a_commit_and_lets_the_next_one_in(tx: Transactions) -> None:
    """SQLite keeps the transaction open then, and its only pen with it."""
    with pytest.raises(IntegrityError):
        await _break_a_promise_to_the_database(tx)

    async with tx() as session:
        assert (await session.scalars(select(JobRow))).all() == []


@on_postgresql
async def test_a_stop_in_the_middle_of_a_commit_is_a_stop(shelves: Transactions) -> None:
    """Whoever catches errors and goes on, as a worker does, must not take it for one."""
    async with shelves() as session:
        for statement in _DOZE_AT_COMMIT:
            await session.execute(text(statement.format(table=Shelf.__tablename__)))
    async with asyncio.TaskGroup() as group:
        putting = group.create_task(_put(shelves, place=1))
        await eventually(lambda: _is_dozing(shelves))

        putting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await putting

    async with shelves.reading() as session:
        assert (await session.scalars(select(Shelf.place))).all() == []


_DOZE_AT_COMMIT = (
    """CREATE FUNCTION doze() RETURNS trigger LANGUAGE plpgsql
       AS 'BEGIN PERFORM pg_sleep(600); RETURN NULL; END'""",
    """CREATE CONSTRAINT TRIGGER doze AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION doze()""",
)


async def _is_dozing(shelves: Transactions) -> bool:
    async with shelves.reading() as session:
        found = await session.scalar(
            text("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
        )
    return bool(found)


async def _break_a_promise_to_the_database(tx: Transactions) -> None:
    async with tx() as session:
        await session.execute(text("PRAGMA defer_foreign_keys=ON"))
        await session.execute(text("INSERT INTO cart_lines VALUES (1, 2, 3, '2026-11-23')"))


async def _put(shelves: Transactions, *, place: int) -> None:
    async with shelves() as session:
        session.add(Shelf(place=place))
