"""The vendor's API as a shop meets it."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest

from auto_order_sandbox.gateway.project import Project
from tests.sandbox.gateway.codes import read_tlv
from tests.sandbox.gateway.merchant import Merchant

A_DAY = 24 * 3600


async def test_a_create_answers_flat_json_in_the_documented_order(merchant: Merchant) -> None:
    reply = await merchant.opened(amount=99_000)

    assert list(reply) == [
        "txn_id", "project", "order_id", "amount", "fee", "total_payment",
        "payment_method", "qr_string", "expired_at", "is_sandbox",
    ]  # fmt: skip
    assert reply["project"] == "sandbox-shop"
    assert reply["order_id"] == "ORDER-0001"
    assert (reply["amount"], reply["fee"], reply["total_payment"]) == (99_000, 1_003, 100_003)
    assert reply["payment_method"] == "qris"
    assert reply["is_sandbox"] is False


async def test_the_deadline_is_a_day_ahead_in_utc_with_nanoseconds(merchant: Merchant) -> None:
    reply = await merchant.opened()

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z", reply["expired_at"])
    deadline = datetime.fromisoformat(reply["expired_at"][:19] + "+00:00")
    assert abs(deadline - datetime.now(UTC) - timedelta(days=1)) < timedelta(minutes=5)


@pytest.mark.parametrize(("bearer", "asked"), [("seller", "99000.00"), ("buyer", "100003.00")])
async def test_the_code_asks_for_what_the_payer_is_charged(
    merchant: Merchant, bearer: str, asked: str
) -> None:
    await merchant.controlled("PUT", "/gateway", {"fee_borne_by": bearer})

    reply = await merchant.opened(amount=99_000)

    assert read_tlv(reply["qr_string"])["54"] == asked
    assert reply["amount"] == 99_000


async def test_the_vendors_test_mode_gives_a_placeholder_and_says_so(merchant: Merchant) -> None:
    await merchant.controlled("PUT", "/gateway", {"mode": "sandbox"})

    reply = await merchant.opened()

    assert reply["qr_string"] == "lorem-ipsum-pakasir-qris-example"
    assert reply["is_sandbox"] is True
    assert (await merchant.status(reply["txn_id"]))[1]["is_sandbox"] is True


async def test_a_repeated_create_finds_the_same_payment(merchant: Merchant) -> None:
    first = await merchant.opened()

    again = await merchant.opened()

    assert again == first


async def test_another_amount_or_method_is_another_payment(hurried_merchant: Merchant) -> None:
    first = await hurried_merchant.opened(amount=99_000)

    dearer = await hurried_merchant.opened(amount=99_001)
    _, link = await hurried_merchant.create(amount=99_000, method="payment_link")

    assert len({first["txn_id"], dearer["txn_id"], link["txn_id"]}) == 3


async def test_a_payment_link_leads_to_a_page_that_exists(merchant: Merchant) -> None:
    status, reply = await merchant.create(method="payment_link", amount=50_000_000)

    assert status == 200
    assert list(reply) == ["txn_id", "payment_link"]
    assert reply["payment_link"] == f"{merchant.base_url}/pakasir/pay-v2/{reply['txn_id']}"
    async with merchant.http.get(reply["payment_link"] + "?qris_only=1") as page:
        assert page.status == 200


async def test_an_order_id_whose_payment_was_cancelled_is_dead(hurried_merchant: Merchant) -> None:
    reply = await hurried_merchant.opened()

    canceled = await hurried_merchant.cancel(reply["txn_id"])

    assert canceled == (200, {"message": "Transaksi berhasil dibatalkan"})
    assert await hurried_merchant.create() == (404, {"message": "Transaksi telah dibatalkan"})
    assert (await hurried_merchant.create(amount=500))[0] == 404, "dead for every amount"
    assert (await hurried_merchant.opened("ORDER-0002"))["txn_id"] != reply["txn_id"]


async def test_a_status_tells_of_an_open_payment(merchant: Merchant) -> None:
    reply = await merchant.opened()

    status, told = await merchant.status(reply["txn_id"])

    assert status == 200
    assert list(told) == ["txn_id", "order_id", "amount", "is_sandbox", "status", "completed_at"]
    assert told == {
        "txn_id": reply["txn_id"],
        "order_id": "ORDER-0001",
        "amount": 99_000,
        "is_sandbox": False,
        "status": "pending",
        "completed_at": None,
    }


async def test_a_paid_payment_is_completed_with_jakartas_time(merchant: Merchant) -> None:
    await merchant.controlled("PUT", "/gateway", {"fee_borne_by": "buyer"})
    reply = await merchant.opened(amount=99_000)
    await merchant.pay(reply["txn_id"])

    _, told = await merchant.status(reply["txn_id"])

    assert told["status"] == "completed"
    assert told["amount"] == 99_000, "the amount that the shop sent, not what the payer was charged"
    assert told["completed_at"].endswith("+07:00")
    assert abs(datetime.fromisoformat(told["completed_at"]) - datetime.now(UTC)) < timedelta(minutes=5)


async def test_an_unpaid_payment_is_canceled_after_a_day_of_the_sandboxs_clock(merchant: Merchant) -> None:
    reply = await merchant.opened()

    await merchant.advance(A_DAY - 60)
    assert (await merchant.status(reply["txn_id"]))[1]["status"] == "pending"
    await merchant.advance(61)

    assert (await merchant.status(reply["txn_id"]))[1]["status"] == "canceled"
    assert await merchant.create() == (404, {"message": "Transaksi telah dibatalkan"})


async def test_a_paid_payment_outlives_its_day(merchant: Merchant) -> None:
    reply = await merchant.opened()
    await merchant.pay(reply["txn_id"], webhooks=0)

    await merchant.advance(2 * A_DAY)

    assert (await merchant.status(reply["txn_id"]))[1]["status"] == "completed"


async def test_a_status_is_told_once_in_four_seconds_and_payment(merchant: Merchant) -> None:
    first = await merchant.opened("ORDER-0001")
    other = await merchant.opened("ORDER-0002")
    assert (await merchant.status(first["txn_id"]))[0] == 200

    status, reply = await merchant.status(first["txn_id"])

    assert status == 429
    assert list(reply) == ["message"]
    assert (await merchant.status(other["txn_id"]))[0] == 200
    await merchant.advance(4)
    assert (await merchant.status(first["txn_id"]))[0] == 200


async def test_too_many_creates_at_once_are_answered_429(merchant: Merchant) -> None:
    answers = await asyncio.gather(*(merchant.create(f"ORDER-{number:04}") for number in range(30)))

    refused = [reply for status, reply in answers if status == 429]
    assert refused
    assert refused[0].keys() == {"message"}
    await merchant.advance(1)
    assert (await merchant.create("ORDER-LATER"))[0] == 200


async def test_without_limits_nobody_is_slowed_down(hurried_merchant: Merchant) -> None:
    reply = await hurried_merchant.opened()

    created = [(await hurried_merchant.create(f"ORDER-{number:04}"))[0] for number in range(10)]
    asked = [(await hurried_merchant.status(reply["txn_id"]))[0] for _ in range(10)]

    assert set(created) == set(asked) == {200}


async def test_a_wrong_key_or_slug_is_401_and_a_made_up_payment_404(merchant: Merchant) -> None:
    right_key = merchant.key

    merchant.key = "wrong"
    assert (await merchant.status("madeup"))[0] == 401
    assert (await merchant.create())[0] == 401
    merchant.key, merchant.slug = right_key, "wrong"
    assert (await merchant.status("madeup"))[0] == 401
    merchant.slug = "sandbox-shop"

    status, reply = await merchant.status("madeup")
    assert (status, list(reply)) == (404, ["message"])
    assert (await merchant.cancel("madeup"))[0] == 404


async def test_a_payment_can_be_cancelled_once_and_never_after_it_was_paid(
    hurried_merchant: Merchant,
) -> None:
    canceled = await hurried_merchant.opened("ORDER-0001")
    paid = await hurried_merchant.opened("ORDER-0002")
    await hurried_merchant.pay(paid["txn_id"], webhooks=0)

    assert (await hurried_merchant.cancel(canceled["txn_id"]))[0] == 200
    assert (await hurried_merchant.cancel(canceled["txn_id"]))[0] == 404
    assert (await hurried_merchant.cancel(paid["txn_id"]))[0] == 404
    assert (await hurried_merchant.status(paid["txn_id"]))[1]["status"] == "completed"


@pytest.mark.parametrize("amount", [499, 10_000_001, 99_000.5, "99000", None, True, -500])
async def test_only_whole_rupiah_within_the_limits_are_taken(merchant: Merchant, amount: object) -> None:
    status, reply = await merchant.create(amount=amount)

    assert (status, list(reply)) == (400, ["message"])
    assert await merchant.controlled("GET", "/payments") == []


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"amount":99000}', '{"method":"cash","amount":99000}', "null"]
)
async def test_a_create_that_makes_no_sense_is_refused_with_a_sentence(merchant: Merchant, body: str) -> None:
    url = f"{merchant.base_url}/pakasir/api/v2/create-transaction/sandbox-shop/ORDER-0001"

    async with merchant.http.post(url, data=body, headers={"X-Api-Key": merchant.key}) as response:
        reply = await response.json()

    assert (response.status, list(reply)) == (400, ["message"])


async def test_the_fee_needs_no_key(merchant: Merchant) -> None:
    merchant.key = ""

    status, fees = await merchant.call("GET", "/payment-fee/12000")

    assert status == 200
    assert (fees["qris"], fees["bri_va"]) == (394, 3_500)


@pytest.mark.parametrize("amount", ["0", "-5", "1e3", "12.5", "\u0665\u0660\u0660", "9" * 5_000])
async def test_a_fee_of_nonsense_is_refused(merchant: Merchant, amount: str) -> None:
    status, reply = await merchant.call("GET", f"/payment-fee/{amount}")

    assert (status, list(reply)) == (400, ["message"])


async def test_projects_stand_side_by_side(merchant: Merchant) -> None:
    await merchant.controlled("PUT", "/gateway?slug=other-shop", {"api_key": "other-key"})
    other = Merchant(merchant.base_url, merchant.http, key="other-key", slug="other-shop")

    mine = await merchant.opened()
    theirs = await other.opened()

    assert mine["txn_id"] != theirs["txn_id"]
    assert (await other.status(mine["txn_id"]))[0] == 404
    assert (await merchant.controlled("GET", "/gateway"))["projects"] == ["sandbox-shop", "other-shop"]


def test_secrets_of_a_project_are_not_in_its_repr() -> None:
    shown = repr(Project(slug="s", api_key="canary-key", webhook_secret="canary-secret"))

    assert "canary" not in shown
