"""A unit that is replaced under its warranty is void for ever, and its successor reaches the buyer."""

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.delivery import replacing
from auto_order.notifications.notices import UnitReplaced
from auto_order.orders.models import Order
from auto_order.stock import service as stock
from auto_order.stock.models import StockStatus
from auto_order.stock.rules import OutOfStock, UnitNotReplaceable
from auto_order.stock.service import Unit
from tests.rig.shop import SELLER, Shop

RINA = staff(SELLER)


async def list_units(shop: Shop, order: Order) -> list[Unit]:
    async with shop.tx.reading() as session:
        return list(await stock.list_units(session, order_id=order.id))


async def replace(shop: Shop, order: Order, item_id: int) -> None:
    async with shop.tx() as session:
        await replacing.replace_unit(
            session, order_id=order.id, item_id=item_id, reason="akun mati", by=RINA, now=shop.clock()
        )
    await shop.work()


async def test_a_replaced_unit_is_void_and_the_order_shows_both(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer(units=3)
    order = await shop.order(buyer, product, quantity=2)
    await shop.pay(order)
    broken, good = await list_units(shop, order)
    first = set(shop.notifier.contents(buyer.telegram_id))

    await replace(shop, order, broken.id)

    units = {unit.id: unit for unit in await list_units(shop, order)}
    (successor,) = units.keys() - {broken.id, good.id}
    assert [units[each].status for each in (broken.id, good.id, successor)] == [
        StockStatus.VOID,
        StockStatus.SOLD,
        StockStatus.SOLD,
    ]
    assert units[successor].replaces == broken.id
    handed = shop.notifier.handed[-1].goods
    sent = {content.reveal() for line in handed.lines for content in line.contents}
    assert len(sent) == 2
    assert len(sent & first) == 1
    assert shop.notifier.heard(buyer.telegram_id, UnitReplaced)[-1].number == order.number
    assert await shop.units(product) == {"sold": 2, "void": 1}
    async with shop.tx.reading() as session:
        (entry,) = await audit.list_entries(session, subject=f"order:{order.id}")
    assert (entry.action, entry.after) == ("unit.replace", f'{{"reason":"akun mati","voided":{broken.id}}}')


async def test_without_a_fresh_unit_nothing_is_replaced(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer(units=1))
    await shop.pay(order)
    (only_one,) = await list_units(shop, order)

    with pytest.raises(OutOfStock):
        await replace(shop, order, only_one.id)

    assert [unit.status for unit in await list_units(shop, order)] == [StockStatus.SOLD]


async def test_only_a_unit_that_the_order_has_is_replaced_and_only_once(shop: Shop) -> None:
    product = await shop.offer(units=5)
    order, other = [await shop.order(await shop.meet(), product) for _ in range(2)]
    for each in (order, other):
        await shop.pay(each)
    (unit,) = await list_units(shop, order)
    (foreign,) = await list_units(shop, other)
    await replace(shop, order, unit.id)

    for wrong in (foreign.id, unit.id, 999_999):
        with pytest.raises(UnitNotReplaceable):
            await replace(shop, order, wrong)

    assert await shop.units(product) == {"free": 2, "sold": 2, "void": 1}
