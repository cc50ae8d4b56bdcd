"""Money that comes after the end: P7 of the payment machine. It becomes goods or credit, never nothing."""

from collections.abc import Awaitable, Callable

import pytest

from auto_order.catalog import service as catalog
from auto_order.catalog.models import Product
from auto_order.catalog.service import ProductFacts
from auto_order.customers.service import CustomerCard
from auto_order.notifications.notices import MoneyCredited, StaffOrder
from auto_order.orders.models import Order, OrderStatus
from auto_order.payments.models import PaymentStatus, Use
from tests.factories import load_units
from tests.rig.shop import SELLER, Fate, Shop


async def _lapse(shop: Shop, buyer: CustomerCard, *products: Product) -> Order:
    order = await shop.order(buyer, *products)
    await shop.skip(minutes=18)
    await shop.wait(seconds=30)
    assert await shop.status(order) is OrderStatus.EXPIRED
    return order


async def _cancel(shop: Shop, buyer: CustomerCard, *products: Product) -> Order:
    order = await shop.order(buyer, *products)
    await shop.wait(seconds=10)
    await shop.tap_cancel(order)
    await shop.wait(seconds=30)
    assert await shop.status(order) is OrderStatus.CANCELED
    return order


async def test_p7_late_money_becomes_goods_while_there_are_some(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    order = await _lapse(shop, buyer, product)

    await shop.pay(order)
    await shop.wait(seconds=30)

    payment = await shop.payment(order)
    assert (payment.status, payment.used_for) == (PaymentStatus.SETTLED, Use.ORDER)
    assert await shop.status(order) is OrderStatus.FULFILLED
    assert await shop.units(product) == {"sold": 1}
    assert await shop.account("revenue") == -45_000
    assert await shop.wallet(buyer) == 0
    assert len(shop.notifier.contents(buyer.telegram_id)) == 1


async def test_p7_money_for_a_cancelled_order_becomes_goods_too(any_shop: Shop) -> None:
    """A paid observation wins over a cancel: the payer had the QR on the screen."""
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    order = await _cancel(shop, buyer, product)

    await shop.pay(order)
    await shop.wait(seconds=30)

    assert await shop.status(order) is OrderStatus.FULFILLED
    assert len(shop.notifier.contents(buyer.telegram_id)) == 1


async def _somebody_else_buys(shop: Shop, product: Product) -> None:
    await shop.pay(await shop.order(await shop.meet("Joko"), product))


async def _the_price_rises(shop: Shop, product: Product) -> None:
    async with shop.tx() as session:
        facts = ProductFacts(code=product.code, name=product.name, price=product.price + 1)
        await catalog.offer_product(session, facts, now=shop.clock())


async def _the_price_falls(shop: Shop, product: Product) -> None:
    async with shop.tx() as session:
        facts = ProductFacts(code=product.code, name=product.name, price=product.price - 1)
        await catalog.offer_product(session, facts, now=shop.clock())


async def _it_is_archived(shop: Shop, product: Product) -> None:
    async with shop.tx() as session:
        await catalog.archive_product(session, product.id)


Change = Callable[[Shop, Product], Awaitable[None]]


@pytest.mark.parametrize(
    ("change", "fate"),
    [
        *((_somebody_else_buys, fate) for fate in Fate),
        (_the_price_rises, Fate.CALM),
        (_the_price_falls, Fate.CALM),
        (_it_is_archived, Fate.CALM),
    ],
)
async def test_p7_late_money_that_cannot_become_goods_is_credited_once(
    shop: Shop, change: Change, fate: Fate
) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await _lapse(shop, buyer, product)
    await change(shop, product)
    shop.meet_fate(fate)
    revenue, units = await shop.account("revenue"), await shop.units(product)

    await shop.pay(order)
    await shop.wait(seconds=30)

    payment = await shop.payment(order)
    assert (payment.status, payment.used_for) == (PaymentStatus.SETTLED, Use.WALLET)
    assert await shop.status(order) is OrderStatus.CREDITED
    assert await shop.wallet(buyer) == 45_000
    assert await shop.account(f"wallet:{buyer.id}") == -45_000
    assert await shop.account("revenue") == revenue
    assert await shop.units(product) == units
    assert shop.notifier.contents(buyer.telegram_id) == []
    credits_ = shop.notifier.heard(buyer.telegram_id, MoneyCredited)
    assert {(notice.number, notice.amount) for notice in credits_} == {(order.number, 45_000)}
    assert shop.notifier.heard(SELLER, StaffOrder)[-1].status == "credited"


async def test_p7_an_order_of_two_products_is_had_whole_or_not_at_all(shop: Shop) -> None:
    buyer, products = await shop.meet(), [await shop.offer(), await shop.offer()]
    order = await _lapse(shop, buyer, *products)
    await _somebody_else_buys(shop, products[1])

    await shop.pay(order)

    assert await shop.status(order) is OrderStatus.CREDITED
    assert await shop.wallet(buyer) == 90_000
    assert [await shop.units(product) for product in products] == [{"free": 1}, {"sold": 1}]


async def test_p7_new_stock_makes_late_money_goods(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await _lapse(shop, buyer, product)
    await _somebody_else_buys(shop, product)
    async with shop.tx() as session:
        (content,) = await load_units(session, product.id, contents=["a fresh one"])

    await shop.pay(order)

    assert shop.notifier.contents(buyer.telegram_id) == [content]


@pytest.mark.parametrize("hours", [0.5, 5, 23, 24.9])
async def test_late_money_without_a_webhook_is_found_within_the_day(shop: Shop, hours: float) -> None:
    order = await _lapse(shop, await shop.meet(), await shop.offer())
    await shop.wait(hours=hours - 0.4)

    shop.gateway.pay(shop.gateway.latest.txn_id)
    await shop.wait(hours=24)

    assert await shop.status(order) is OrderStatus.FULFILLED


async def test_after_a_day_only_a_claim_makes_us_ask(shop: Shop) -> None:
    order = await _lapse(shop, await shop.meet(), await shop.offer())
    await shop.wait(days=3)
    asked = shop.gateway.count("fetch_status")
    await shop.wait(days=3)
    assert shop.gateway.count("fetch_status") == asked

    await shop.pay(order)

    assert await shop.status(order) is OrderStatus.FULFILLED


async def test_an_order_given_up_before_its_qr_was_shown_still_takes_money(any_shop: Shop) -> None:
    """Nobody saw the QR, and yet the gateway says that somebody paid: it becomes goods or credit."""
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.is_mute = True
    order = await shop.place(buyer, product)
    await shop.wait(seconds=40)
    assert await shop.status(order) is OrderStatus.EXPIRED
    shop.gateway.is_mute = False
    there = shop.gateway.latest

    shop.gateway.pay(there.txn_id)
    await shop.hear_webhook(there.txn_id)
    await shop.wait(minutes=2)

    assert await shop.status(order) is OrderStatus.FULFILLED
    assert (await shop.payment(order)).txn_id == there.txn_id
    assert await shop.account("revenue") == -45_000
