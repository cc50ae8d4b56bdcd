"""Observed money and its end: P4, P8 and P9 of the payment machine."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from auto_order.delivery.models import DeliveryStatus
from auto_order.notifications.notices import MoneyCredited, PaymentHeldForReview, StaffOrder, StaffProblem
from auto_order.orders.models import OrderStatus
from auto_order.payments import settling
from auto_order.payments.gateways import AttemptDeadError, PaymentState
from auto_order.payments.models import PaymentStatus, Use
from auto_order.stock.models import StockItem, StockStatus
from tests.factories import make_payment
from tests.fakes.gateway import unavailable
from tests.rig.clock import NOW
from tests.rig.shop import SELLER, Fate, Shop

_ITEM = select(StockItem)


async def test_p4_money_that_was_observed_becomes_exactly_the_goods_it_paid_for(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer(units=3)
    order = await shop.order(buyer, product, quantity=2)

    await shop.pay(order)

    payment = await shop.payment(order)
    assert (payment.status, payment.used_for) == (PaymentStatus.SETTLED, Use.ORDER)
    assert await shop.status(order) is OrderStatus.FULFILLED
    assert await shop.units(product) == {"free": 1, "sold": 2}
    assert len(shop.notifier.contents(buyer.telegram_id)) == 2
    assert "PaidNotice" in shop.notifier.kinds(buyer.telegram_id)
    assert shop.notifier.heard(SELLER, StaffOrder)[-1].status == "paid"
    delivery = await shop.delivery(order)
    assert delivery is not None
    assert delivery.status is DeliveryStatus.SENT


async def test_p4_the_books_show_what_came_and_what_the_gateway_kept(any_shop: Shop) -> None:
    shop = any_shop
    order = await shop.order(await shop.meet(), await shop.offer())

    await shop.pay(order)

    assert await shop.account("revenue") == -45_000
    assert await shop.account("gateway:fake") == 45_000 - 750
    assert await shop.account("fees:fake") == 750


async def test_p4_a_fee_that_the_qr_asked_of_the_payer_is_not_ours(any_shop: Shop) -> None:
    shop = any_shop
    shop.gateway.has_fee_on_payer = True
    order = await shop.order(await shop.meet(), await shop.offer())

    await shop.pay(order)

    assert await shop.account("gateway:fake") == 45_000
    assert await shop.account("fees:fake") == 0


async def test_p4_a_fee_that_the_buyer_pays_as_part_of_the_price_is_booked_like_any(any_shop: Shop) -> None:
    shop = any_shop
    shop.change_policy(is_fee_on_buyer=True)
    order = await shop.order(await shop.meet(), await shop.offer())

    await shop.pay(order)

    assert await shop.account("revenue") == -45_750
    assert await shop.account("fees:fake") == shop.gateway.quote_fee(45_750)


async def test_p4_several_products_are_handed_over_together(any_shop: Shop) -> None:
    shop = any_shop
    buyer, products = await shop.meet(), [await shop.offer(units=2), await shop.offer(units=1)]
    order = await shop.order(buyer, *products)

    await shop.pay(order)

    assert len(shop.notifier.contents(buyer.telegram_id)) == 2
    assert [await shop.units(product) for product in products] == [{"sold": 1, "free": 1}, {"sold": 1}]
    (goods, *again) = [handed.goods for handed in shop.notifier.handed]
    assert all(repeated.lines == goods.lines for repeated in again)


async def test_money_without_a_webhook_is_found_by_asking(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)

    shop.gateway.pay(shop.gateway.latest.txn_id)
    await shop.wait(seconds=60)

    assert await shop.status(order) is OrderStatus.FULFILLED
    assert len(shop.notifier.contents(buyer.telegram_id)) == 1


async def test_the_status_button_finds_money_too(any_shop: Shop) -> None:
    shop = any_shop
    order = await shop.order(await shop.meet(), await shop.offer())
    shop.gateway.pay(shop.gateway.latest.txn_id)

    await shop.tap_status(order)
    await shop.work()

    assert await shop.status(order) is OrderStatus.FULFILLED


async def test_a_webhook_before_create_was_answered_settles_what_was_paid(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.place(buyer, product)
    payment = await shop.payment(order)
    shop.gateway.open_there(payment.reference, payment.amount)
    there = shop.gateway.latest
    shop.gateway.script("create", *(unavailable() for _ in range(3)))

    shop.gateway.pay(there.txn_id)
    await shop.hear_webhook(there.txn_id)
    await shop.wait(seconds=30)

    payment = await shop.payment(order)
    assert (payment.status, payment.txn_id) == (PaymentStatus.SETTLED, there.txn_id)
    assert await shop.status(order) is OrderStatus.FULFILLED
    assert await shop.account("gateway:fake") == 45_000 - 750
    assert len(shop.notifier.contents(buyer.telegram_id)) == 1
    assert shop.notifier.kinds(buyer.telegram_id)[-1] == "PaidNotice"


async def test_p9_further_claims_of_a_settled_payment_change_nothing(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer(units=2)
    order = await shop.order(buyer, product)
    await shop.pay(order)
    there = shop.gateway.latest
    asked, told = shop.gateway.count("fetch_status"), len(shop.notifier.told)

    for event in ("e1", "e2", "e3"):
        await shop.hear_webhook(there.txn_id, event=event)
    assert await shop.tap_status(order) is None
    assert not await shop.tap_cancel(order)
    await shop.wait(hours=26)

    assert shop.gateway.count("fetch_status") == asked
    assert len(shop.notifier.told) == told
    assert await shop.units(product) == {"sold": 1, "free": 1}
    assert await shop.account("revenue") == -45_000


async def test_p9_settling_twice_is_settling_once(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    payment = await shop.payment(order)
    shop.gateway.pay(shop.gateway.latest.txn_id)
    seen = await shop.gateway.fetch_status(txn_id=shop.gateway.latest.txn_id)

    for _ in range(2):
        async with shop.tx() as session:
            await settling.settle(session, payment.id, seen, policy=shop.policy, now=shop.clock())

    assert (await shop.payment(order)).status is PaymentStatus.SETTLED
    assert await shop.account("revenue") == -45_000


async def test_nothing_settles_but_an_observation_of_money(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    payment = await shop.payment(order)
    seen = await shop.gateway.fetch_status(txn_id=shop.gateway.latest.txn_id)

    with pytest.raises(AssertionError):
        async with shop.tx() as session:
            await settling.settle(session, payment.id, seen, policy=shop.policy, now=shop.clock())

    assert await shop.status(order) is OrderStatus.AWAITING


# P8: a guard fails.

_FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("amount", {"amount": 44_999}),
    ("amount", {"amount": 45_001}),
    ("amount", {"amount": 1}),
    ("txn_id", {"txn_id": "txn-of-another"}),
    ("reference", {"reference": "PAY-OF-ANOTHER"}),
    ("currency", {"currency": "USD"}),
    ("project", {"project": "another-shop"}),
    ("test_mode", {"is_test": True}),
]


@pytest.mark.parametrize(
    ("fault", "lie", "fate"),
    [
        *((*_FAULTS[0], fate) for fate in Fate),
        *((*fault, Fate.CALM) for fault in _FAULTS[1:]),
    ],
)
async def test_p8_money_that_does_not_fit_goes_to_a_person_and_never_becomes_goods(
    shop: Shop, fault: str, lie: dict[str, Any], fate: Fate
) -> None:
    shop.meet_fate(fate)
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    shop.gateway.lies = {PaymentState.SETTLED: lie}

    await shop.pay(order)

    payment = await shop.payment(order)
    amount = lie.get("amount", 45_000)
    account = "gateway:fake:test" if fault == "test_mode" else "gateway:fake"
    assert (payment.status, payment.used_for) == (PaymentStatus.REVIEW, Use.SUSPENSE)
    assert payment.review_reason == fault
    assert await shop.status(order) is OrderStatus.CANCELED
    assert await shop.units(product) == {"free": 1}
    assert shop.notifier.handed == []
    assert await shop.account("suspense") == -amount
    assert await shop.account(account) == amount
    assert await shop.account("revenue") == 0
    assert shop.notifier.heard(buyer.telegram_id, PaymentHeldForReview)
    (problem, *_) = shop.notifier.heard(SELLER, StaffProblem)
    assert problem.facts == {"number": order.number, "faults": fault}


async def test_p8_a_test_payment_in_a_live_shop_hands_out_nothing(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    shop.gateway.is_test_mode = False
    shop.gateway.lies = {PaymentState.SETTLED: {"is_test": True}}

    await shop.pay(order)

    assert (await shop.payment(order)).review_reason == "test_mode"
    assert await shop.account("gateway:fake") == 0


async def test_p8_live_money_in_a_test_shop_goes_to_a_person_too(shop: Shop) -> None:
    shop.gateway.is_test_mode = True
    order = await shop.order(await shop.meet(), await shop.offer())
    shop.gateway.lies = {PaymentState.SETTLED: {"is_test": False}}

    await shop.pay(order)

    assert (await shop.payment(order)).status is PaymentStatus.REVIEW
    assert await shop.account("gateway:fake") == 45_000


async def test_a_test_shop_sells_for_test_money(shop: Shop) -> None:
    shop.gateway.is_test_mode = True
    order = await shop.order(await shop.meet(), await shop.offer())

    await shop.pay(order)

    assert await shop.status(order) is OrderStatus.FULFILLED


async def test_p8_every_fault_is_named(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    shop.gateway.lies = {PaymentState.SETTLED: {"amount": 1, "currency": "USD", "is_test": True}}

    await shop.pay(order)

    assert (await shop.payment(order)).review_reason == "amount, currency, test_mode"


async def test_p8_an_amount_of_nothing_is_reviewed_and_not_booked(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    shop.gateway.lies = {PaymentState.SETTLED: {"amount": 0}}

    await shop.pay(order)

    assert (await shop.payment(order)).status is PaymentStatus.REVIEW
    assert await shop.account("suspense") == 0


async def test_p8_a_review_has_no_exit_by_itself(any_shop: Shop) -> None:
    shop = any_shop
    order = await shop.order(await shop.meet(), await shop.offer())
    shop.gateway.lies = {PaymentState.SETTLED: {"amount": 5}}
    await shop.pay(order)
    shop.gateway.lies = {}

    await shop.hear_webhook(shop.gateway.latest.txn_id, event="e2")
    await shop.tap_status(order)
    await shop.tap_cancel(order)
    await shop.wait(hours=26)

    assert (await shop.payment(order)).status is PaymentStatus.REVIEW
    assert await shop.account("suspense") == -5


async def test_p8_money_for_an_attempt_that_failed_goes_to_a_person(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.script("create", *[lambda invoice: replace(invoice, qr_string="unreadable")] * 2)
    order = await shop.order(buyer, product)
    assert (await shop.payment(order)).status is PaymentStatus.FAILED

    shop.gateway.pay(shop.gateway.latest.txn_id)
    await shop.hear_webhook(shop.gateway.latest.txn_id)
    await shop.wait(minutes=2)

    payment = await shop.payment(order)
    assert (payment.status, payment.review_reason) == (PaymentStatus.REVIEW, "state")
    assert await shop.account("suspense") == -45_000
    assert shop.notifier.handed == []


# Two attempts of one order.


@pytest.mark.parametrize(
    ("lapsed", "fate"),
    [*((PaymentStatus.EXPIRED, fate) for fate in Fate), (PaymentStatus.CANCELED, Fate.CALM)],
)
async def test_when_two_attempts_of_one_order_are_paid_the_second_becomes_wallet_credit(
    shop: Shop, lapsed: PaymentStatus, fate: Fate
) -> None:
    shop.meet_fate(fate)
    buyer, product = await shop.meet(), await shop.offer(units=2)
    order = await shop.order(buyer, product)
    async with shop.tx() as session:
        earlier = await make_payment(session, order=order, status=lapsed)
    shop.gateway.open_there(earlier.reference, earlier.amount, txn_id=earlier.txn_id)
    assert earlier.txn_id is not None

    for payment in await shop.payments(order):
        assert payment.txn_id is not None
        shop.gateway.pay(payment.txn_id)
        await shop.hear_webhook(payment.txn_id)
        await shop.work()

    first, second = await shop.payments(order)
    assert (first.used_for, second.used_for) == (Use.ORDER, Use.WALLET)
    assert await shop.status(order) is OrderStatus.FULFILLED
    assert await shop.units(product) == {"sold": 1, "free": 1}
    assert await shop.wallet(buyer) == 45_000
    assert await shop.account("revenue") == -45_000
    assert await shop.account(f"wallet:{buyer.id}") == -45_000
    assert len(shop.notifier.contents(buyer.telegram_id)) == 1
    assert {notice.amount for notice in shop.notifier.heard(buyer.telegram_id, MoneyCredited)} == {45_000}


async def test_a_dead_reference_that_was_paid_all_the_same_is_a_case_for_a_person(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.script("create", AttemptDeadError())
    order = await shop.order(buyer, product)
    dead, fresh = await shop.payments(order)
    shop.gateway.open_there(dead.reference, dead.amount)
    there = shop.gateway.latest
    await shop.pay(order)

    shop.gateway.pay(there.txn_id)
    await shop.hear_webhook(there.txn_id)
    await shop.work()

    dead, fresh = await shop.payments(order)
    assert (dead.status, fresh.status) == (PaymentStatus.REVIEW, PaymentStatus.SETTLED)
    assert await shop.status(order) is OrderStatus.FULFILLED
    assert await shop.account("suspense") == -45_000


async def test_a_payment_is_settled_with_whatever_its_observation_says_of_the_moment(shop: Shop) -> None:
    """The gateway's clock is no business of ours: our own says when it was settled."""
    order = await shop.order(await shop.meet(), await shop.offer())
    shop.gateway.lies = {PaymentState.SETTLED: {"completed_at": None}}

    await shop.pay(order)

    payment = await shop.payment(order)
    assert payment.settled_at == NOW
    assert payment.closed_at == NOW


async def test_units_that_are_not_there_keep_the_money_from_settling_until_they_are(shop: Shop) -> None:
    """A broken shelf is a bug: it is loud, goes on being tried, and nothing of it is half done."""
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    async with shop.tx() as session:
        item = await session.scalar(_ITEM)
        assert item is not None
        kept = (item.order_id, item.order_line_id)
        item.status, item.order_id, item.order_line_id = StockStatus.FREE, None, None

    await shop.pay(order)
    assert (await shop.payment(order)).status is PaymentStatus.PENDING
    assert await shop.account("revenue") == 0
    async with shop.tx() as session:
        item = await session.scalar(_ITEM)
        assert item is not None
        item.status, (item.order_id, item.order_line_id) = StockStatus.HELD, kept
    await shop.wait(minutes=1)

    assert await shop.status(order) is OrderStatus.FULFILLED


async def test_checking_goes_on_for_ever_when_it_fails_by_a_bug(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    shop.gateway.pay(shop.gateway.latest.txn_id)
    shop.gateway.script("fetch_status", *(ZeroDivisionError() for _ in range(50)))

    await shop.wait(hours=8)

    assert await shop.works.list_dead() == ["check_payment"]
    assert shop.owners.kinds(3001) == ["StaffProblem"]
    assert await shop.status(order) is OrderStatus.FULFILLED
