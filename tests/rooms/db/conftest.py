"""A database with a shelf in it."""

import pytest

from auto_order.db.engine import Database
from auto_order.db.session import Transactions
from tests.rooms.db.shelf import ShelfBase


@pytest.fixture
async def shelves(scratch_database: Database) -> Transactions:
    """Transactions on a database that has the shelf, which may be changed at will."""
    async with scratch_database.writer.begin() as connection:
        await connection.run_sync(ShelfBase.metadata.create_all)
    return Transactions(scratch_database)
