"""What a tester can do to the gateway."""

import pytest

from tests.sandbox.gateway.merchant import Merchant
from tests.sandbox.gateway.shop import Shop

A_DAY = 24 * 3600


async def test_payments_are_listed_with_all_that_is_known(hurried_merchant: Merchant) -> None:
    await hurried_merchant.controlled("PUT", "/gateway", {"fee_borne_by": "buyer"})
    reply = await hurried_merchant.opened("ORDER-0001", amount=99_000)
    await hurried_merchant.opened("ORDER-0002")

    first, second = await hurried_merchant.controlled("GET", "/payments")

    assert first.items() >= reply.items()
    assert (first["charged"], first["status"], first["webhooks"]) == (100_003, "pending", [])
    assert second["order_id"] == "ORDER-0002"
    assert await hurried_merchant.controlled("GET", f"/payments/{reply['txn_id']}") == first


async def test_the_list_can_be_narrowed_down(hurried_merchant: Merchant) -> None:
    replies = [await hurried_merchant.opened(f"ORDER-{number:04}") for number in range(4)]
    await hurried_merchant.pay(replies[-1]["txn_id"], webhooks=0)

    async def listed(query: str) -> list[str]:
        found = await hurried_merchant.controlled("GET", f"/payments?{query}")
        return [payment["order_id"] for payment in found]

    assert await listed("last=2") == ["ORDER-0002", "ORDER-0003"]
    assert await listed("status=completed") == ["ORDER-0003"]
    assert await listed("order_id=ORDER-0001") == ["ORDER-0001"]
    assert await listed("order_id=nobody") == []


async def test_paying_twice_is_a_conflict(merchant: Merchant, shop: Shop) -> None:
    reply = await merchant.opened()
    await merchant.pay(reply["txn_id"])

    status, answer = await merchant.control("POST", f"/payments/{reply['txn_id']}/pay", {"force": True})

    assert status == 409
    assert "completed" in answer["error"]
    assert len(await shop.wait_for(1)) == 1


@pytest.mark.parametrize("end", ["canceled", "lapsed"])
async def test_a_payment_that_ended_is_paid_late_only_by_force(
    merchant: Merchant, shop: Shop, end: str
) -> None:
    reply = await merchant.opened()
    path = f"/payments/{reply['txn_id']}"
    if end == "canceled":
        await merchant.controlled("POST", f"{path}/cancel")
    else:
        await merchant.advance(A_DAY)

    assert (await merchant.control("POST", f"{path}/pay"))[0] == 409
    paid = await merchant.pay(reply["txn_id"], force=True)

    assert paid["status"] == "completed"
    [webhook] = await shop.wait_for(1)
    assert webhook.body["status"] == "completed"
    assert (await merchant.status(reply["txn_id"]))[1]["status"] == "completed"


async def test_a_cancel_at_the_vendor_is_seen_by_the_shop(merchant: Merchant) -> None:
    reply = await merchant.opened()

    answer = await merchant.controlled("POST", f"/payments/{reply['txn_id']}/cancel")

    assert answer["status"] == "canceled"
    assert (await merchant.status(reply["txn_id"]))[1]["status"] == "canceled"
    assert (await merchant.control("POST", f"/payments/{reply['txn_id']}/cancel"))[0] == 409


@pytest.mark.parametrize("verb", ["pay", "cancel", "webhook"])
async def test_a_made_up_payment_is_404_with_a_sentence(merchant: Merchant, verb: str) -> None:
    status, answer = await merchant.control("POST", f"/payments/madeup/{verb}")

    assert status == 404
    assert "txn_id" in answer["error"]


async def test_the_code_is_drawn_here(merchant: Merchant) -> None:
    reply = await merchant.opened()

    async with merchant.http.get(
        f"{merchant.base_url}/_sandbox/payments/{reply['txn_id']}/qr.svg"
    ) as response:
        drawn = await response.read()

    assert response.content_type == "image/svg+xml"
    assert b"<svg" in drawn


async def test_settings_change_one_by_one(merchant: Merchant) -> None:
    before = await merchant.controlled("GET", "/gateway")

    changed = await merchant.controlled("PUT", "/gateway", {"mode": "sandbox", "latency": 0.5})

    assert changed | {"projects": before["projects"]} == before | {"mode": "sandbox", "latency": 0.5}


async def test_a_changed_key_is_the_only_one_from_then_on(merchant: Merchant) -> None:
    await merchant.controlled("PUT", "/gateway", {"api_key": "fresh-key"})

    assert (await merchant.create())[0] == 401
    merchant.key = "fresh-key"
    assert (await merchant.create())[0] == 200


@pytest.mark.parametrize(
    "settings",
    [
        {"slug": "a/b"},
        {"slug": ""},
        {"api_key": 5},
        {"webhook_secret": "tab\there"},
        {"webhook_url": "ftp://127.0.0.1/"},
        {"webhook_url": "http://[/"},
        {"webhook_url": "http://127.0.0.1:99999/"},
        {"mode": "test"},
        {"fee_borne_by": "nobody"},
        {"latency": -1},
        {"latency": True},
        {"retry_pauses": 5},
        {"retry_pauses": [1] * 21},
        {"colour": "red"},
    ],
)
async def test_a_setting_that_cannot_work_changes_nothing(
    merchant: Merchant, settings: dict[str, object]
) -> None:
    before = await merchant.controlled("GET", "/gateway")

    status, answer = await merchant.control("PUT", "/gateway", {"latency": 1} | settings)

    assert status == 400
    assert answer["error"].startswith("Not changed: ")
    assert await merchant.controlled("GET", "/gateway") == before


async def test_two_projects_cannot_share_a_slug(merchant: Merchant) -> None:
    await merchant.controlled("PUT", "/gateway?slug=other-shop", {})

    status, _ = await merchant.control("PUT", "/gateway", {"slug": "other-shop"})

    assert status == 400
    assert (await merchant.control("GET", "/gateway?slug=nobody"))[0] == 404


async def test_what_happens_to_a_payment_is_told_to_listeners(merchant: Merchant) -> None:
    async with merchant.http.get(f"{merchant.base_url}/_sandbox/events") as stream:
        await merchant.switch(webhook_dropped={"count": 1})
        reply = await merchant.opened()
        await merchant.pay(reply["txn_id"])

        kinds: list[str] = []
        while kinds.count("payment") < 3:
            line = (await stream.content.readline()).decode()
            if line.startswith("event: "):
                kinds.append(line.removeprefix("event: ").strip())

    assert kinds == ["faults", "payment", "payment", "faults", "payment"]
