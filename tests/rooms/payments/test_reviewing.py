"""Money whose facts do not fit waits for a person, whose decision is carried out once and written down."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.catalog.models import Product
from auto_order.customers.service import CustomerCard
from auto_order.ledger.rules import ADJUSTMENTS, REFUNDS_DUE, REVENUE, SUSPENSE, ReasonMissing
from auto_order.notifications.notices import MoneyCredited, MoneyReturned, ToppedUp
from auto_order.orders.models import Order, OrderStatus
from auto_order.orders.rules import OrderMoved
from auto_order.payments import repository, reviewing, topups
from auto_order.payments.models import Decision, Payment, PaymentStatus, ReviewCase, Use
from auto_order.payments.rules import PaymentDecided, PaymentNotFound, ReviewIsTest, ReviewWithoutOrder
from auto_order.refunds import service as refunds
from auto_order.stock.rules import OutOfStock
from tests.rig.shop import SELLER, Shop

RINA = staff(SELLER)
Verb = Callable[..., Awaitable[Any]]
VERBS: list[Verb] = [reviewing.deliver, reviewing.credit, reviewing.refund, reviewing.dismiss]


async def put_in_review(shop: Shop, *, units: int = 1, **lie: object) -> tuple[CustomerCard, Product, Order]:
    """Have a buyer pay for an order, and the gateway answer something that does not fit."""
    buyer, product = await shop.meet(), await shop.offer(units=units)
    order = await shop.order(buyer, product)
    shop.gateway.script("fetch_status", lambda seen: replace(seen, **lie))
    await shop.pay(order)
    assert (await shop.payment(order)).status is PaymentStatus.REVIEW
    return buyer, product, order


async def decide(shop: Shop, verb: Verb, payment: Payment, note: str = "sudah dicek") -> None:
    async with shop.tx() as session:
        await verb(session, payment_id=payment.id, note=note, by=RINA, now=shop.clock())
    await shop.work()


async def list_cases(shop: Shop) -> list[ReviewCase]:
    async with shop.tx.reading() as session:
        return [case for case, _payment in await reviewing.list_cases(session)]


async def test_a_case_says_what_was_observed(shop: Shop) -> None:
    _, _, order = await put_in_review(shop, amount=40_000)

    (case,) = await list_cases(shop)

    assert (case.faults, case.amount, case.is_test) == ("amount", 40_000, False)
    assert case.payment_id == (await shop.payment(order)).id
    assert await shop.account(SUSPENSE) == -40_000


@pytest.mark.parametrize(("amount", "change"), [(40_000, 0), (45_001, 1), (90_000, 45_000)])
async def test_delivering_takes_the_money_as_good_and_gives_change(
    shop: Shop, amount: int, change: int
) -> None:
    buyer, product, order = await put_in_review(shop, amount=amount)

    await decide(shop, reviewing.deliver, await shop.payment(order))

    payment = await shop.payment(order)
    assert (payment.status, payment.used_for) == (PaymentStatus.SETTLED, Use.ORDER)
    assert await shop.status(order) is OrderStatus.FULFILLED
    assert await shop.units(product) == {"sold": 1}
    assert len(shop.notifier.contents(buyer.telegram_id)) == 1
    assert await shop.wallet(buyer) == change
    assert await shop.account(REVENUE) == change - amount
    assert await shop.account(SUSPENSE) == 0
    assert not await list_cases(shop)


async def test_delivering_what_is_sold_out_changes_nothing(shop: Shop) -> None:
    _, product, order = await put_in_review(shop, amount=40_000)
    other = await shop.order(await shop.meet(), product)

    with pytest.raises(OutOfStock):
        await decide(shop, reviewing.deliver, await shop.payment(order))

    assert await shop.status(other) is OrderStatus.AWAITING
    assert len(await list_cases(shop)) == 1


async def test_an_order_that_something_else_paid_is_not_delivered_twice(shop: Shop) -> None:
    _, _, order = await put_in_review(shop, units=2, amount=40_000)
    payment = await shop.payment(order)
    await decide(shop, reviewing.deliver, payment)
    async with shop.tx() as session:
        case = await repository.lock_case(session, payment.id)
        assert case is not None
        case.decision = case.decided_at = case.decided_by = None

    with pytest.raises(OrderMoved):
        await decide(shop, reviewing.deliver, payment)


async def test_crediting_puts_the_money_into_the_wallet(shop: Shop) -> None:
    buyer, product, order = await put_in_review(shop, amount=40_000)

    await decide(shop, reviewing.credit, await shop.payment(order))

    assert (await shop.payment(order)).used_for is Use.WALLET
    assert await shop.status(order) is OrderStatus.CREDITED
    assert await shop.wallet(buyer) == 40_000
    assert await shop.units(product) == {"free": 1}
    assert shop.notifier.heard(buyer.telegram_id, MoneyCredited)[-1].amount == 40_000


async def test_refunding_owes_the_money_until_a_person_has_sent_it(shop: Shop) -> None:
    buyer, _, order = await put_in_review(shop, amount=40_000)

    await decide(shop, reviewing.refund, await shop.payment(order), "salah transfer")
    async with shop.tx.reading() as session:
        (due,) = await refunds.list_due(session)
    assert (due.amount, due.reason) == (40_000, "salah transfer")
    assert await shop.account(REFUNDS_DUE) == -40_000

    async with shop.tx() as session:
        await refunds.mark_made(
            session, refund_id=due.id, evidence="BCA 23/11 ref 991", by=RINA, now=shop.clock()
        )
    await shop.work()
    assert await shop.account(REFUNDS_DUE) == 0
    assert await shop.account("gateway:manual") == -40_000
    assert not shop.notifier.heard(buyer.telegram_id, MoneyReturned)[-1].is_to_wallet
    assert (await shop.payment(order)).status is PaymentStatus.REVIEW


async def test_dismissing_closes_a_case_for_a_reason(shop: Shop) -> None:
    buyer, _, order = await put_in_review(shop, amount=40_000)

    await decide(shop, reviewing.dismiss, await shop.payment(order), "bukan pembeli kita")

    assert await shop.account(SUSPENSE) == 0
    assert await shop.account(ADJUSTMENTS) == -40_000
    assert await shop.wallet(buyer) == 0
    assert not await list_cases(shop)


async def test_test_money_can_only_be_dismissed_and_leaves_the_books(shop: Shop) -> None:
    _, _, order = await put_in_review(shop, is_test=True)
    payment = await shop.payment(order)

    for verb in VERBS[:-1]:
        with pytest.raises(ReviewIsTest):
            await decide(shop, verb, payment)
    await decide(shop, reviewing.dismiss, payment)

    assert await shop.account(SUSPENSE) == 0
    assert await shop.account("gateway:fake:test") == 0


@pytest.mark.parametrize("second", VERBS)
async def test_a_case_is_decided_once_and_leaves_one_trace(shop: Shop, second: Verb) -> None:
    _, _, order = await put_in_review(shop, amount=40_000)
    payment = await shop.payment(order)
    await decide(shop, reviewing.credit, payment)

    with pytest.raises(PaymentDecided):
        await decide(shop, second, payment)

    async with shop.tx.reading() as session:
        (entry,) = await audit.list_entries(session, subject=f"payment:{payment.id}")
    assert (entry.actor, entry.action) == (f"staff:{SELLER}", f"review.{Decision.CREDITED}")


@pytest.mark.parametrize("verb", VERBS)
async def test_a_decision_wants_a_reason_and_a_case(shop: Shop, verb: Verb) -> None:
    _, _, order = await put_in_review(shop, amount=40_000)
    payment = await shop.payment(order)

    with pytest.raises(ReasonMissing):
        await decide(shop, verb, payment, "")

    paid = await shop.order(await shop.meet(), await shop.offer())
    await shop.pay(paid)
    with pytest.raises(PaymentNotFound):
        await decide(shop, verb, await shop.payment(paid))
    assert await shop.account(SUSPENSE) == -40_000


async def test_a_topup_in_review_is_credited_or_refunded_but_never_delivered(shop: Shop) -> None:
    buyer = await shop.meet()
    async with shop.tx() as session:
        topup = await topups.begin(
            session, customer_id=buyer.id, amount=50_000, policy=shop.policy, now=shop.clock()
        )
    await shop.work()
    shop.gateway.pay(shop.gateway.latest.txn_id)
    shop.gateway.script("fetch_status", lambda seen: replace(seen, amount=49_000))
    await shop.hear_webhook(shop.gateway.latest.txn_id)
    await shop.work()

    with pytest.raises(ReviewWithoutOrder):
        await decide(shop, reviewing.deliver, topup.payment)
    await decide(shop, reviewing.credit, topup.payment)

    assert await shop.wallet(buyer) == 49_000
    assert shop.notifier.heard(buyer.telegram_id, ToppedUp)[-1].amount == 49_000
