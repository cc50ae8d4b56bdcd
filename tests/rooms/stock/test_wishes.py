"""Whoever waits for a product hears of it once, and nobody is forgotten."""

import pytest

from auto_order.audit.actor import SYSTEM
from auto_order.carts.service import Wanted
from auto_order.catalog import editing
from auto_order.catalog.models import Product
from auto_order.catalog.rules import ProductUnknown
from auto_order.customers.service import CustomerCard
from auto_order.kit.secret import Secret
from auto_order.notifications.notices import BackInStock
from auto_order.orders import removing
from auto_order.stock import keeping
from auto_order.stock.loading import NumberedContent
from auto_order.stock.wishes import service as wishes
from tests.factories import KEYRING, make_order
from tests.rig.shop import Shop


async def wait_for(shop: Shop, buyer: CustomerCard, product: Product) -> None:
    async with shop.tx() as session:
        await wishes.wait_for(session, customer_id=buyer.id, product_id=product.id, now=shop.clock())
    await shop.work()


async def load(shop: Shop, product: Product, *contents: str) -> None:
    lines = [NumberedContent(line, Secret(content)) for line, content in enumerate(contents, start=1)]
    async with shop.tx() as session:
        await keeping.add_units(
            session, product_id=product.id, lines=lines, keyring=KEYRING, by=SYSTEM, now=shop.clock()
        )
    await shop.work()


async def test_who_waits_is_told_once_in_their_language(shop: Shop) -> None:
    product = await shop.offer(units=0, name="Viu")
    wati, john = await shop.meet("Wati"), await shop.meet("John", language="en")
    for buyer in (wati, wati, john):
        await wait_for(shop, buyer, product)

    await load(shop, product, "one")
    await load(shop, product, "two")

    told = [(told.chat_id, told.language) for told in shop.notifier.told if told.notice == _back(product)]
    assert sorted(told) == sorted([(wati.telegram_id, "id"), (john.telegram_id, "en")])


async def test_nobody_who_waits_is_forgotten_on_any_day(any_shop: Shop) -> None:
    product = await any_shop.offer(units=0)
    buyers = [await any_shop.meet() for _ in range(3)]
    for buyer in buyers:
        await wait_for(any_shop, buyer, product)

    await load(any_shop, product, "one")

    assert all(_back(product) in any_shop.notifier.heard(buyer.telegram_id, BackInStock) for buyer in buyers)


async def test_a_wish_that_comes_with_the_units_is_not_missed(shop: Shop) -> None:
    product = await shop.offer(units=0)
    await load(shop, product, "one")
    buyer = await shop.meet()

    await wait_for(shop, buyer, product)

    assert shop.notifier.heard(buyer.telegram_id, BackInStock)


async def test_more_people_than_one_transaction_takes_are_told(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auto_order.stock.wishes.tasks._AT_ONCE", 2)
    product = await shop.offer(units=0)
    buyers = [await shop.meet() for _ in range(5)]
    for buyer in buyers:
        await wait_for(shop, buyer, product)

    await load(shop, product, "one")

    assert all(len(shop.notifier.heard(buyer.telegram_id, BackInStock)) == 1 for buyer in buyers)


async def test_nobody_is_told_of_what_is_gone_again_or_archived(shop: Shop) -> None:
    product = await shop.offer(units=0)
    waiting, other = await shop.meet(), await shop.meet()
    await wait_for(shop, waiting, product)
    async with shop.tx() as session:
        await wishes.announce(session, product.id, now=shop.clock())
    await shop.work()
    async with shop.tx() as session:
        await editing.set_archived(session, product.id, is_archived=True, by=SYSTEM, now=shop.clock())

    await load(shop, product, "one")

    assert not shop.notifier.heard(waiting.telegram_id, BackInStock)
    async with shop.tx() as session:
        await editing.set_archived(session, product.id, is_archived=False, by=SYSTEM, now=shop.clock())
        await make_order(session, customer_id=other.id, wanted=[Wanted(product.id, 1)])
    await load(shop, product, "two")
    assert shop.notifier.heard(waiting.telegram_id, BackInStock)


async def test_a_product_that_somebody_waits_for_can_be_removed(shop: Shop) -> None:
    product = await shop.offer(units=0)
    await wait_for(shop, await shop.meet(), product)

    async with shop.tx() as session:
        await removing.remove_product(session, product.id, by=SYSTEM, now=shop.clock())

    async with shop.tx.reading() as session:
        with pytest.raises(ProductUnknown):
            await editing.get_product(session, product.id)


def _back(product: Product) -> BackInStock:
    return BackInStock(product_id=product.id, product=product.name, price=product.price)
