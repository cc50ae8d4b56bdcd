"""When the gateway is asked, and what its answers and its silence do."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from auto_order.jobs.job import Priority
from auto_order.jobs.models import JobRow
from auto_order.notifications.notices import OrderClosed
from auto_order.orders.models import Order, OrderStatus
from auto_order.payments import checking
from auto_order.payments.gateways import (
    GatewayAuthError,
    GatewayProtocolError,
    GatewayRateLimitedError,
    PaymentState,
    TransactionNotFoundError,
)
from auto_order.payments.models import PaymentStatus
from tests.factories import INVOICE_TIME
from tests.fakes.gateway import unavailable
from tests.rig.clock import NOW
from tests.rig.shop import Shop

_CHECK_PRIORITY = select(JobRow.priority).where(JobRow.name == "check_payment")


async def _order(shop: Shop) -> Order:
    return await shop.order(await shop.meet(), await shop.offer())


def _asked_at(shop: Shop) -> list[float]:
    """Say when the gateway was asked, in seconds since the QR was shown."""
    return [(call.at - NOW).total_seconds() for call in shop.gateway.asked if call.verb == "fetch_status"]


async def test_the_gateway_is_asked_every_5_s_for_a_minute_then_every_15_s_until_the_deadline(
    shop: Shop,
) -> None:
    await _order(shop)

    await shop.works.work_until(NOW + INVOICE_TIME + timedelta(seconds=119))

    asked = _asked_at(shop)
    assert asked[:12] == [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]
    assert asked[12:] == list(range(75, 15 * 60 + 120, 15))


async def test_where_webhooks_arrive_the_gateway_is_asked_every_15_s_from_the_start(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer(units=3)
    await shop.pay(await shop.order(buyer, product))
    await shop.wait(hours=23)
    shown_at = (shop.clock() - NOW).total_seconds()

    await shop.order(buyer, product)
    await shop.wait(minutes=1)

    asked = [at - shown_at for at in _asked_at(shop) if at >= shown_at]
    assert asked == [15, 30, 45, 60]


async def test_a_webhook_of_the_day_before_yesterday_says_nothing_of_today(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer(units=3)
    await shop.pay(await shop.order(buyer, product))
    await shop.wait(hours=25)
    shown_at = (shop.clock() - NOW).total_seconds()

    await shop.order(buyer, product)
    await shop.wait(seconds=10)

    assert [at - shown_at for at in _asked_at(shop) if at >= shown_at] == [5, 10]


async def test_an_expired_payment_is_asked_about_at_2_and_10_minutes_and_1_6_24_and_25_hours(
    shop: Shop,
) -> None:
    await _order(shop)

    await shop.wait(days=3)

    deadline = INVOICE_TIME.total_seconds()
    late = [round(at - deadline) for at in _asked_at(shop) if at > deadline + 60]
    assert late[-6:] == [120, 600, 3600, 6 * 3600, 24 * 3600, 25 * 3600]


async def test_the_gateway_is_never_asked_twice_within_4_s(shop: Shop) -> None:
    order = await _order(shop)

    for _ in range(30):
        await shop.tap_status(order)
        await shop.hear_webhook(shop.gateway.latest.txn_id)
        await shop.wait(seconds=0.5)

    asked = _asked_at(shop)
    assert len(asked) >= 3
    assert all(later - sooner >= 4 for sooner, later in pairwise(asked))


async def test_a_question_that_is_put_off_keeps_its_urgency(shop: Shop) -> None:
    """Reported money goes before everything, also when the gateway wants a pause first."""
    await _order(shop)
    await shop.wait(seconds=5)

    await shop.hear_webhook(shop.gateway.latest.txn_id)
    await shop.work()

    async with shop.tx.reading() as session:
        (priority,) = await session.scalars(_CHECK_PRIORITY)
    assert priority == Priority.URGENT


@pytest.mark.parametrize(
    "trouble",
    [
        unavailable(),
        GatewayProtocolError("no usable amount"),
        GatewayRateLimitedError("wait", retry_after=None),
        GatewayAuthError(),
        TransactionNotFoundError(),
    ],
)
async def test_an_answer_that_is_none_changes_nothing_and_is_asked_for_again(
    shop: Shop, trouble: Exception
) -> None:
    order = await _order(shop)
    shop.gateway.script("fetch_status", trouble, trouble)

    await shop.wait(seconds=16)

    assert _asked_at(shop) == [5, 10]
    assert (await shop.payment(order)).failed_checks == 2
    assert await shop.status(order) is OrderStatus.AWAITING
    await shop.pay(order)
    await shop.wait(seconds=10)
    assert await shop.status(order) is OrderStatus.FULFILLED


async def test_a_pause_that_the_gateway_asks_for_is_kept(shop: Shop) -> None:
    await _order(shop)
    shop.gateway.script("fetch_status", GatewayRateLimitedError("wait", retry_after=42.0))

    await shop.wait(seconds=50)

    assert _asked_at(shop) == [5, 47]


async def test_a_silent_gateway_is_asked_ever_more_patiently(shop: Shop) -> None:
    await _order(shop)
    shop.gateway.is_down = True

    await shop.wait(minutes=30)

    asked = _asked_at(shop)
    pauses = [round(later - sooner) for sooner, later in pairwise(asked)]
    assert pauses[:8] == [5, 10, 20, 40, 80, 160, 300, 300]


async def test_the_staff_hears_of_a_silence_once(shop: Shop) -> None:
    await _order(shop)
    shop.gateway.is_down = True

    await shop.wait(seconds=40)
    assert shop.problems() == []
    await shop.wait(minutes=20)

    assert shop.problems() == ["gateway_silent"]


async def test_one_good_answer_ends_a_silence(shop: Shop) -> None:
    order = await _order(shop)
    shop.gateway.script("fetch_status", *(unavailable() for _ in range(4)))

    await shop.wait(minutes=3)

    payment = await shop.payment(order)
    assert payment.failed_checks == 0
    assert payment.last_answered_at is not None


async def test_units_are_kept_for_a_silent_gateway_up_to_a_maximum(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    shop.gateway.is_down = True

    await shop.wait(hours=2, minutes=14)
    assert await shop.units(product) == {"held": 1}
    await shop.wait(minutes=10)

    assert await shop.status(order) is OrderStatus.EXPIRED
    assert await shop.units(product) == {"free": 1}
    assert shop.notifier.heard(buyer.telegram_id, OrderClosed)[0].reason == "expired"


async def test_money_is_found_after_a_silence_that_cost_the_units(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    shop.gateway.pay(shop.gateway.latest.txn_id)
    shop.gateway.is_down = True
    await shop.wait(hours=3)
    await shop.place(await shop.meet(), product)

    shop.gateway.is_down = False
    await shop.wait(minutes=6)

    assert await shop.status(order) is OrderStatus.CREDITED
    assert await shop.wallet(buyer) == 45_000


# Downtime, and clocks that jump.


@pytest.mark.parametrize("away", [timedelta(hours=1), timedelta(hours=3), timedelta(days=2)])
async def test_after_a_downtime_nothing_ends_before_one_good_answer(shop: Shop, away: timedelta) -> None:
    product = await shop.offer()
    order = await shop.order(await shop.meet(), product)
    shop.gateway.is_down = True

    shop.clock.now += away
    shop.hire()
    await shop.wait(minutes=1)

    assert await shop.status(order) is OrderStatus.AWAITING
    assert await shop.units(product) == {"held": 1}
    shop.gateway.is_down = False
    await shop.wait(minutes=3)
    assert await shop.status(order) is OrderStatus.EXPIRED


async def test_what_was_paid_during_a_downtime_is_delivered_after_it(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    shop.gateway.pay(shop.gateway.latest.txn_id)

    shop.clock.move(hours=5)
    shop.hire()
    await shop.wait(minutes=1)

    assert await shop.status(order) is OrderStatus.FULFILLED
    assert "OrderClosed" not in shop.notifier.kinds(buyer.telegram_id)


async def test_a_clock_that_jumps_back_loses_nothing(shop: Shop) -> None:
    order = await _order(shop)
    await shop.wait(minutes=5)

    shop.clock.move(hours=-1)
    await shop.pay(order)
    await shop.wait(hours=1, minutes=10)

    assert await shop.status(order) is OrderStatus.FULFILLED


# Answers about somebody else.


async def test_a_claim_of_another_transaction_before_ours_is_known_is_no_claim(any_shop: Shop) -> None:
    """Whoever has the webhook's secret can say anything, and gains nothing."""
    shop = any_shop
    victim, buyer = await shop.meet(), await shop.meet("Joko")
    product = await shop.offer(units=3)
    paid = await shop.order(buyer, product)
    await shop.pay(paid)
    paid_txn = (await shop.payment(paid)).txn_id
    assert paid_txn is not None
    order = await shop.place(victim, product)
    payment = await shop.payment(order)
    shop.gateway.script("create", unavailable(), unavailable())

    await shop.hear_webhook(paid_txn, reference=payment.reference)
    await shop.wait(seconds=30)

    assert await shop.status(order) is OrderStatus.AWAITING
    assert (await shop.payment(order)).status is PaymentStatus.PENDING
    assert await shop.account("suspense") == 0
    assert await shop.account("revenue") == -45_000


async def test_a_cancelled_transaction_of_another_cancels_nothing(shop: Shop) -> None:
    product = await shop.offer(units=3)
    other = await shop.order(await shop.meet(), product)
    other_txn = shop.gateway.latest.txn_id
    shop.gateway.cancel_there(other_txn)
    order = await shop.place(await shop.meet("Joko"), product)
    payment = await shop.payment(order)
    shop.gateway.script("create", unavailable(), unavailable())

    await shop.hear_webhook(other_txn, reference=payment.reference)
    await shop.wait(seconds=20)

    assert await shop.status(order) is OrderStatus.AWAITING
    assert await shop.status(other) is OrderStatus.CANCELED


@pytest.mark.parametrize("state", [PaymentState.PENDING, PaymentState.CANCELED])
async def test_an_unpaid_answer_about_another_transaction_is_no_answer(
    shop: Shop, state: PaymentState
) -> None:
    order = await _order(shop)
    if state is PaymentState.CANCELED:
        shop.gateway.cancel_there(shop.gateway.latest.txn_id)
    shop.gateway.lies = {state: {"reference": "PAY-OF-ANOTHER"}}

    await shop.wait(minutes=3)

    payment = await shop.payment(order)
    assert payment.status is PaymentStatus.PENDING
    assert payment.failed_checks > 0


async def test_a_state_that_nobody_knows_does_nothing(shop: Shop) -> None:
    order = await _order(shop)
    shop.gateway.lies = {PaymentState.PENDING: {"state": PaymentState.UNKNOWN}}

    await shop.wait(minutes=30)

    assert await shop.status(order) is OrderStatus.AWAITING
    assert shop.problems() == ["gateway_silent"]


async def test_there_is_nothing_to_ask_before_the_transaction_is_known(shop: Shop) -> None:
    order = await shop.place(await shop.meet(), await shop.offer())
    payment = await shop.payment(order)

    async with shop.tx() as session:
        assert await checking.begin_check(session, payment.id, policy=shop.policy, now=NOW) is None
    await shop.tap_status(order)

    assert shop.gateway.asked == []


async def test_silence_about_a_payment_that_is_settled_is_of_no_interest(shop: Shop) -> None:
    order = await _order(shop)
    await shop.pay(order)
    payment = await shop.payment(order)

    async with shop.tx() as session:
        await checking.note_silence(session, payment.id, now=shop.clock())

    assert (await shop.payment(order)).failed_checks == 0
    assert await shop.works.find_next_moment() is None
