"""One shop in two processes: more buyers than units, everything said three times, one process killed midway.

CI has 60 buyers for 36 units; ``./scripts/prove.sh`` has 500 for 300, with PROOF=long.
"""

import asyncio
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import URL

from auto_order.orders.models import OrderStatus
from tests.rig.books import Books, open_books
from tests.rig.crowd import list_units, stand_before_the_payment
from tests.rig.only import on_postgresql
from tests.rig.reports import write_report
from tests.rig.shelves import fill
from tests.rig.shop_pair import ShopPair, open_pair
from tests.rig.world import Person, World

_BUYERS, _UNITS = (500, 300) if os.environ.get("PROOF") == "long" else (60, 36)
_PRICE = 45_000


@on_postgresql
@pytest.mark.timeout(900)
async def test_two_processes_sell_every_unit_once_though_one_is_killed(
    database_url: URL, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with (
        open_pair(database_url, tmp_path) as world,
        open_books(database_url, world.shop.clock) as books,
    ):
        contents = await fill(world.shop.environment, "nf", units=_UNITS, price=_PRICE)
        buyers = [await world.meet(8000 + number, f"Pembeli {number}") for number in range(_BUYERS)]
        await world.open_shop()
        await asyncio.gather(*(stand_before_the_payment(buyer) for buyer in buyers))

        await asyncio.gather(*(_tap_and_go_on(buyer) for buyer in buyers))
        await books.wait_for_quiet()
        lucky = [buyer for buyer in buyers if _has(await buyer.texts(), "Bayar tepat")]
        refused = [buyer for buyer in buyers if _has(buyer.heard_so_far(), "Stok tidak cukup")]
        await _pay_and_kill(world, books)
        await asyncio.gather(*(buyer.read("ini pesananmu") for buyer in lucky))
        await books.wait_for_quiet()

        units = [await list_units(buyer, contents) for buyer in buyers]
        found = await books.inspect()
        done = {
            "buyers": _BUYERS,
            "units": _UNITS,
            "orders": await books.count_orders(),
            "orders fulfilled": await books.count_orders(OrderStatus.FULFILLED),
            "payments": len(await books.list_settled()),
            "webhooks": 3 * _UNITS,
            "kills": 1,
            "refusals heard": len(refused),
            "repeated goods messages": sum(len(texts) for texts in units) - _UNITS,
            "differences": len(found),
        }
        record_property("done", dict(done))
        write_report("two processes", done)

    assert not found
    assert len(lucky) == _UNITS
    assert not [buyer for buyer in refused if buyer in lucky]
    # On a busy machine Telegram has given up on some of 500 taps by the time that they are answered.
    assert len(refused) == _BUYERS - _UNITS or _BUYERS > 100
    assert (done["orders"], done["orders fulfilled"], done["payments"]) == (_UNITS, _UNITS, _UNITS)
    assert sorted(unit for texts in units for unit in set(texts)) == sorted(contents)
    assert all(len(set(texts)) <= 1 for texts in units)


async def _tap_and_go_on(buyer: Person) -> None:
    """Tap "pay", and begin anew: what somebody does is answered in its order."""
    await buyer.tap("💠 QRIS")
    await buyer.say("/start")
    await buyer.read("selamat datang")


def _has(texts: Sequence[str], words: str) -> bool:
    return any(words in text for text in texts)


async def _pay_and_kill(world: World[ShopPair], books: Books) -> None:
    """Have everybody pay, each heard of three times, and kill a process when a third has the goods."""
    payments = await world.payments()
    await asyncio.gather(*(world.pay(payment["txn_id"], webhooks=3) for payment in payments))
    await world.until(lambda: _has_fulfilled(books, _UNITS // 3), what="a third of the goods")
    await world.shop.kill_one()


async def _has_fulfilled(books: Books, orders: int) -> bool:
    return await books.count_orders(OrderStatus.FULFILLED) >= orders
