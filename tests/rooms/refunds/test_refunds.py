"""Money goes back once, never more than was paid, and is seen in the books and in the log."""

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.delivery.models import DeliveryStatus
from auto_order.ledger.rules import REFUNDS_DUE, REVENUE, ReasonMissing
from auto_order.notifications.notices import MoneyReturned
from auto_order.orders.models import Order, OrderStatus
from auto_order.refunds import service as refunds
from auto_order.refunds.models import Refund, RefundStatus, RefundWay
from auto_order.refunds.rules import NothingToRefund, RefundMade, RefundNotFound, RefundTooMuch
from tests.rig.shop import SELLER, Shop

RINA = staff(SELLER)


async def ask(
    shop: Shop,
    order: Order,
    amount: int = 45_000,
    *,
    way: RefundWay = RefundWay.WALLET,
    reason: str = "rusak",
) -> Refund:
    async with shop.tx() as session:
        return await refunds.refund_order(
            session, order_id=order.id, amount=amount, way=way, reason=reason, by=RINA, now=shop.clock()
        )


async def make(shop: Shop, refund_id: int, evidence: str = "BCA ref 991") -> None:
    async with shop.tx() as session:
        await refunds.mark_made(session, refund_id=refund_id, evidence=evidence, by=RINA, now=shop.clock())


async def sell(shop: Shop) -> Order:
    order = await shop.order(await shop.meet(), await shop.offer())
    await shop.pay(order)
    return order


async def test_a_refund_to_the_wallet_is_made_at_once(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)
    await shop.pay(order)

    refund = await ask(shop, order, 20_000)
    await shop.work()

    assert refund.status is RefundStatus.MADE
    assert await shop.wallet(buyer) == 20_000
    assert await shop.account(REVENUE) == -25_000
    assert await shop.status(order) is OrderStatus.FULFILLED
    told = shop.notifier.heard(buyer.telegram_id, MoneyReturned)[-1]
    assert (told.amount, told.is_to_wallet) == (20_000, True)
    async with shop.tx.reading() as session:
        (entry,) = await audit.list_entries(session, subject=f"refund:{refund.id}")
        (listed,) = await refunds.list_refunds(session, order_id=order.id)
    assert (entry.actor, entry.action, listed.id) == (f"staff:{SELLER}", "refund.ask", refund.id)


async def test_a_refund_outside_is_due_until_it_is_shown_to_be_made(shop: Shop) -> None:
    order = await sell(shop)
    refund = await ask(shop, order, way=RefundWay.OUTSIDE)
    assert (refund.status, await shop.account(REFUNDS_DUE)) == (RefundStatus.DUE, -45_000)

    with pytest.raises(ReasonMissing):
        await make(shop, refund.id, evidence="")
    await make(shop, refund.id)

    assert await shop.account(REFUNDS_DUE) == 0
    assert await shop.account("gateway:manual") == -45_000
    with pytest.raises(RefundMade):
        await make(shop, refund.id)
    with pytest.raises(RefundNotFound):
        await make(shop, refund.id + 1)


async def test_no_more_goes_back_than_was_paid(shop: Shop) -> None:
    order = await sell(shop)
    await ask(shop, order, 30_000)

    for amount in (0, -5, 15_001):
        with pytest.raises(RefundTooMuch) as refused:
            await ask(shop, order, amount)
        assert refused.value.balance == 15_000

    await ask(shop, order, 15_000)
    assert await shop.account(REVENUE) == 0


async def test_an_unpaid_order_has_nothing_to_refund(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())

    with pytest.raises(NothingToRefund):
        await ask(shop, order)


async def test_an_order_that_could_not_be_delivered_is_called_off_and_its_goods_stay(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.notifier.unreachable.add(buyer.telegram_id)
    order = await shop.order(buyer, product)
    await shop.pay(order)
    assert await shop.status(order) is OrderStatus.PAID

    refund = await ask(shop, order, way=RefundWay.OUTSIDE)
    assert await shop.status(order) is OrderStatus.REFUND_DUE
    await make(shop, refund.id)

    assert await shop.status(order) is OrderStatus.REFUNDED
    delivery = await shop.delivery(order)
    assert delivery is not None
    assert delivery.status is DeliveryStatus.BLOCKED
    assert not shop.notifier.contents(buyer.telegram_id)
