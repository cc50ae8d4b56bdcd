"""A world for each crash: the sandbox in the test, the shop in a process beside it. All is well after it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.rig.inspecting import inspect_database
from tests.rig.world import World, open_world


@pytest.fixture
async def world(database_url: URL, tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(database_url, tmp_path) as opened:
        yield opened
    assert not await inspect_database(database_url)
