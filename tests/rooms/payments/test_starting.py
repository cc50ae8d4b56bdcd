"""From "pay" to a QR: P1, P2, P2' and P3 of the payment machine."""

from dataclasses import replace
from datetime import timedelta

import pytest

from auto_order.carts.rules import CartEmpty
from auto_order.carts.service import Wanted
from auto_order.jobs.models import JobRow
from auto_order.notifications.notices import InvoiceReady, OrderClosed, StaffOrder
from auto_order.orders.models import OrderStatus
from auto_order.orders.rules import QuoteChanged, TooManyOpenOrders
from auto_order.payments import service as payments
from auto_order.payments import starting
from auto_order.payments.gateways import (
    AttemptDeadError,
    GatewayAuthError,
    GatewayRateLimitedError,
    GatewayRefusedError,
)
from auto_order.payments.models import PaymentStatus
from auto_order.payments.rules import AmountNotPayable
from auto_order.stock.rules import OutOfStock
from tests.factories import INVOICE_TIME
from tests.fakes.gateway import Unheard, unavailable
from tests.fakes.qris import write_qris
from tests.rig.clock import NOW
from tests.rig.shop import SELLER, Fate, Shop


async def test_p1_an_order_its_units_and_its_attempt_are_written_down_together(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer(units=3)

    order = await shop.place(buyer, product, quantity=2)

    payment = await shop.payment(order)
    assert order.status is OrderStatus.AWAITING
    assert (order.subtotal, order.discount, order.service_fee, order.total) == (90_000, 0, 0, 90_000)
    assert order.expires_at == NOW + INVOICE_TIME
    assert await shop.units(product) == {"held": 2, "free": 1}
    assert (payment.status, payment.attempt, payment.amount) == (PaymentStatus.CREATING, 1, 90_000)
    assert payment.reference.startswith("PAY-261123-")
    assert payment.reference != order.number
    assert shop.gateway.asked == []


async def test_p2_the_invoice_is_written_down_and_then_shown(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()

    order = await shop.order(buyer, product)

    payment, there = await shop.payment(order), shop.gateway.latest
    assert payment.status is PaymentStatus.PENDING
    assert (payment.txn_id, payment.reference) == (there.txn_id, there.reference)
    assert (payment.fee, payment.total_payment, payment.qr_amount) == (750, 45_750, 45_000)
    assert payment.deadline == order.expires_at
    notices = shop.notifier.heard(buyer.telegram_id, InvoiceReady)
    assert {notice.qr_string for notice in notices} == {payment.qr_string}
    assert notices[0].amount == 45_000
    assert len(shop.gateway.transactions) == 1
    assert await shop.units(product) == {"held": 1}


async def test_a_second_tap_finds_the_open_order_and_does_nothing(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer(units=2)

    first = await shop.place(buyer, product)
    again = await shop.place(buyer, product)
    await shop.work()

    assert again.id == first.id
    assert len(await shop.payments(first)) == 1
    assert len(shop.gateway.transactions) == 1
    assert await shop.units(product) == {"held": 1, "free": 1}


async def test_a_buyer_may_have_an_order_of_the_cart_beside_one_bought_at_once(shop: Shop) -> None:
    buyer, product, other = await shop.meet(), await shop.offer(units=2), await shop.offer()

    at_once = await shop.place(buyer, product)
    from_cart = await shop.place(buyer, product, other)

    assert at_once.id != from_cart.id
    assert from_cart.total == 90_000


async def test_nobody_holds_more_open_orders_than_allowed(shop: Shop) -> None:
    buyer = await shop.meet()
    for product in [await shop.offer() for _ in range(3)]:
        await shop.place(buyer, product)
    one_more = await shop.offer()

    with pytest.raises(TooManyOpenOrders) as refused:
        await shop.place(buyer, one_more)

    assert refused.value.facts == {"most": 3}
    assert await shop.units(one_more) == {"free": 1}


async def test_an_order_that_ended_makes_room_for_another(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.change_policy(most_open_orders=1)
    order = await shop.order(buyer, product)
    await shop.skip(minutes=18)

    again = await shop.place(buyer, product)

    assert again.id != order.id


async def test_more_than_there_is_cannot_be_ordered_and_nothing_is_left_behind(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer(units=2)

    with pytest.raises(OutOfStock) as refused:
        await shop.place(buyer, product, quantity=3)

    assert refused.value.facts == {"product_id": product.id, "wanted": 3, "left": 2}
    assert await shop.units(product) == {"free": 2}
    async with shop.tx.reading() as session:
        assert (await session.get(JobRow, 1)) is None


async def test_a_price_that_changed_since_it_was_shown_is_asked_about(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()

    with pytest.raises(QuoteChanged) as refused:
        await _checkout(shop, buyer.id, [Wanted(product.id, 1)], digest="stale")

    assert refused.value.quote.subtotal == 45_000
    assert await shop.units(product) == {"free": 1}


async def test_nothing_cannot_be_paid_for(shop: Shop) -> None:
    buyer = await shop.meet()

    for wanted in ([], [Wanted(999, 1)]):
        with pytest.raises(CartEmpty):
            await _checkout(shop, buyer.id, wanted, digest="")


@pytest.mark.parametrize("price", [499, 10_000_001])
async def test_what_the_gateway_takes_no_payment_for_is_refused_with_its_limits(
    shop: Shop, price: int
) -> None:
    buyer, product = await shop.meet(), await shop.offer(price=price)

    with pytest.raises(AmountNotPayable) as refused:
        await shop.place(buyer, product)

    assert refused.value.facts == {"minimum": 500, "maximum": 10_000_000}


@pytest.mark.parametrize("price", [500, 10_000_000])
async def test_the_limits_themselves_are_payable(shop: Shop, price: int) -> None:
    buyer, product = await shop.meet(), await shop.offer(price=price)

    order = await shop.order(buyer, product)

    assert (await shop.payment(order)).status is PaymentStatus.PENDING


async def test_a_fee_on_the_buyer_is_part_of_what_is_asked_for(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.change_policy(is_fee_on_buyer=True)

    order = await shop.order(buyer, product)

    assert (order.subtotal, order.service_fee, order.total) == (45_000, 750, 45_750)
    assert shop.gateway.latest.amount == 45_750
    assert shop.notifier.heard(buyer.telegram_id, InvoiceReady)[0].service_fee == 750


async def test_a_qr_that_asks_for_the_fee_too_is_shown_with_what_it_asks_for(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.has_fee_on_payer = True

    await shop.order(buyer, product)

    assert shop.notifier.heard(buyer.telegram_id, InvoiceReady)[0].amount == 45_750


async def test_the_staff_sees_the_order_at_once(shop: Shop) -> None:
    buyer, product = await shop.meet("Joko"), await shop.offer()

    order = await shop.order(buyer, product)

    (notice,) = shop.notifier.heard(SELLER, StaffOrder)
    assert (notice.number, notice.buyer, notice.total, notice.status) == (
        order.number,
        "Joko",
        45_000,
        "awaiting",
    )


@pytest.mark.parametrize(
    ("said", "deadline"),
    [
        (NOW + timedelta(minutes=5), NOW + timedelta(minutes=5)),
        (NOW + timedelta(hours=24), NOW + INVOICE_TIME),
        (None, NOW + INVOICE_TIME),
    ],
)
async def test_the_sooner_deadline_counts(shop: Shop, said: object, deadline: object) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.lifetime = None if said is None else said - NOW  # type: ignore[operator]  # moments

    order = await shop.order(buyer, product)

    assert (await shop.payment(order)).deadline == deadline


# P2': the gateway does not answer.


@pytest.mark.parametrize(
    "trouble", [unavailable(), Unheard(), GatewayRateLimitedError("wait", retry_after=2.0)]
)
async def test_a_create_without_an_answer_is_made_again_with_the_same_reference(
    shop: Shop, trouble: Exception | Unheard
) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.script("create", trouble, trouble)

    order = await shop.order(buyer, product)
    assert (await shop.payment(order)).status is PaymentStatus.CREATING
    assert await shop.units(product) == {"held": 1}
    await shop.wait(seconds=15)

    payment = await shop.payment(order)
    assert payment.status is PaymentStatus.PENDING
    assert shop.gateway.count("create", payment.reference) == 3
    assert len(shop.gateway.transactions) == 1


@pytest.mark.parametrize("fate", list(Fate))
async def test_a_gateway_down_at_create_is_given_about_20_seconds_then_the_units_come_free(
    shop: Shop, fate: Fate
) -> None:
    shop.meet_fate(fate)
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.is_down = True

    order = await shop.place(buyer, product)
    await shop.wait(seconds=19)
    assert await shop.status(order) is OrderStatus.AWAITING
    await shop.wait(seconds=7)

    assert (await shop.payment(order)).status is PaymentStatus.EXPIRED
    assert await shop.status(order) is OrderStatus.EXPIRED
    assert await shop.units(product) == {"free": 1}
    assert {notice.reason for notice in shop.notifier.heard(buyer.telegram_id, OrderClosed)} == {
        "gateway_down"
    }


async def test_an_orphan_of_a_create_that_was_never_answered_is_found_and_cancelled(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.is_mute = True
    order = await shop.place(buyer, product)
    await shop.wait(seconds=25)
    shop.gateway.is_mute = False
    assert await shop.status(order) is OrderStatus.EXPIRED
    orphan = shop.gateway.latest
    assert orphan.state == "pending"

    await shop.wait(hours=1)

    assert orphan.state == "canceled"
    assert (await shop.payment(order)).txn_id == orphan.txn_id
    assert len(shop.gateway.transactions) == 1


async def test_an_answer_that_comes_after_giving_up_is_never_shown_and_is_taken_back(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.place(buyer, product)
    payment = await shop.payment(order)
    invoice = await shop.gateway.create(reference=payment.reference, amount=payment.amount)
    async with shop.tx() as session:
        await starting.give_up(session, payment.id, now=shop.clock())

    async with shop.tx() as session:
        await starting.record_invoice(session, payment.id, invoice, policy=shop.policy, now=shop.clock())
    await shop.work()

    assert shop.notifier.heard(buyer.telegram_id, InvoiceReady) == []
    assert shop.gateway.latest.state == "canceled"
    assert await shop.units(product) == {"free": 1}


async def test_an_invoice_that_came_when_the_time_was_over_is_never_shown(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.place(buyer, product)

    shop.clock.move(hours=3)
    await shop.work()

    assert shop.notifier.kinds(buyer.telegram_id) == ["OrderClosed"]
    assert await shop.status(order) is OrderStatus.EXPIRED
    assert await shop.units(product) == {"free": 1}
    assert shop.gateway.latest.state == "canceled"


async def test_an_answer_that_is_heard_twice_is_shown_once(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    payment = await shop.payment(order)
    invoice = await shop.gateway.create(reference=payment.reference, amount=payment.amount)

    async with shop.tx() as session:
        await starting.record_invoice(session, payment.id, invoice, policy=shop.policy, now=shop.clock())
    await shop.work()

    assert shop.notifier.kinds(buyer.telegram_id) == ["InvoiceReady"]
    assert shop.gateway.latest.state == "pending"


# P3: refused for good.


@pytest.mark.parametrize("refusal", [GatewayRefusedError("no"), GatewayAuthError()])
async def test_p3_a_create_refused_for_good_frees_the_units_and_tells_everyone(
    any_shop: Shop, refusal: Exception
) -> None:
    shop = any_shop
    shop.gateway.is_shaky = False
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.script("create", refusal, refusal)

    order = await shop.order(buyer, product)

    assert (await shop.payment(order)).status is PaymentStatus.FAILED
    assert await shop.status(order) is OrderStatus.CANCELED
    assert await shop.units(product) == {"free": 1}
    assert {notice.reason for notice in shop.notifier.heard(buyer.telegram_id, OrderClosed)} == {"refused"}
    assert "gateway_refused" in shop.problems()


@pytest.mark.parametrize(
    ("name", "value", "is_cancelled"),
    [
        ("reference", "PAY-SOMEBODY-ELSE", False),
        ("amount", 44_999, True),
        ("is_test", True, True),
        ("qr_string", write_qris(amount=45_001), True),
        ("qr_string", write_qris(amount=None), True),
        ("qr_string", "placeholder", True),
    ],
)
async def test_an_invoice_that_is_not_what_was_asked_for_is_never_shown(
    shop: Shop,
    name: str,
    value: object,
    is_cancelled: bool,  # noqa: FBT001 - a column of the table
) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.script("create", lambda invoice: replace(invoice, **{name: value}))

    order = await shop.order(buyer, product)

    assert shop.notifier.kinds(buyer.telegram_id) == ["OrderClosed"]
    assert await shop.status(order) is OrderStatus.CANCELED
    assert await shop.units(product) == {"free": 1}
    assert (shop.gateway.latest.state == "canceled") == is_cancelled
    assert "gateway_refused" in shop.problems()


async def test_an_invoice_for_less_is_never_shown_though_its_qr_agrees_with_it(shop: Shop) -> None:
    less = {"amount": 44_000, "total_payment": 44_000, "qr_string": write_qris(amount=44_000)}
    shop.gateway.script("create", lambda invoice: replace(invoice, **less))

    order = await shop.order(await shop.meet(), await shop.offer())

    assert await shop.status(order) is OrderStatus.CANCELED


async def test_a_transaction_of_another_payment_is_not_taken_for_ours(shop: Shop) -> None:
    """Nor is it cancelled: somebody may be paying it."""
    buyer, product = await shop.meet(), await shop.offer(units=2)
    first = await shop.order(buyer, product)
    others = await shop.payment(first)
    other_buyer = await shop.meet("Joko")
    shop.gateway.script("create", lambda invoice: replace(invoice, txn_id=others.txn_id, reference="X"))

    second = await shop.order(other_buyer, product)

    assert await shop.status(second) is OrderStatus.CANCELED
    assert (await shop.payment(second)).txn_id is None
    assert await shop.status(first) is OrderStatus.AWAITING
    assert shop.gateway.count("cancel") == 0


async def test_a_test_shop_takes_a_placeholder_for_a_qr(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.is_test_mode = True

    order = await shop.order(buyer, product)

    payment = await shop.payment(order)
    assert (payment.status, payment.qr_string, payment.qr_amount) == (
        PaymentStatus.PENDING,
        "placeholder",
        None,
    )
    assert shop.notifier.heard(buyer.telegram_id, InvoiceReady)[0].amount == 45_000


async def test_a_live_invoice_in_a_test_shop_is_never_shown(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.is_test_mode = True
    shop.gateway.script("create", lambda invoice: replace(invoice, is_test=False))

    order = await shop.order(buyer, product)

    assert await shop.status(order) is OrderStatus.CANCELED


async def test_a_dead_reference_is_followed_by_a_fresh_one(any_shop: Shop) -> None:
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.place(buyer, product)
    payment = await shop.payment(order)
    shop.gateway.open_there(payment.reference, payment.amount)
    shop.gateway.cancel_there(shop.gateway.latest.txn_id)

    await shop.work()

    dead, fresh = await shop.payments(order)
    assert (dead.status, dead.attempt) == (PaymentStatus.FAILED, 1)
    assert (fresh.status, fresh.attempt) == (PaymentStatus.PENDING, 2)
    assert dead.reference != fresh.reference
    assert shop.gateway.latest.reference == fresh.reference
    assert await shop.units(product) == {"held": 1}


async def test_a_second_dead_reference_ends_the_order(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.script("create", AttemptDeadError(), AttemptDeadError())

    order = await shop.order(buyer, product)

    assert [payment.status for payment in await shop.payments(order)] == [PaymentStatus.FAILED] * 2
    assert await shop.status(order) is OrderStatus.CANCELED
    assert await shop.units(product) == {"free": 1}


async def test_a_dead_reference_of_an_attempt_that_is_over_begins_nothing(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.place(buyer, product)
    payment = await shop.payment(order)
    await shop.tap_cancel(order)

    async with shop.tx() as session:
        await starting.begin_again(session, payment.id, gateway=shop.gateway, now=shop.clock())
        await starting.refuse(session, payment.id, faults=["late"], now=shop.clock())
        await starting.give_up(session, payment.id, now=shop.clock())

    assert len(await shop.payments(order)) == 1
    assert (await shop.payment(order)).status is PaymentStatus.CANCELED


async def test_an_invoice_that_nobody_manages_to_open_frees_its_units(shop: Shop) -> None:
    """A bug, not an outage: the job is given up, and the order must not hang for ever."""
    buyer, product = await shop.meet(), await shop.offer()
    shop.gateway.script("create", *(ZeroDivisionError() for _ in range(60)))

    order = await shop.place(buyer, product)
    await shop.wait(minutes=10)

    assert await shop.works.list_dead() == ["open_invoice"]
    assert await shop.status(order) is OrderStatus.EXPIRED
    assert await shop.units(product) == {"free": 1}
    assert shop.owners.kinds(3001) == ["StaffProblem"]


# Showing it again.


async def test_the_qr_is_shown_again_on_demand_and_by_a_late_second_tap(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)

    async with shop.tx() as session:
        await payments.show_again(session, order, policy=shop.policy, now=shop.clock())
    await shop.work()
    assert len(shop.notifier.heard(buyer.telegram_id, InvoiceReady)) == 1
    async with shop.tx() as session:
        await payments.show_again(session, order, policy=shop.policy, now=shop.clock(), is_asked_for=True)
    await shop.work()
    assert len(shop.notifier.heard(buyer.telegram_id, InvoiceReady)) == 2
    await shop.wait(seconds=30)
    async with shop.tx() as session:
        await payments.show_again(session, order, policy=shop.policy, now=shop.clock())
    await shop.work()

    assert len(shop.notifier.heard(buyer.telegram_id, InvoiceReady)) == 3


async def test_a_qr_is_not_shown_again_after_its_deadline(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    shop.clock.move(minutes=15)

    async with shop.tx() as session:
        await payments.show_again(session, order, policy=shop.policy, now=shop.clock(), is_asked_for=True)

    await shop.work()
    assert len(shop.notifier.heard(buyer.telegram_id, InvoiceReady)) == 1


async def test_there_is_nothing_to_show_before_the_gateway_has_answered(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.place(buyer, product)

    async with shop.tx() as session:
        await payments.show_again(session, order, policy=shop.policy, now=shop.clock(), is_asked_for=True)
        found = await payments.find_payment(session, order_id=order.id)

    assert found is not None
    assert found.shown_at is None


async def _checkout(shop: Shop, buyer: int, wanted: list[Wanted], *, digest: str) -> None:
    async with shop.tx() as session:
        await payments.checkout(
            session,
            customer_id=buyer,
            checkout="cart",
            wanted=wanted,
            digest=digest,
            policy=shop.policy,
            now=shop.clock(),
        )
