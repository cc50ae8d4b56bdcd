"""Ends without money: P5 and P6 of the payment machine. Nobody loses a payment by them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from auto_order.notifications.notices import OrderClosed, StaffOrder
from auto_order.orders.models import OrderStatus
from auto_order.orders.rules import OrderNotFound
from auto_order.payments import checking, closing
from auto_order.payments.gateways import AttemptDeadError, GatewayRefusedError
from auto_order.payments.models import PaymentStatus
from tests.fakes.gateway import unavailable
from tests.rig.shop import GRACE, SELLER, Fate, Shop


async def test_p5_an_unpaid_order_ends_after_its_deadline_and_grace(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    over_at = (await shop.payment(order)).deadline + GRACE

    shop.clock.now = over_at - timedelta(seconds=1)
    await shop.works.work()
    assert await shop.status(order) is OrderStatus.AWAITING
    await shop.wait(minutes=1)

    payment = await shop.payment(order)
    assert payment.status is PaymentStatus.EXPIRED
    assert payment.closed_at is not None
    assert payment.closed_at >= over_at
    assert await shop.status(order) is OrderStatus.EXPIRED
    assert await shop.units(product) == {"free": 1}
    assert {notice.reason for notice in shop.notifier.heard(buyer.telegram_id, OrderClosed)} == {"expired"}
    assert shop.notifier.heard(SELLER, StaffOrder)[-1].status == "expired"
    assert shop.gateway.latest.state == "canceled"


async def test_p5_nothing_expires_before_the_gateway_has_said_that_it_is_unpaid(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    await shop.skip(minutes=10)

    shop.gateway.is_down = True
    await shop.wait(minutes=60)
    assert await shop.status(order) is OrderStatus.AWAITING
    assert await shop.units(product) == {"held": 1}
    shop.gateway.is_down = False
    await shop.wait(minutes=6)

    assert await shop.status(order) is OrderStatus.EXPIRED


async def test_p5_money_that_came_while_the_gateway_was_down_is_not_lost(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    await shop.skip(minutes=10)
    shop.gateway.is_down = True
    shop.gateway.pay(shop.gateway.latest.txn_id)
    await shop.wait(minutes=30)

    shop.gateway.is_down = False
    await shop.wait(minutes=6)

    assert await shop.status(order) is OrderStatus.FULFILLED


async def test_p5_an_answer_that_was_asked_for_before_the_deadline_expires_nothing(shop: Shop) -> None:
    """It took its time: somebody may have paid between."""
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    over_at = (await shop.payment(order)).deadline + GRACE
    shop.clock.now = over_at - timedelta(seconds=5)
    await shop.work()
    shop.clock.move(seconds=4)

    def answer_late(seen: object) -> object:
        shop.clock.move(seconds=6)
        shop.gateway.pay(shop.gateway.latest.txn_id)
        return seen

    shop.gateway.script("fetch_status", answer_late)
    await shop.tap_status(order)
    await shop.wait(seconds=4)
    assert await shop.status(order) is OrderStatus.AWAITING
    await shop.wait(minutes=1)

    assert await shop.status(order) is OrderStatus.FULFILLED
    assert "OrderClosed" not in shop.notifier.kinds(buyer.telegram_id)


async def test_p6_a_buyer_cancels_and_the_gateway_is_asked_first(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    await shop.wait(seconds=10)

    assert await shop.tap_cancel(order)
    assert await shop.status(order) is OrderStatus.AWAITING
    await shop.wait(seconds=40)

    assert (await shop.payment(order)).status is PaymentStatus.CANCELED
    assert await shop.status(order) is OrderStatus.CANCELED
    assert await shop.units(product) == {"free": 1}
    assert {notice.reason for notice in shop.notifier.heard(buyer.telegram_id, OrderClosed)} == {"canceled"}
    assert shop.gateway.latest.state == "canceled"


async def test_p6_a_buyer_who_cancels_after_paying_gets_the_goods(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    await shop.wait(seconds=10)
    shop.gateway.pay(shop.gateway.latest.txn_id)

    assert await shop.tap_cancel(order)
    await shop.wait(seconds=40)

    assert await shop.status(order) is OrderStatus.FULFILLED
    assert "OrderClosed" not in shop.notifier.kinds(buyer.telegram_id)
    assert shop.gateway.count("cancel") == 0


async def test_p6_an_answer_from_before_the_tap_cancels_nothing(shop: Shop) -> None:
    """Asked, then paid, then cancelled, and only now answered: the answer knows nothing of the payment."""
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    await shop.wait(seconds=4)

    payment = await shop.payment(order)
    async with shop.tx() as session:
        txn_id = await checking.begin_check(session, payment.id, policy=shop.policy, now=shop.clock())
    assert txn_id is not None
    seen = await shop.gateway.fetch_status(txn_id=txn_id)
    shop.clock.move(seconds=1)
    shop.gateway.pay(shop.gateway.latest.txn_id)
    await shop.tap_cancel(order)
    async with shop.tx() as session:
        await checking.observe(session, payment.id, seen, policy=shop.policy, now=shop.clock())
    assert await shop.status(order) is OrderStatus.AWAITING
    await shop.wait(seconds=10)

    assert await shop.status(order) is OrderStatus.FULFILLED


async def test_p6_an_order_without_a_qr_is_cancelled_at_once_and_its_orphan_later(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.place(buyer, product)
    payment = await shop.payment(order)
    shop.gateway.open_there(payment.reference, payment.amount)

    assert await shop.tap_cancel(order)

    assert await shop.status(order) is OrderStatus.CANCELED
    assert await shop.units(product) == {"free": 1}
    await shop.work()
    assert shop.gateway.latest.state == "canceled"
    assert shop.notifier.kinds(buyer.telegram_id) == ["OrderClosed"]


@pytest.mark.parametrize("fate", [Fate.CALM, Fate.TWICE])
async def test_p6_a_second_cancel_does_nothing_more(shop: Shop, fate: Fate) -> None:
    shop.meet_fate(fate)
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    await shop.wait(seconds=10)

    assert await shop.tap_cancel(order)
    assert await shop.tap_cancel(order)
    await shop.wait(seconds=20)
    assert not await shop.tap_cancel(order)

    assert len(set(shop.notifier.heard(buyer.telegram_id, OrderClosed))) == 1


async def test_p6_a_cancel_while_the_gateway_is_down_waits_for_it(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    await shop.wait(seconds=10)
    shop.gateway.is_down = True

    await shop.tap_cancel(order)
    await shop.wait(minutes=2)
    assert await shop.status(order) is OrderStatus.AWAITING
    shop.gateway.is_down = False
    await shop.wait(minutes=3)

    assert await shop.status(order) is OrderStatus.CANCELED


async def test_p6_what_the_gateway_cancelled_is_cancelled_here_too(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)

    shop.gateway.cancel_there(shop.gateway.latest.txn_id)
    await shop.wait(seconds=40)

    assert await shop.status(order) is OrderStatus.CANCELED
    assert await shop.units(product) == {"free": 1}


async def test_nobody_cancels_or_asks_about_the_order_of_another(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    other = await shop.meet("Joko")
    order.customer_id = other.id

    with pytest.raises(OrderNotFound):
        await shop.tap_cancel(order)
    with pytest.raises(OrderNotFound):
        await shop.tap_status(order)

    assert (await shop.payment(order)).cancel_requested_at is None


async def test_a_cancel_that_the_gateway_refuses_is_followed_by_a_question(shop: Shop) -> None:
    """It refuses to cancel what was paid in the last moment, and the webhook may be lost."""
    order = await shop.order(await shop.meet(), await shop.offer())
    await shop.wait(seconds=10)

    def pay_in_between(seen: object) -> object:
        shop.gateway.pay(shop.gateway.latest.txn_id)
        return seen

    shop.gateway.script("fetch_status", pay_in_between)
    await shop.tap_cancel(order)
    await shop.wait(seconds=30)

    assert await shop.status(order) is OrderStatus.FULFILLED


async def test_an_orphan_that_the_gateway_calls_dead_needs_no_cancel(shop: Shop) -> None:
    order = await shop.place(await shop.meet(), await shop.offer())
    await shop.tap_cancel(order)
    shop.gateway.script("create", AttemptDeadError())

    await shop.work()

    assert shop.gateway.count("cancel") == 0
    assert (await shop.payment(order)).txn_id is None


async def test_the_orphan_of_another_payment_is_left_alone(shop: Shop) -> None:
    order = await shop.place(await shop.meet(), await shop.offer())
    await shop.tap_cancel(order)
    shop.gateway.script("create", lambda invoice: replace(invoice, reference="PAY-OF-ANOTHER"))

    await shop.work()

    assert shop.gateway.count("cancel") == 0


@pytest.mark.parametrize("trouble", [unavailable(), GatewayRefusedError("no")])
async def test_a_cancel_at_the_gateway_is_tried_again_or_given_up_as_it_answers(
    shop: Shop, trouble: Exception
) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    shop.gateway.script("cancel", trouble)

    await shop.skip(minutes=18)
    await shop.wait(minutes=1)

    tries = shop.gateway.count("cancel")
    assert tries == (1 if isinstance(trouble, GatewayRefusedError) else 2)
    assert await shop.status(order) is OrderStatus.EXPIRED


async def test_what_is_wanted_or_paid_is_not_taken_back(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    payment = await shop.payment(order)

    async with shop.tx() as session:
        assert await closing.find_withdrawal(session, payment.id) is None
    await shop.pay(order)
    async with shop.tx() as session:
        assert await closing.find_withdrawal(session, payment.id) is None
        await closing.note_withdrawn(
            session, payment.id, txn_id="x", was_refused=False, policy=shop.policy, now=shop.clock()
        )

    assert (await shop.payment(order)).status is PaymentStatus.SETTLED
