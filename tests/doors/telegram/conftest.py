"""A shop and its sandbox in the test's own process: real updates over real HTTP, started in a moment."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.rig.inner_shop import InnerShop
from tests.rig.world import SELLER, Person, World, open_inner_world

InnerWorld = World[InnerShop]


@pytest.fixture
async def world(database_url: URL, tmp_path: Path) -> AsyncIterator[InnerWorld]:
    async with open_inner_world(database_url, tmp_path) as opened:
        yield opened


@pytest.fixture
async def seller(world: InnerWorld) -> Person:
    """Have the shop open and its seller at the first screen of the staff."""
    person = await world.meet(SELLER, "Rina")
    await world.open_shop()
    await person.say("⚙️ Admin Settings")
    await person.read("Mau atur apa?")
    return person
