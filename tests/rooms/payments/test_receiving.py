"""The inbox: what a gateway reports is kept once, and only ever makes us ask."""

from collections.abc import Sequence

from sqlalchemy import select

from auto_order.jobs.models import JobRow
from auto_order.orders.models import OrderStatus
from auto_order.payments.models import GatewayEvent
from tests.rig.shop import Shop


async def _events(shop: Shop) -> Sequence[GatewayEvent]:
    async with shop.tx.reading() as session:
        return (await session.scalars(select(GatewayEvent).order_by(GatewayEvent.id))).all()


async def test_a_webhook_is_kept_as_it_came_with_the_payment_it_is_about(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    txn_id = shop.gateway.latest.txn_id

    await shop.hear_webhook(txn_id)

    (event,) = await _events(shop)
    assert (event.gateway, event.txn_id, event.payment_id) == ("fake", txn_id, (await shop.payment(order)).id)
    assert txn_id in event.body


async def test_a_webhook_heard_again_is_kept_once(shop: Shop) -> None:
    await shop.order(await shop.meet(), await shop.offer())

    for _ in range(3):
        await shop.hear_webhook(shop.gateway.latest.txn_id)

    assert len(await _events(shop)) == 1


async def test_many_claims_of_one_payment_are_one_question(shop: Shop) -> None:
    await shop.order(await shop.meet(), await shop.offer())

    for number in range(5):
        await shop.hear_webhook(shop.gateway.latest.txn_id, event=f"e{number}")
    await shop.work()

    assert len(await _events(shop)) == 5
    assert shop.gateway.count("fetch_status") == 1


async def test_a_reference_that_is_not_ours_leaves_no_trace(shop: Shop) -> None:
    """Several shops may share one account at the gateway."""
    await shop.hear_webhook("txn-of-another-shop", reference="PAY-OF-ANOTHER")

    assert await _events(shop) == []
    async with shop.tx.reading() as session:
        assert (await session.scalars(select(JobRow))).all() == []


async def test_a_forged_claim_settles_nothing(any_shop: Shop) -> None:
    """With a leaked secret anybody can say that it is paid; the gateway says that it is not."""
    shop = any_shop
    buyer, product = await shop.meet(), await shop.offer()
    order = await shop.order(buyer, product)

    for number in range(3):
        await shop.hear_webhook(shop.gateway.latest.txn_id, event=f"forged{number}")
        await shop.work()

    assert await shop.status(order) is OrderStatus.AWAITING
    assert shop.notifier.handed == []
    assert await shop.account("revenue") == 0


async def test_a_replay_of_an_old_webhook_is_kept_and_asked_about_no_more(any_shop: Shop) -> None:
    shop = any_shop
    order = await shop.order(await shop.meet(), await shop.offer())
    await shop.pay(order)
    asked = shop.gateway.count("fetch_status")

    await shop.wait(days=3)
    await shop.hear_webhook(shop.gateway.latest.txn_id)
    await shop.work()

    assert shop.gateway.count("fetch_status") == asked
    assert len(await _events(shop)) == 1
