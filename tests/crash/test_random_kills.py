"""Kill a busy shop with SIGKILL again and again, at random moments and at named points: nothing is lost.

CI kills a few times; ``./scripts/prove.sh`` kills 100 times, with PROOF=long.
"""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import URL

from auto_order.orders.models import OrderStatus
from auto_order.payments.models import MANUAL
from tests.crash.load import Load
from tests.rig.books import Books, open_books
from tests.rig.kill_points import POINTS
from tests.rig.reports import write_report
from tests.rig.shelves import fill
from tests.rig.world import Person, World, open_far_world

_KILLS = 50 if os.environ.get("PROOF") == "long" else 3
_BUYERS = 8
_UNITS = 400
_LEASE_OVER = 6.0
_LONGEST_LIFE = 2.5
_PAST_THE_DEADLINE = 20 * 60.0
_PAST_ALL_QUESTIONS = 26 * 3600.0

# What is wrong with the outside world all the time.
_FAULTS = {
    "telegram": [
        {"fault": "502", "methods": ["sendMessage", "sendPhoto", "sendDocument"], "probability": 0.05},
        {"fault": "drop_after", "methods": ["sendMessage", "sendPhoto", "sendDocument"], "probability": 0.05},
        {"fault": "429", "methods": ["sendMessage", "sendPhoto"], "probability": 0.03},
    ],
    "gateway": {
        "webhook_dropped": {"probability": 0.1},
        "webhook_duplicated": {"times": 2, "probability": 0.2},
        "webhook_delayed": {"seconds": 1, "probability": 0.2},
        "create_5xx": {"probability": 0.05},
        "create_5xx_after": {"probability": 0.05},
        "status_html": {"probability": 0.1},
        "cancel_5xx_after": {"probability": 0.1},
    },
}


@pytest.mark.timeout(1800)
async def test_no_kill_loses_anything(
    database_url: URL, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    seed = int.from_bytes(os.urandom(4))
    record_property("seed", seed)
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    async with (
        open_far_world(database_url, tmp_path) as world,
        open_books(database_url, world.shop.clock) as books,
    ):
        contents = await _open(world)
        buyers = [await world.meet(7000 + number, f"Pembeli {number}") for number in range(_BUYERS)]
        load = Load(world, buyers, chance)
        await world.faults(**_FAULTS)

        async with asyncio.TaskGroup() as group:
            group.create_task(load.run())
            differences = await _kill_again_and_again(world, books, chance)
            load.stop()
        await _come_to_rest(world, books)

        differences += [*await books.inspect(), *await _find_lost_money(world, books)]
        if unfinished := await books.count_orders(OrderStatus.AWAITING, OrderStatus.PAID):
            differences.append(f"{unfinished} orders have no end")
        goods = [await _list_goods(buyer) for buyer in buyers]
        done = await _count(books, load, goods)
        differences += _find_misplaced(goods, contents, sold=done["orders fulfilled"])
        record_property("done", dict(done))
        write_report("kills", done | {"kills": _KILLS, "differences": len(differences)})
        assert not differences, f"seed {seed}"
        # A harness under which nothing was sold proves nothing.
        assert done["orders fulfilled"]


async def _open(world: World) -> Sequence[str]:
    contents: list[str] = []
    for code, name in (("nf", "Netflix"), ("sp", "Spotify"), ("yt", "YouTube")):
        contents += await fill(world.shop.environment, code, units=_UNITS, name=name)
    return contents


async def _kill_again_and_again(world: World, books: Books, chance: random.Random) -> list[str]:
    """Start and kill the shop, and look through its books while it is dead."""
    differences: list[str] = []
    await world.open_shop()
    await world.until(lambda: books.count_orders(OrderStatus.FULFILLED), what="a first sale")
    await world.shop.kill()
    for _ in range(_KILLS - 1):
        point = chance.choice([None, *POINTS]) if chance.random() < 0.5 else None
        await world.open_shop(dies_at=point)
        # A shop that is to die somewhere may not come there; then it dies like the others.
        await world.shop.dies_within(chance.uniform(0.1, _LONGEST_LIFE))
        await world.shop.kill()
        differences += await books.inspect()
        world.shop.move_clock(_PAST_THE_DEADLINE if chance.random() < 0.05 else _LEASE_OVER)
    return differences


async def _come_to_rest(world: World, books: Books) -> None:
    """Have a shop run in a world without faults until nothing is left to do."""
    await world.faults(telegram=[], gateway={})
    await world.open_shop()
    for leap in (_LEASE_OVER, _PAST_THE_DEADLINE, _PAST_ALL_QUESTIONS):
        world.shop.move_clock(leap)
        await books.wait_for_quiet()
    await world.until(lambda: _is_nothing_open(books), what="an end of every payment")
    await world.shop.stop()


async def _is_nothing_open(books: Books) -> bool:
    return not await books.count_open()


async def _find_lost_money(world: World, books: Books) -> list[str]:
    """Compare what the gateway lists as paid with what was booked: I5 and I7."""
    listed = {
        str(one["txn_id"]): int(one["amount"])
        for one in await world.payments()
        if one["status"] == "completed"
    }
    booked = {
        str(payment.txn_id): payment.amount
        for payment in await books.list_settled()
        if payment.gateway != MANUAL
    }
    return [
        f"{txn_id}: the gateway lists {listed.get(txn_id)}, booked is {booked.get(txn_id)}"
        for txn_id in listed.keys() | booked.keys()
        if listed.get(txn_id) != booked.get(txn_id)
    ]


async def _list_goods(buyer: Person) -> list[str]:
    """List the texts with goods that somebody has, a repeated one twice."""
    return [text for text in await buyer.texts() if "ini pesananmu" in text]


def _find_misplaced(goods: Sequence[Sequence[str]], contents: Sequence[str], *, sold: int) -> list[str]:
    """I1 as the buyers see it: every unit that was sold is in a chat, and none is in two."""
    holders: Counter[str] = Counter()
    for texts in goods:
        lines = {line for text in texts for line in text.splitlines()}
        holders.update(lines & set(contents))
    misplaced = [f"{content} is in {chats} chats" for content, chats in holders.items() if chats > 1]
    # Every order of this load is for one unit.
    return misplaced if len(holders) == sold else [*misplaced, f"{sold} sold, {len(holders)} handed over"]


async def _count(books: Books, load: Load, goods: Sequence[Sequence[str]]) -> Counter[str]:
    texts = [text for texts in goods for text in texts]
    return Counter(
        {
            "orders": await books.count_orders(),
            "orders fulfilled": await books.count_orders(OrderStatus.FULFILLED),
            "payments": len(load.paid),
            "attempts to buy": load.attempts,
            "goods messages": len(texts),
            "repeated goods messages": len(texts) - len(set(texts)),
        }
    )
