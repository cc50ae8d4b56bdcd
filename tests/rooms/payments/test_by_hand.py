"""An order that a person says is paid delivers like any other, and its open QR is no trap."""

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.orders.models import Order, OrderStatus
from auto_order.orders.rules import OrderMoved
from auto_order.payments import by_hand
from auto_order.payments.gateways import PaymentState
from auto_order.payments.models import PaymentStatus
from auto_order.stock.rules import OutOfStock
from tests.rig.shop import SELLER, Shop

RINA = staff(SELLER)


async def mark_paid(shop: Shop, order: Order) -> None:
    async with shop.tx() as session:
        await by_hand.mark_paid(session, order_id=order.id, note="transfer BCA", by=RINA, now=shop.clock())
    await shop.work()


async def test_an_order_marked_paid_is_delivered_and_its_qr_taken_back(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)

    await mark_paid(shop, order)
    await shop.wait(seconds=60)

    assert await shop.status(order) is OrderStatus.FULFILLED
    assert len(shop.notifier.contents(buyer.telegram_id)) == 1
    assert await shop.account("gateway:manual") == 45_000
    assert await shop.account("revenue") == -45_000
    qris, manual = await shop.payments(order)
    assert (qris.status, manual.status) == (PaymentStatus.CANCELED, PaymentStatus.SETTLED)
    assert shop.gateway.latest.state is PaymentState.CANCELED
    async with shop.tx.reading() as session:
        (entry,) = await audit.list_entries(session, subject=f"order:{order.id}")
    assert (entry.actor, entry.action) == (f"staff:{SELLER}", "order.mark_paid")


async def test_a_qr_that_is_paid_besides_becomes_wallet_credit(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    shop.gateway.pay(shop.gateway.latest.txn_id)

    await mark_paid(shop, order)
    await shop.wait(seconds=60)

    assert await shop.wallet(buyer) == 45_000
    assert await shop.units(product) == {"sold": 1}


async def test_a_lapsed_order_is_revived_where_units_are_left(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    await shop.wait(minutes=20)

    await mark_paid(shop, order)

    assert await shop.status(order) is OrderStatus.FULFILLED


async def test_an_order_whose_units_are_gone_is_not_taken_as_paid(shop: Shop) -> None:
    product = await shop.offer()
    order = await shop.order(await shop.meet(), product)
    await shop.wait(minutes=20)
    await shop.order(await shop.meet(), product)

    with pytest.raises(OutOfStock):
        await mark_paid(shop, order)

    assert await shop.status(order) is OrderStatus.EXPIRED
    assert await shop.account("gateway:manual") == 0


async def test_an_order_is_not_paid_twice_by_hand(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer(units=2))
    await mark_paid(shop, order)

    with pytest.raises(OrderMoved):
        await mark_paid(shop, order)

    assert await shop.account("gateway:manual") == 45_000
