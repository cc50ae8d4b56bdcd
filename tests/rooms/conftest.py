"""A shop without doors for the tests of the rooms; its books are looked through after each test."""

from collections.abc import AsyncIterator

import pytest

from auto_order.db.engine import Database
from tests.rig.clock import Clock
from tests.rig.shop import Fate, Shop


@pytest.fixture
async def shop(database: Database, clock: Clock) -> AsyncIterator[Shop]:
    """Open a shop on a good day."""
    opened = Shop(database, clock)
    yield opened
    assert not await opened.find_broken()


@pytest.fixture(params=Fate)
async def any_shop(database: Database, clock: Clock, request: pytest.FixtureRequest) -> AsyncIterator[Shop]:
    """Open a shop on each kind of day: the test's story must end the same."""
    opened = Shop(database, clock, request.param)
    yield opened
    assert not await opened.find_broken()
