"""What can be told to go wrong with the Bot API: for which calls, how often, before or after acting."""

import asyncio
import time

import pytest
from aiohttp import ClientConnectionError, ClientTimeout

from tests.rig.waiting import eventually
from tests.sandbox.clients import Bot, Json, Phone, Refused


async def order(phone: Phone, *rules: Json) -> list[Json]:
    shown: list[Json] = (await phone.ask("PUT", "/faults", json={"telegram": list(rules)}))["telegram"]
    return shown


async def texts(phone: Phone) -> list[str]:
    return [message["text"] for message in (await phone.read())["messages"][1:]]


async def refused(bot: Bot, buyer: Phone) -> Refused:
    with pytest.raises(Refused) as caught:
        await bot.say(buyer)
    return caught.value


@pytest.mark.parametrize(
    ("fault", "description"),
    [
        ("400", "Bad Request: the sandbox was told to refuse this"),
        ("401", "Unauthorized"),
        ("403", "Forbidden: bot was blocked by the user"),
        ("404", "Not Found"),
        ("409", "Conflict: terminated by other getUpdates request"),
        ("500", "Internal Server Error"),
        ("502", "Bad Gateway"),
        ("503", "Service Unavailable"),
        ("504", "Gateway Timeout"),
    ],
)
async def test_an_error_can_be_ordered_and_then_nothing_is_done(
    bot: Bot, buyer: Phone, fault: str, description: str
) -> None:
    await order(buyer, {"fault": fault})

    refusal = await refused(bot, buyer)

    assert (refusal.status, refusal.reason) == (int(fault), description)
    assert await texts(buyer) == []


async def test_too_many_requests_can_be_ordered_with_a_pause(bot: Bot, buyer: Phone) -> None:
    await order(buyer, {"fault": "429", "retry_after": 7})

    refusal = await refused(bot, buyer)

    assert refusal.status == 429
    assert refusal.answer["parameters"] == {"retry_after": 7}
    assert refusal.reason == "Too Many Requests: retry after 7"


async def test_an_error_may_come_as_a_page_of_the_proxy(bot: Bot, buyer: Phone) -> None:
    await order(buyer, {"fault": "502", "html": True})

    async with bot.http.post(f"{bot.url}/getMe") as response:
        page = await response.text()

    assert (response.status, response.content_type) == (502, "text/html")
    assert page.startswith("<html><head><title>502 Bad Gateway</title>")


async def test_a_fault_strikes_as_often_as_it_was_told_to(bot: Bot, buyer: Phone) -> None:
    await order(buyer, {"fault": "500", "count": 2})

    await refused(bot, buyer)
    await refused(bot, buyer)
    await bot.say(buyer, "akhirnya")

    assert await texts(buyer) == ["akhirnya"]
    assert (await buyer.ask("GET", "/faults"))["telegram"][0]["count"] == 0


async def test_a_fault_strikes_only_the_methods_it_names(bot: Bot, buyer: Phone) -> None:
    await order(buyer, {"fault": "500", "methods": ["SendPhoto", "getme"]})

    await bot.say(buyer, "lewat")

    assert await bot.refusal("getMe") == "Internal Server Error"
    assert await texts(buyer) == ["lewat"]


async def test_a_fault_may_strike_one_chat_only(bot: Bot, buyer: Phone) -> None:
    seller = Phone(bot.base_url, bot.http, 2001)
    await seller.send("/start")
    await order(buyer, {"fault": "403", "chat_id": seller.user_id})

    await bot.say(buyer, "lewat")
    await refused(bot, seller)

    assert await texts(buyer) == ["lewat"]


@pytest.mark.parametrize(("probability", "share"), [(0, (0, 0)), (0.5, (60, 140)), (1, (200, 200))])
async def test_a_fault_strikes_with_its_probability(
    bot: Bot, buyer: Phone, probability: float, share: tuple[int, int]
) -> None:
    await order(buyer, {"fault": "500", "probability": probability})
    struck = 0

    for _ in range(200):
        async with bot.http.post(f"{bot.url}/getMe") as response:
            struck += response.status == 500

    assert share[0] <= struck <= share[1]


async def test_the_first_fault_that_strikes_counts(bot: Bot, buyer: Phone) -> None:
    await order(buyer, {"fault": "429", "count": 1}, {"fault": "503"})

    assert [(await refused(bot, buyer)).status for _ in range(3)] == [429, 503, 503]


@pytest.mark.parametrize(("fault", "left"), [("drop", []), ("drop_after", ["Halo"])])
async def test_the_connection_may_be_closed_without_an_answer(
    bot: Bot, buyer: Phone, fault: str, left: list[str]
) -> None:
    await order(buyer, {"fault": fault, "methods": "sendMessage"})

    with pytest.raises(ClientConnectionError):
        await bot.say(buyer)

    assert await texts(buyer) == left


@pytest.mark.parametrize(("fault", "left"), [("hang_before", []), ("hang_after", ["Halo"])])
async def test_a_call_may_hang_before_or_after_it_is_carried_out(
    bot: Bot, buyer: Phone, fault: str, left: list[str]
) -> None:
    await order(buyer, {"fault": fault, "methods": "sendMessage", "seconds": 3600})
    after = (await buyer.ask("GET", "/calls"))["seq"]

    hanging = asyncio.ensure_future(bot.say(buyer))
    (call,) = (await buyer.ask("GET", f"/calls?after={after}&wait=30"))["calls"]

    assert await texts(buyer) == left
    assert (call["method"], call["status"], call["ok"]) == ("sendMessage", 0, False)
    assert not hanging.done()
    await buyer.advance(3600)
    with pytest.raises(ClientConnectionError):
        await hanging


async def test_a_bot_that_gives_up_on_a_call_that_hangs_can_go_on(bot: Bot, buyer: Phone) -> None:
    await order(buyer, {"fault": "hang_after", "methods": "sendMessage", "count": 1})
    parameters = {"chat_id": buyer.user_id, "text": "dua kali"}

    with pytest.raises(TimeoutError):
        await bot.http.post(f"{bot.url}/sendMessage", json=parameters, timeout=ClientTimeout(0.2))
    await bot.call("sendMessage", **parameters)

    assert await texts(buyer) == ["dua kali", "dua kali"]


async def test_an_answer_may_come_late(bot: Bot, buyer: Phone) -> None:
    await order(buyer, {"fault": "slow", "methods": "sendMessage", "seconds": 0.2})
    begun = time.monotonic()

    await bot.say(buyer)

    assert time.monotonic() - begun >= 0.2
    assert await texts(buyer) == ["Halo"]


async def test_a_late_answer_is_late_on_the_sandboxs_clock(bot: Bot, buyer: Phone) -> None:
    await order(buyer, {"fault": "slow", "methods": "sendMessage", "seconds": 3600})
    waiting = asyncio.ensure_future(bot.say(buyer))

    async def is_over() -> bool:
        await buyer.advance(3600)
        return waiting.done()

    await eventually(is_over)
    assert (await waiting)["text"] == "Halo"


async def test_faults_of_polling_leave_updates_where_they_are(bot: Bot, buyer: Phone) -> None:
    await buyer.send("Halo")
    await order(buyer, {"fault": "502", "methods": ["getUpdates"], "count": 1})

    assert await bot.refusal("getUpdates", offset=-1) == "Bad Gateway"
    (update,) = await bot.updates()

    assert update["message"]["text"] == "Halo"


async def test_an_empty_list_puts_everything_right(bot: Bot, buyer: Phone) -> None:
    await order(buyer, {"fault": "500"})

    assert await order(buyer) == []

    await bot.say(buyer)
    assert await texts(buyer) == ["Halo"]


async def test_faults_are_shown_as_they_are(buyer: Phone) -> None:
    rule = {"fault": "429", "methods": ["sendMessage"], "count": 3, "retry_after": 5}

    (shown,) = await order(buyer, rule)

    assert shown == {
        **rule,
        "methods": ["sendmessage"],
        "chat_id": None,
        "probability": 1.0,
        "seconds": 60.0,
        "html": False,
    }


async def test_one_rule_needs_no_list(buyer: Phone) -> None:
    shown = await buyer.ask("PUT", "/faults", json={"telegram": {"fault": "500"}})

    assert [rule["fault"] for rule in shown["telegram"]] == ["500"]


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ("everything", "telegram must be a list of rules"),
        ([7], "A rule must be an object"),
        ([{"fault": "418"}], "fault must be one of 400, 401"),
        ([{}], "fault must be one of 400, 401"),
        ([{"fault": "500", "often": 1}], "A rule has no 'often'. It may have: chat_id, count"),
        ([{"fault": "500", "methods": [7]}], "methods must be a list of names"),
        ([{"fault": "500", "methods": {}}], "methods must be a list of names"),
        ([{"fault": "500", "count": -1}], "count must be a whole number of at least 0, not -1"),
        ([{"fault": "500", "count": True}], "count must be a whole number"),
        ([{"fault": "500", "chat_id": "x"}], "chat_id must be a whole number"),
        ([{"fault": "500", "probability": 1.5}], "probability must be a number from 0 to 1, not 1.5"),
        ([{"fault": "slow", "seconds": "long"}], "seconds must be a number from 0 to 86400"),
        ([{"fault": "429", "retry_after": 0}], "retry_after must be a whole number of at least 1"),
    ],
)
async def test_a_wish_that_cannot_be_understood_changes_nothing(
    buyer: Phone, wish: object, reason: str
) -> None:
    await order(buyer, {"fault": "500"})

    status, sentence = await buyer.decline("PUT", "/faults", json={"telegram": wish})

    assert status == 400
    assert sentence.startswith(reason)
    assert [rule["fault"] for rule in (await buyer.ask("GET", "/faults"))["telegram"]] == ["500"]
