"""A shop that is looked through while it sells shows no fault."""

import asyncio

from auto_order.inspection import service
from tests.rig.shop import Shop


async def sell_and_let_lapse(shop: Shop) -> None:
    """Let money and goods move in every few statements of whoever looks."""
    product = await shop.offer(units=50)
    for number in range(6):
        order = await shop.order(await shop.meet(), product)
        if number % 3:
            await shop.pay(order)
        else:
            await shop.tap_cancel(order)
            await shop.skip(minutes=1)


async def test_a_look_beside_a_shop_that_sells_finds_nothing(shop: Shop) -> None:
    looks = 0
    async with asyncio.TaskGroup() as group:
        selling = group.create_task(sell_and_let_lapse(shop))
        while not selling.done():
            async with shop.tx.reading() as session:
                report = await service.inspect(session, now=shop.clock(), rows=3)
            assert [outcome.examples for outcome in report.outcomes if outcome.found] == []
            looks += 1

    assert looks > 1
