"""A commit that fails takes everything back, and those who come after find the door open."""

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError

from auto_order.db.engine import Database
from auto_order.db.session import Transactions
from auto_order.jobs.models import JobRow
from tests.rig.only import on_sqlite
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


async def _break_a_promise_to_the_database(tx: Transactions) -> None:
    async with tx() as session:
        await session.execute(text("PRAGMA defer_foreign_keys=ON"))
        await session.execute(text("INSERT INTO cart_lines VALUES (1, 2, 3, '2026-11-23')"))


async def _put(shelves: Transactions, *, place: int) -> None:
    async with shelves() as session:
        session.add(Shelf(place=place))
