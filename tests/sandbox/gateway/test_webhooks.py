"""Webhooks: what a shop hears of a payment, and how often."""

import asyncio

import pytest

from tests.sandbox.gateway.merchant import Merchant
from tests.sandbox.gateway.shop import Shop


async def test_a_payment_is_reported_with_the_secret_and_the_body_of_a_status(
    merchant: Merchant, shop: Shop
) -> None:
    reply = await merchant.opened(amount=99_000)

    await merchant.pay(reply["txn_id"])

    [webhook] = await shop.wait_for(1)
    assert list(webhook.body) == ["txn_id", "order_id", "amount", "is_sandbox", "status", "completed_at"]
    assert webhook.body == (await merchant.status(reply["txn_id"]))[1]
    assert webhook.body["status"] == "completed"
    assert webhook.headers["X-Secret"] == "sandbox-webhook-secret"
    assert webhook.headers["Content-Type"] == "application/json"


async def test_a_payer_may_be_reported_several_times_or_not_at_all(
    hurried_merchant: Merchant, shop: Shop
) -> None:
    silent = await hurried_merchant.opened("ORDER-0001")
    loud = await hurried_merchant.opened("ORDER-0002")

    await hurried_merchant.pay(silent["txn_id"], webhooks=0)
    await hurried_merchant.pay(loud["txn_id"], webhooks=3)

    heard = await shop.wait_for(3)
    assert [webhook.body["order_id"] for webhook in heard] == ["ORDER-0002"] * 3


async def test_a_delayed_webhook_waits_for_the_sandboxs_clock(hurried_merchant: Merchant, shop: Shop) -> None:
    late = await hurried_merchant.opened("ORDER-LATE")
    prompt = await hurried_merchant.opened("ORDER-PROMPT")

    await hurried_merchant.pay(late["txn_id"], delay=3_600)
    await hurried_merchant.pay(prompt["txn_id"])
    await shop.wait_for(1)
    await hurried_merchant.advance(3_600)

    heard = await shop.wait_for(2)
    assert [webhook.body["order_id"] for webhook in heard] == ["ORDER-PROMPT", "ORDER-LATE"]


async def test_a_webhook_is_sent_again_until_the_shop_takes_it(merchant: Merchant, shop: Shop) -> None:
    await merchant.controlled("PUT", "/gateway", {"retry_pauses": [0, 0, 0, 0]})
    shop.answers = [500, 302, 404]
    reply = await merchant.opened()

    await merchant.pay(reply["txn_id"])

    heard = await shop.wait_for(4)
    assert len({str(webhook.body) for webhook in heard}) == 1, "the same body every time"
    noted = await noted_results(merchant, reply["txn_id"], 4)
    assert noted == [500, 302, 404, 200]


async def test_the_pauses_between_attempts_go_by_the_sandboxs_clock(merchant: Merchant, shop: Shop) -> None:
    await merchant.controlled("PUT", "/gateway", {"retry_pauses": [3_600]})
    shop.answers = [503]
    reply = await merchant.opened()
    await merchant.pay(reply["txn_id"])
    await noted_results(merchant, reply["txn_id"], 1)
    # The attempt is noted a moment before its pause begins.
    while len(shop.received) < 2:
        await merchant.advance(3_600)

    assert await noted_results(merchant, reply["txn_id"], 2) == [503, 200]


async def test_a_shop_that_is_down_is_noted_and_given_up_after_the_last_pause(merchant: Merchant) -> None:
    settings = {"webhook_url": "http://127.0.0.1:9/", "retry_pauses": [0, 0]}
    await merchant.controlled("PUT", "/gateway", settings)
    reply = await merchant.opened()

    await merchant.pay(reply["txn_id"])

    noted = await noted_results(merchant, reply["txn_id"], 3)
    assert noted == ["ClientConnectorError"] * 3


async def test_a_project_without_a_webhook_address_reports_nothing(merchant: Merchant) -> None:
    await merchant.controlled("PUT", "/gateway", {"webhook_url": ""})
    reply = await merchant.opened()

    paid = await merchant.pay(reply["txn_id"])

    assert paid["status"] == "completed"


async def test_a_dropped_webhook_never_comes_and_is_noted(hurried_merchant: Merchant, shop: Shop) -> None:
    dropped = await hurried_merchant.opened("ORDER-0001")
    heard = await hurried_merchant.opened("ORDER-0002")
    await hurried_merchant.switch(webhook_dropped={"count": 1})

    noted = await hurried_merchant.pay(dropped["txn_id"])
    await hurried_merchant.pay(heard["txn_id"])

    assert noted["webhooks"][0]["result"] == "dropped"
    assert [webhook.body["order_id"] for webhook in await shop.wait_for(1)] == ["ORDER-0002"]


async def test_a_duplicated_webhook_comes_so_many_times(merchant: Merchant, shop: Shop) -> None:
    await merchant.switch(webhook_duplicated={"times": 4})
    reply = await merchant.opened()

    await merchant.pay(reply["txn_id"])

    heard = await shop.wait_for(4)
    assert len({str(webhook.body) for webhook in heard}) == 1


async def test_webhooks_are_reordered_in_pairs(hurried_merchant: Merchant, shop: Shop) -> None:
    await hurried_merchant.switch(webhook_reordered={"seconds": 600})
    orders = [f"ORDER-{number:04}" for number in range(4)]
    txn_ids = [(await hurried_merchant.opened(order))["txn_id"] for order in orders]

    for count, txn_id in enumerate(txn_ids, start=1):
        await hurried_merchant.pay(txn_id)
        await shop.wait_for(count // 2 * 2)

    heard = [webhook.body["order_id"] for webhook in shop.received]
    assert heard == ["ORDER-0001", "ORDER-0000", "ORDER-0003", "ORDER-0002"]


async def test_a_held_webhook_goes_alone_when_nothing_overtakes_it(merchant: Merchant, shop: Shop) -> None:
    await merchant.switch(webhook_reordered={"seconds": 0.01})
    reply = await merchant.opened()

    await merchant.pay(reply["txn_id"])

    assert len(await shop.wait_for(1)) == 1


async def test_faults_put_a_wrong_amount_and_a_wrong_secret_into_a_webhook(
    merchant: Merchant, shop: Shop
) -> None:
    await merchant.switch(
        webhook_wrong_amount=True,
        webhook_wrong_secret=True,
        webhook_without_content_type=True,
        is_sandbox=True,
    )
    reply = await merchant.opened(amount=99_000)

    await merchant.pay(reply["txn_id"])

    [webhook] = await shop.wait_for(1)
    assert webhook.body["amount"] != 99_000
    assert webhook.body["is_sandbox"] is True
    assert webhook.headers["X-Secret"] != "sandbox-webhook-secret"
    assert "Content-Type" not in webhook.headers


async def test_a_webhook_can_be_repeated_or_be_a_lie(merchant: Merchant, shop: Shop) -> None:
    reply = await merchant.opened()

    await merchant.controlled("POST", f"/payments/{reply['txn_id']}/webhook", {"webhooks": 2})

    heard = await shop.wait_for(2)
    assert {webhook.body["status"] for webhook in heard} == {"completed"}
    assert (await merchant.status(reply["txn_id"]))[1]["status"] == "pending"


async def test_hundreds_of_webhooks_at_once_all_arrive(hurried_merchant: Merchant, shop: Shop) -> None:
    txn_ids = [(await hurried_merchant.opened(f"ORDER-{number:04}"))["txn_id"] for number in range(100)]

    await asyncio.gather(*(hurried_merchant.pay(txn_id, webhooks=3) for txn_id in txn_ids))

    heard = await shop.wait_for(300)
    assert sorted(webhook.body["txn_id"] for webhook in heard) == sorted(txn_ids * 3)


async def noted_results(merchant: Merchant, txn_id: str, count: int) -> list[object]:
    """Wait until so many attempts are noted, and give their results."""
    async with asyncio.timeout(10):
        while True:
            noted = (await merchant.controlled("GET", f"/payments/{txn_id}"))["webhooks"]
            if len(noted) >= count:
                return [attempt["result"] for attempt in noted]
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "wish", [{"webhooks": -1}, {"webhooks": 1.5}, {"delay": "soon"}, {"delay": -1}, {"force": 1}, {"foo": 1}]
)
async def test_a_wish_that_makes_no_sense_pays_nothing(merchant: Merchant, wish: dict[str, object]) -> None:
    reply = await merchant.opened()

    status, answer = await merchant.control("POST", f"/payments/{reply['txn_id']}/pay", wish)

    assert status == 400
    assert list(answer) == ["error"]
    assert (await merchant.status(reply["txn_id"]))[1]["status"] == "pending"
