"""No buyer keeps units from the others without paying, and no flood of webhooks fills the inbox."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from auto_order.customers.service import CustomerCard
from auto_order.orders.models import OrderStatus
from auto_order.orders.rules import TooManyHeldUnits
from auto_order.payments.gateways import Claim
from auto_order.payments.models import GatewayEvent
from auto_order.payments.policy import Fairness
from auto_order.payments.receiving import receive_event
from tests.rig.shop import Shop


async def let_lapse(shop: Shop, buyer: CustomerCard) -> timedelta:
    """Order something and do not pay; say how much time there was."""
    order = await shop.order(buyer, await shop.offer())
    await shop.skip(minutes=18)
    assert await shop.status(order) is OrderStatus.EXPIRED
    return order.expires_at - order.placed_at


async def test_unpaid_orders_hold_no_more_units_than_one_may(shop: Shop) -> None:
    shop.change_policy(fairness=Fairness(most_held_units=5))
    buyer, product = await shop.meet(), await shop.offer(units=20)
    await shop.order(buyer, product, quantity=3)
    other = await shop.offer(units=20)

    with pytest.raises(TooManyHeldUnits) as refused:
        await shop.order(buyer, other, quantity=3)

    assert refused.value.most == 5
    await shop.order(buyer, other, quantity=2)
    await shop.order(await shop.meet(), product, quantity=5)


async def test_what_was_paid_is_held_no_more(shop: Shop) -> None:
    shop.change_policy(fairness=Fairness(most_held_units=3))
    buyer, product = await shop.meet(), await shop.offer(units=20)
    await shop.pay(await shop.order(buyer, product, quantity=3))

    await shop.order(buyer, product, quantity=3)


async def test_who_lets_invoices_lapse_has_ever_less_time_but_never_too_little(shop: Shop) -> None:
    shop.change_policy(fairness=Fairness(lapses_forgiven=1, shortest_invoice=timedelta(minutes=3)))
    buyer = await shop.meet()

    minutes = [(await let_lapse(shop, buyer)).total_seconds() / 60 for _ in range(5)]

    assert minutes == [15, 15, 7.5, 3.75, 3]


async def test_a_purchase_or_a_day_makes_up_for_it(shop: Shop) -> None:
    shop.change_policy(fairness=Fairness(lapses_forgiven=0))
    buyer, patient = await shop.meet(), await shop.meet()
    await let_lapse(shop, buyer)
    await let_lapse(shop, patient)
    assert await let_lapse(shop, buyer) == timedelta(minutes=7.5)

    await shop.pay(await shop.order(buyer, await shop.offer()))
    assert await let_lapse(shop, buyer) == timedelta(minutes=15)

    await shop.wait(hours=24)
    assert await let_lapse(shop, patient) == timedelta(minutes=15)


async def test_a_gateway_that_is_down_is_not_the_buyers_fault(shop: Shop) -> None:
    shop.change_policy(fairness=Fairness(lapses_forgiven=0))
    buyer = await shop.meet()
    shop.gateway.is_down = True
    order = await shop.order(buyer, await shop.offer())
    await shop.wait(minutes=1)
    assert await shop.status(order) is OrderStatus.EXPIRED
    shop.gateway.is_down = False

    assert await let_lapse(shop, buyer) == timedelta(minutes=15)


async def test_one_buyers_lapses_cost_no_other_buyer_time(shop: Shop) -> None:
    shop.change_policy(fairness=Fairness(lapses_forgiven=0))
    await let_lapse(shop, await shop.meet())

    assert await let_lapse(shop, await shop.meet()) == timedelta(minutes=15)


async def test_a_flood_of_webhooks_is_asked_about_and_not_kept(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    payment = await shop.payment(order)
    shop.gateway.pay(shop.gateway.latest.txn_id)

    for number in range(30):
        claim = Claim(f"e{number}", f"txn-{number}", payment.reference, "{}")
        async with shop.tx() as session:
            await receive_event(session, gateway="fake", claim=claim, most_kept=10, now=shop.clock())
    await shop.work()

    async with shop.tx.reading() as session:
        kept = await session.scalar(select(func.count()).select_from(GatewayEvent))
    assert kept == 10
    assert await shop.status(order) is OrderStatus.FULFILLED
