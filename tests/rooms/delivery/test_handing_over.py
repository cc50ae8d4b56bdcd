"""Paid goods on their way: at least once, the same units every time, and visible when they cannot arrive."""

from datetime import timedelta
from itertools import product as pairs

import pytest
from structlog.testing import capture_logs

from auto_order.delivery import repository
from auto_order.delivery import service as delivery
from auto_order.delivery.jobs import DeliverOrder
from auto_order.delivery.models import Delivery, DeliveryStatus
from auto_order.delivery.rules import NothingToResend, advance
from auto_order.kit.errors import TransientError
from auto_order.orders import service as orders
from auto_order.orders.models import Order, OrderStatus
from auto_order.orders.rules import OrderNotFound
from auto_order.orders.rules import advance as advance_order
from tests.rig.shop import SELLER, Shop

_STEPS = {
    (DeliveryStatus.QUEUED, DeliveryStatus.SENDING),
    (DeliveryStatus.QUEUED, DeliveryStatus.DEAD),
    (DeliveryStatus.SENDING, DeliveryStatus.SENDING),
    (DeliveryStatus.SENDING, DeliveryStatus.SENT),
    (DeliveryStatus.SENDING, DeliveryStatus.QUEUED),
    (DeliveryStatus.SENDING, DeliveryStatus.BLOCKED),
    (DeliveryStatus.SENDING, DeliveryStatus.DEAD),
    (DeliveryStatus.SENT, DeliveryStatus.QUEUED),
    (DeliveryStatus.BLOCKED, DeliveryStatus.QUEUED),
    (DeliveryStatus.DEAD, DeliveryStatus.QUEUED),
    (DeliveryStatus.DEAD, DeliveryStatus.SENDING),
}


def test_a_delivery_takes_these_steps_and_no_others() -> None:
    for was, wanted in pairs(DeliveryStatus, DeliveryStatus):
        parcel = Delivery(status=was)
        if (was, wanted) in _STEPS:
            advance(parcel, wanted)
            assert parcel.status is wanted
        else:
            with pytest.raises(ValueError, match="does not go from"):
                advance(parcel, wanted)


async def _sold(shop: Shop) -> tuple[Order, int]:
    """Sell to somebody who is handed the goods by the next work."""
    buyer = await shop.meet()
    order = await shop.order(buyer, await shop.offer(units=3), quantity=2)
    return order, buyer.telegram_id


async def _status(shop: Shop, order: Order) -> DeliveryStatus:
    found = await shop.delivery(order)
    assert found is not None
    return found.status


async def test_goods_come_with_their_names_and_terms(shop: Shop) -> None:
    order, chat = await _sold(shop)

    await shop.pay(order)

    (handed,) = shop.notifier.handed
    assert (handed.chat_id, handed.language) == (chat, "id")
    assert (handed.goods.order_id, handed.goods.number) == (order.id, order.number)
    ((name, terms, contents),) = [(line.name, line.terms, line.contents) for line in handed.goods.lines]
    assert (name, terms, len(contents)) == ("Netflix", "", 2)
    assert await _status(shop, order) is DeliveryStatus.SENT


@pytest.mark.parametrize("is_late", [False, True])
async def test_a_hand_over_that_failed_or_may_have_failed_is_repeated_with_the_same_units(
    shop: Shop,
    is_late: bool,  # noqa: FBT001 - a column of the table
) -> None:
    order, chat = await _sold(shop)
    troubles = shop.notifier.late_troubles if is_late else shop.notifier.troubles
    shop.gateway.pay(shop.gateway.latest.txn_id)
    await shop.hear_webhook(shop.gateway.latest.txn_id)
    troubles.extend([TransientError("busy", retry_after=3.0), TransientError("lost")])

    await shop.work()
    assert await shop.status(order) in (OrderStatus.PAID, OrderStatus.FULFILLED)
    await shop.wait(seconds=20)

    assert await shop.status(order) is OrderStatus.FULFILLED
    assert len(shop.notifier.contents(chat)) == 2
    assert len({tuple(line.contents) for handed in shop.notifier.handed for line in handed.goods.lines}) == 1


async def test_who_blocked_the_shop_gets_the_goods_on_coming_back(shop: Shop) -> None:
    order, chat = await _sold(shop)
    shop.notifier.unreachable.add(chat)
    await shop.pay(order)
    await shop.wait(hours=1)
    assert await _status(shop, order) is DeliveryStatus.BLOCKED
    assert await shop.status(order) is OrderStatus.PAID
    async with shop.tx.reading() as session:
        assert await delivery.has_blocked(session, customer_id=order.customer_id)
        assert not await delivery.has_blocked(session, customer_id=999)

    shop.notifier.unreachable.clear()
    async with shop.tx() as session:
        await delivery.resume_blocked(session, customer_id=order.customer_id, now=shop.clock())
    await shop.work()

    assert await _status(shop, order) is DeliveryStatus.SENT
    assert len(shop.notifier.contents(chat)) == 2
    async with shop.tx.reading() as session:
        assert not await delivery.has_blocked(session, customer_id=order.customer_id)


async def test_a_delivery_that_never_works_is_given_up_and_the_staff_hears_of_it(shop: Shop) -> None:
    order, chat = await _sold(shop)
    shop.gateway.pay(shop.gateway.latest.txn_id)
    await shop.hear_webhook(shop.gateway.latest.txn_id)
    shop.notifier.hand_over_troubles.extend(ZeroDivisionError() for _ in range(40))

    await shop.wait(hours=12)

    assert await _status(shop, order) is DeliveryStatus.DEAD
    assert await shop.status(order) is OrderStatus.PAID
    assert "delivery_dead" in shop.problems()
    assert await shop.works.list_dead() == ["deliver_order"]
    await _resend(shop, order)
    assert await _status(shop, order) is DeliveryStatus.SENT
    assert len(shop.notifier.contents(chat)) == 2


async def _resend(shop: Shop, order: Order, *, customer_id: int | None = None) -> None:
    async with shop.tx() as session:
        await delivery.resend(
            session, order_id=order.id, customer_id=customer_id or order.customer_id, now=shop.clock()
        )
    await shop.work()


async def test_goods_are_handed_over_again_on_request_the_same_ones(shop: Shop) -> None:
    order, chat = await _sold(shop)
    await shop.pay(order)

    await _resend(shop, order)
    await _resend(shop, order)

    assert len(shop.notifier.handed) == 3
    assert len(shop.notifier.contents(chat)) == 2
    assert await shop.status(order) is OrderStatus.FULFILLED


async def test_two_requests_at_once_are_one(shop: Shop) -> None:
    order, _ = await _sold(shop)
    await shop.pay(order)

    async with shop.tx() as session:
        for _ in range(2):
            await delivery.resend(session, order_id=order.id, customer_id=order.customer_id, now=shop.clock())
    await shop.work()

    assert len(shop.notifier.handed) == 2


async def test_goods_are_for_their_buyer_and_for_what_was_paid(shop: Shop) -> None:
    order, _ = await _sold(shop)
    other = await shop.meet()

    with pytest.raises(NothingToResend):
        await _resend(shop, order)
    await shop.pay(order)
    with pytest.raises(OrderNotFound):
        await _resend(shop, order, customer_id=other.id)

    assert len(shop.notifier.handed) == 1


async def _refund(shop: Shop, order: Order) -> None:
    async with shop.tx() as session:
        advance_order(await orders.lock_order(session, order.id), OrderStatus.REFUND_DUE)


async def test_an_order_that_is_paid_back_before_its_goods_went_out_gets_none(shop: Shop) -> None:
    order, chat = await _sold(shop)
    shop.notifier.unreachable.add(chat)
    await shop.pay(order)
    await _refund(shop, order)
    shop.notifier.unreachable.clear()

    with pytest.raises(NothingToResend):
        await _resend(shop, order)
    async with shop.tx() as session:
        await delivery.resume_blocked(session, customer_id=order.customer_id, now=shop.clock())
    await shop.wait(minutes=10)

    assert shop.notifier.handed == []


async def test_a_refund_while_the_goods_go_out_does_not_send_them_again_and_again(shop: Shop) -> None:
    order, _ = await _sold(shop)
    shop.notifier.meanwhile.append(lambda: _refund(shop, order))

    await shop.pay(order)
    await shop.wait(hours=1)

    assert len(shop.notifier.handed) == 1
    assert await shop.status(order) is OrderStatus.REFUND_DUE


async def test_what_a_dead_worker_says_late_does_not_undo_the_delivery(shop: Shop) -> None:
    order, _ = await _sold(shop)
    await shop.pay(order)

    async with shop.tx() as session:
        await delivery.queue_after_failure(session, order_id=order.id)
        await delivery.queue_after_failure(session, order_id=999)
        await delivery.give_up(session, DeliverOrder(order_id=order.id), shop.clock())
        await delivery.give_up(session, DeliverOrder(order_id=999), shop.clock())

    assert await _status(shop, order) is DeliveryStatus.SENT
    assert "delivery_dead" not in shop.problems()


async def test_a_worker_that_was_taken_for_dead_ends_quietly(shop: Shop) -> None:
    order, _ = await _sold(shop)

    async def deliver_elsewhere() -> None:
        async with shop.tx() as session:
            parcel = await repository.lock_delivery(session, order.id)
            assert parcel is not None
            advance(parcel, DeliveryStatus.SENT)
            parcel.sent_at = shop.clock()
            orders.fulfil(await orders.lock_order(session, order.id), now=shop.clock())

    shop.notifier.meanwhile.append(deliver_elsewhere)
    with capture_logs() as logged:
        await shop.pay(order)

    assert "jobs.failed" not in [entry["event"] for entry in logged]
    assert await _status(shop, order) is DeliveryStatus.SENT


async def test_nobody_is_told_twice_of_a_delivery_that_is_done(shop: Shop) -> None:
    order, _ = await _sold(shop)
    await shop.pay(order)
    shop.clock.now += timedelta(days=1)

    await shop.work()

    assert len(shop.notifier.handed) == 1
    assert shop.notifier.kinds(SELLER).count("StaffProblem") == 0
