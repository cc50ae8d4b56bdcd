"""A shop and its sandbox in the test's own process; its database is inspected after each scenario."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import URL

from auto_order.bootstrap import shop as bootstrap
from auto_order.jobs.worker import Pace
from tests.rig.inner_shop import InnerShop
from tests.rig.inspecting import inspect_database
from tests.rig.shelves import fill
from tests.rig.world import SELLER, Person, World, open_inner_world

InnerWorld = World[InnerShop]


@pytest.fixture(autouse=True)
def quick_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the shop see within a moment that its clock was moved."""
    monkeypatch.setattr(bootstrap, "Pace", partial(Pace, poll=0.1))


@pytest.fixture
async def world(database_url: URL, tmp_path: Path) -> AsyncIterator[InnerWorld]:
    """Open a sandbox, and a shop with three units of one product and its people at hand."""
    async with open_inner_world(database_url, tmp_path) as opened:
        await fill(opened.shop.environment, "nf", units=3)
        await opened.open_shop()
        yield opened
    assert not await inspect_database(database_url)


@pytest.fixture
async def buyer(world: InnerWorld) -> Person:
    """Have somebody before a QR over Rp 45.000."""
    person = await world.meet(7001)
    await person.order("Netflix")
    await person.read("Bayar tepat")
    return person


@pytest.fixture
async def seller(world: InnerWorld) -> Person:
    """Have the seller at hand, who hears of what needs a person."""
    person = await world.meet(SELLER, "Rina")
    await person.say("/start")
    await person.read("selamat datang")
    return person
