"""A writing transaction on SQLite takes its lock at BEGIN, so nobody decides on what another is changing."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from auto_order.db.engine import Database, open_database
from auto_order.db.session import Session, Transactions
from tests.rig.only import on_sqlite
from tests.rig.waiting import eventually
from tests.rooms.db.shelf import Shelf

pytestmark = on_sqlite

_BUYERS = 4
OpenTransaction = Callable[[], AbstractAsyncContextManager[AsyncSession]]


class _Rush:
    """Buyers who each look at the shelf and take the last thing if it is there."""

    def __init__(self) -> None:
        self.came = 0
        self.looked = 0
        self.sold = 0

    async def buy(self, tx: OpenTransaction, *, until_all_have: str) -> None:
        self.came += 1
        async with tx() as session:
            left = await session.scalar(select(Shelf.left))
            self.looked += 1
            await eventually(lambda: getattr(self, until_all_have) == _BUYERS)
            if left:
                await session.execute(update(Shelf).values(left=left - 1))
                self.sold += 1


@pytest.fixture
async def last_thing(shelves: Transactions) -> None:
    async with shelves() as session:
        session.add(Shelf(place=1, left=1))


@pytest.mark.usefixtures("last_thing")
async def test_four_processes_sell_the_last_thing_once(scratch_database: Database) -> None:
    rush = _Rush()
    processes = [open_database(scratch_database.url) for _ in range(_BUYERS)]

    async with asyncio.TaskGroup() as group:
        for process in processes:
            group.create_task(rush.buy(Transactions(process), until_all_have="came"))

    assert rush.sold == 1
    for process in processes:
        await process.close()


@pytest.mark.usefixtures("last_thing")
async def test_control_with_the_transactions_of_the_driver_each_of_them_sells_it(
    scratch_database: Database,
) -> None:
    rush = _Rush()
    engine = create_async_engine(scratch_database.url, pool_size=_BUYERS)

    @asynccontextmanager
    async def plain_transaction() -> AsyncIterator[Session]:
        async with AsyncSession(engine) as session:
            yield session
            await session.commit()

    async with asyncio.TaskGroup() as group:
        for _ in range(_BUYERS):
            group.create_task(rush.buy(plain_transaction, until_all_have="looked"))

    assert rush.sold == _BUYERS
    await engine.dispose()


async def test_a_transaction_that_reads_only_does_not_stop_a_writer(
    database: Database, open_another: Callable[[], Database]
) -> None:
    reader, writer = Transactions(database), Transactions(open_another())
    is_reading, has_written = asyncio.Event(), asyncio.Event()

    async def read() -> None:
        async with reader.reading() as session:
            await session.execute(text("SELECT * FROM jobs"))
            is_reading.set()
            await has_written.wait()

    async with asyncio.TaskGroup() as group:
        group.create_task(read())
        await is_reading.wait()
        async with writer() as session:
            await session.execute(text("UPDATE jobs SET priority = priority"))
        has_written.set()


async def test_the_file_is_durable_and_checks_its_references(database: Database) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")

    async with database.writer.connect() as connection:
        found = [(await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in pragmas]

    assert found == ["wal", 2, 1, 15_000]
