"""The gateway's bad days."""

import asyncio

import aiohttp
import pytest

from auto_order_sandbox.faults import BadFaults
from auto_order_sandbox.gateway.faults import KNOWN, GatewayFaults
from tests.sandbox.gateway.codes import read_tlv
from tests.sandbox.gateway.merchant import Merchant

CREATE = "/pakasir/api/v2/create-transaction/sandbox-shop/ORDER-0001"


def faults_on(**wanted: object) -> GatewayFaults:
    faults = GatewayFaults(used=lambda: None)
    faults.prepare(wanted)()
    return faults


def test_a_switch_without_figures_strikes_for_good() -> None:
    faults = faults_on(webhook_dropped=True)

    assert all(faults.strike("webhook_dropped") for _ in range(50))
    assert not faults.strike("webhook_delayed")


def test_a_count_is_used_up() -> None:
    faults = faults_on(create_5xx={"count": 2})

    assert [bool(faults.strike("create_5xx")) for _ in range(4)] == [True, True, False, False]
    assert faults.show()["create_5xx"] is False


def test_a_probability_strikes_about_so_often() -> None:
    faults = faults_on(create_429={"probability": 0.3})

    struck = sum(bool(faults.strike("create_429")) for _ in range(4_000))

    assert 1_000 < struck < 1_400, "more than six standard deviations off"


def test_a_count_with_a_probability_counts_only_strikes() -> None:
    faults = faults_on(create_429={"probability": 0.5, "count": 3})

    assert sum(bool(faults.strike("create_429")) for _ in range(1_000)) == 3


def test_the_shown_faults_can_be_put_back_as_they_are() -> None:
    shown = faults_on(webhook_duplicated={"times": 3}, status_html={"count": 1}).show()

    assert shown.keys() == KNOWN.keys()
    assert faults_on(**shown).show() == shown
    assert shown["webhook_duplicated"] == {"times": 3}


def test_faults_that_are_not_named_are_off_afterwards() -> None:
    faults = faults_on(webhook_dropped=True)

    faults.prepare({"is_sandbox": True})()

    assert not faults.strike("webhook_dropped")
    assert faults.strike("is_sandbox")


@pytest.mark.parametrize(
    "wish",
    [
        [],
        "webhook_dropped",
        {"webhook_lost": True},
        {"webhook_dropped": 1},
        {"webhook_dropped": {"count": -1}},
        {"webhook_dropped": {"count": True}},
        {"webhook_dropped": {"probability": 1.1}},
        {"webhook_dropped": {"times": 2}},
        {"webhook_duplicated": {"times": 1}},
        {"webhook_delayed": {"seconds": "5"}},
        {"create_5xx": {"code": 404}},
    ],
)
def test_a_wish_that_makes_no_sense_is_a_sentence_and_changes_nothing(wish: object) -> None:
    faults = faults_on(is_sandbox=True)

    with pytest.raises(BadFaults, match=r"^[\w\W]{20,}"):
        faults.prepare(wish)

    assert faults.strike("is_sandbox")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({"create_5xx": True}, 500),
        ({"create_5xx": {"code": 502}}, 502),
        ({"create_429": True}, 429),
        ({"create_5xx_after": True}, 500),
    ],
)
async def test_a_create_that_fails_answers_a_message(
    merchant: Merchant, fault: dict[str, object], expected: int
) -> None:
    await merchant.switch(**fault)

    status, reply = await merchant.create()

    assert status == expected
    assert list(reply) == ["message"]


@pytest.mark.parametrize(("fault", "count"), [("create_5xx", 0), ("create_5xx_after", 1)])
async def test_a_failure_comes_before_or_after_the_vendor_has_acted(
    merchant: Merchant, fault: str, count: int
) -> None:
    await merchant.switch(**{fault: True})

    await merchant.create()

    assert len(await merchant.controlled("GET", "/payments")) == count


async def test_trouble_can_look_like_the_vendors_html(merchant: Merchant) -> None:
    await merchant.switch(status_html={"count": 1})
    reply = await merchant.opened()
    url = f"{merchant.base_url}/pakasir/api/v2/transaction-status/sandbox-shop/{reply['txn_id']}"

    async with merchant.http.get(url, headers={"X-Api-Key": merchant.key}) as response:
        page = await response.text()

    assert (response.status, response.content_type) == (503, "text/html")
    assert page.startswith("<html>")
    assert (await merchant.status(reply["txn_id"]))[0] == 200, "the count is used up"


@pytest.mark.parametrize(("fault", "count"), [("create_hang_before", 0), ("create_hang_after", 1)])
async def test_a_create_may_hang_before_or_after_the_vendor_has_acted(
    merchant: Merchant, fault: str, count: int
) -> None:
    await merchant.switch(**{fault: {"seconds": 3_600}})
    headers, impatient = {"X-Api-Key": merchant.key}, aiohttp.ClientTimeout(0.3)

    with pytest.raises(TimeoutError):
        await merchant.http.post(
            merchant.base_url + CREATE,
            json={"method": "qris", "amount": 99_000},
            headers=headers,
            timeout=impatient,
        )

    assert len(await merchant.controlled("GET", "/payments")) == count


async def test_a_hanging_call_is_answered_when_its_time_is_over(merchant: Merchant) -> None:
    await merchant.switch(create_hang_after={"seconds": 3_600})

    async with asyncio.TaskGroup() as tasks:
        hanging = tasks.create_task(merchant.create())
        while not await merchant.controlled("GET", "/payments"):
            pass
        assert not hanging.done()
        await merchant.advance(3_600)

    assert hanging.result()[0] == 200


async def test_latency_slows_every_call_down(merchant: Merchant) -> None:
    await merchant.controlled("PUT", "/gateway", {"latency": 3_600})

    async with asyncio.TaskGroup() as tasks:
        slow = tasks.create_task(merchant.create())
        while not slow.done():
            await merchant.advance(1_800)

    assert slow.result()[0] == 200


async def test_replies_can_lie_about_amount_code_mode_and_status(hurried_merchant: Merchant) -> None:
    await hurried_merchant.switch(
        create_wrong_amount=True,
        create_wrong_qr=True,
        status_wrong_amount=True,
        status_unknown=True,
        is_sandbox=True,
    )

    reply = await hurried_merchant.opened(amount=99_000)
    _, told = await hurried_merchant.status(reply["txn_id"])

    assert reply["amount"] != 99_000
    assert read_tlv(reply["qr_string"])["54"] not in {"99000.00", "100003.00"}
    assert reply["is_sandbox"] is True
    assert told["amount"] != 99_000
    assert told["is_sandbox"] is True
    assert told["status"] not in {"pending", "completed", "canceled"}


async def test_a_cancel_may_fail_too(merchant: Merchant) -> None:
    reply = await merchant.opened()
    await merchant.switch(cancel_5xx=True)

    assert (await merchant.cancel(reply["txn_id"]))[0] == 500
    assert (await merchant.status(reply["txn_id"]))[1]["status"] == "pending"


async def test_the_desk_shows_and_clears_the_gateways_faults(merchant: Merchant) -> None:
    await merchant.switch(webhook_delayed={"seconds": 5, "count": 2})

    assert (await merchant.controlled("GET", "/faults"))["gateway"]["webhook_delayed"] == {
        "seconds": 5,
        "count": 2,
    }
    await merchant.switch()
    assert not any((await merchant.controlled("GET", "/faults"))["gateway"].values())


async def test_a_wrong_wish_is_a_sentence_over_http(merchant: Merchant) -> None:
    status, answer = await merchant.control("PUT", "/faults", {"gateway": {"webhook_lost": True}})

    assert status == 400
    assert "webhook_dropped" in answer["error"]
