"""People of the staff decide about the same money at the same moment."""

from collections import Counter
from dataclasses import replace

from auto_order.audit.actor import staff
from auto_order.customers.service import CustomerCard
from auto_order.ledger.rules import REVENUE, SUSPENSE
from auto_order.orders import service as orders
from auto_order.orders.models import Order, OrderStatus
from auto_order.payments import by_hand, checking, repository, reviewing, topups
from auto_order.payments.models import Payment, Use
from auto_order.refunds import repository as refunds_repository
from auto_order.refunds import service as refunds
from auto_order.refunds.models import Refund, RefundWay
from auto_order.refunds.rules import RefundTooMuch
from tests.races.conftest import OpenShop
from tests.rig.only import on_postgresql
from tests.rig.races import meeting_after, must_fail, race, without_locks
from tests.rig.shop import SELLER, Shop

RINA, BUDI = staff(SELLER), staff(SELLER + 1)


def _tell(outcomes: list[object]) -> Counter[str]:
    return Counter(type(outcome).__name__ for outcome in outcomes)


async def _sell(shop: Shop) -> tuple[CustomerCard, Order]:
    buyer = await shop.meet()
    order = await shop.order(buyer, await shop.offer())
    await shop.pay(order)
    return buyer, order


async def _refund(shop: Shop, order: Order) -> Refund:
    async with shop.tx() as session:
        return await refunds.refund_order(
            session,
            order_id=order.id,
            amount=order.total,
            way=RefundWay.WALLET,
            reason="rusak",
            by=RINA,
            now=shop.clock(),
        )


async def two_refunds_of_one_order(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    buyer, order = await _sell(one)

    with meeting_after(refunds_repository, "sum_of_order"):
        outcomes = await race(_refund(one, order), _refund(other, order))

    assert _tell(outcomes) == {Refund.__name__: 1, RefundTooMuch.__name__: 1}
    assert await one.wallet(buyer) == order.total
    assert not await one.audit()


async def test_two_people_who_refund_at_once_pay_once(open_shop: OpenShop) -> None:
    await two_refunds_of_one_order(open_shop)


@on_postgresql
async def test_control_of_two_refunds(open_shop: OpenShop) -> None:
    with without_locks():
        await must_fail(two_refunds_of_one_order(open_shop))


async def two_decisions_about_one_case(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    buyer = await one.meet()
    order = await one.order(buyer, await one.offer())
    one.gateway.script("fetch_status", lambda seen: replace(seen, amount=seen.amount + 1))
    await one.pay(order)
    payment = await one.payment(order)

    async def credit(shop: Shop) -> None:
        async with shop.tx() as session:
            await reviewing.credit(
                session, payment_id=payment.id, note="sudah dicek", by=RINA, now=shop.clock()
            )

    async def refund(shop: Shop) -> None:
        async with shop.tx() as session:
            await reviewing.refund(
                session, payment_id=payment.id, note="sudah dicek", by=BUDI, now=shop.clock()
            )

    with meeting_after(repository, "lock_case"):
        outcomes = await race(credit(one), refund(other))

    assert _tell(outcomes) == {"NoneType": 1, "PaymentDecided": 1}
    assert await one.account(SUSPENSE) == 0
    assert not await one.audit()


async def test_two_people_who_decide_about_one_case_decide_once(open_shop: OpenShop) -> None:
    await two_decisions_about_one_case(open_shop)


@on_postgresql
async def test_control_of_two_decisions(open_shop: OpenShop) -> None:
    with without_locks():
        await must_fail(two_decisions_about_one_case(open_shop))


async def two_confirmations_of_one_transfer(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    buyer = await one.meet()
    async with one.tx() as session:
        stated = await topups.state_transfer(
            session,
            customer_id=buyer.id,
            amount=50_000,
            limits=one.policy.topup_limits,
            now=one.clock(),
        )

    async def confirm(shop: Shop) -> Payment:
        async with shop.tx() as session:
            return await topups.confirm_transfer(
                session, payment_id=stated.payment.id, note="BCA 10:02", by=RINA, now=shop.clock()
            )

    with meeting_after(repository, "lock_topup"):
        outcomes = await race(confirm(one), confirm(other))

    assert _tell(outcomes) == {Payment.__name__: 1, "PaymentDecided": 1}
    assert await one.wallet(buyer) == 50_000
    assert not await one.audit()


async def test_two_people_who_confirm_one_transfer_credit_it_once(open_shop: OpenShop) -> None:
    await two_confirmations_of_one_transfer(open_shop)


@on_postgresql
async def test_control_of_two_confirmations(open_shop: OpenShop) -> None:
    with without_locks():
        await must_fail(two_confirmations_of_one_transfer(open_shop))


async def by_hand_against_the_gateway(open_shop: OpenShop) -> None:
    """Pay for an order once, whoever comes first; what comes second is wallet credit."""
    one, other = open_shop(), open_shop()
    buyer = await one.meet()
    order = await one.order(buyer, await one.offer())
    payment = await one.payment(order)
    txn_id = str(payment.txn_id)
    one.gateway.pay(txn_id)
    async with one.tx() as session:
        await checking.begin_check(session, payment.id, policy=one.policy, now=one.clock())
    seen = await one.gateway.fetch_status(txn_id=txn_id)

    async def mark_paid() -> None:
        async with one.tx() as session:
            await by_hand.mark_paid(session, order_id=order.id, note="tunai", by=RINA, now=one.clock())

    async def observe() -> None:
        async with other.tx() as session:
            await checking.observe(session, payment.id, seen, policy=other.policy, now=other.clock())

    with meeting_after(orders, "lock_order"):
        outcomes = await race(mark_paid(), observe())
    await one.work()

    uses = Counter(attempt.used_for for attempt in await one.payments(order))
    # Told by its order already, the seller need not mark it; told first, the gateway's money is the buyer's.
    assert uses == ({Use.ORDER: 1, Use.WALLET: 1} if outcomes[0] is None else {Use.ORDER: 1})
    assert await one.status(order) is OrderStatus.FULFILLED
    assert await one.account(REVENUE) == -order.total
    assert await one.wallet(buyer) == uses[Use.WALLET] * order.total
    assert not await one.audit()


async def test_an_order_that_is_marked_paid_while_its_money_comes_is_paid_once(open_shop: OpenShop) -> None:
    await by_hand_against_the_gateway(open_shop)


@on_postgresql
async def test_control_of_by_hand_against_the_gateway(open_shop: OpenShop) -> None:
    with without_locks():
        await must_fail(by_hand_against_the_gateway(open_shop))
