"""Everything that happens, as server-sent events."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from auto_order_sandbox.control import stream
from auto_order_sandbox.events import KEPT_FOR_A_LISTENER, EventHub
from auto_order_sandbox.running import running_sandbox
from tests.sandbox.clients import Bot, Phone
from tests.sandbox.ear import PATIENCE, Ear, listening


@pytest.fixture
async def ear(bot: Bot, buyer: Phone) -> AsyncIterator[Ear]:
    async with listening(buyer.base_url, bot.http) as ear:
        yield ear


async def test_a_message_is_told_with_its_chat(bot: Bot, buyer: Phone, ear: Ear) -> None:
    said = await bot.say(buyer, "Halo")

    told = await ear.hear_until("message")

    assert (told["bot"], told["chat_id"]) == (42, buyer.user_id)
    assert told["message"] == {**said, "direction": "out", "deleted": False, "seq": 2}
    assert (await ear.hear_until("call"))["call"]["method"] == "sendMessage"


async def test_what_changes_is_told(bot: Bot, buyer: Phone, ear: Ear) -> None:
    message = await bot.say(buyer, reply_markup={"keyboard": [["Katalog"]]})
    at = {"chat_id": buyer.user_id, "message_id": message["message_id"]}
    keyboard = (await ear.hear_until("reply_keyboard"))["reply_keyboard"]
    await bot.call("sendChatAction", chat_id=buyer.user_id, action="typing")
    typing = await ear.hear_until("typing")
    await bot.call("editMessageText", **at, text="baru")
    edited = await ear.hear_until("edited")
    await bot.call("setMessageReaction", **at, reaction=[{"type": "emoji", "emoji": "👍"}])
    reaction = await ear.hear_until("reaction")
    await bot.call("deleteMessage", **at)
    deleted = await ear.hear_until("deleted")

    assert keyboard["keyboard"] == [[{"text": "Katalog"}]]
    assert typing["action"] == "typing"
    assert edited["message"]["text"] == "baru"
    assert reaction["reactions"][0]["emoji"] == "👍"
    assert deleted["message_id"] == message["message_id"]


async def test_what_people_do_is_told(bot: Bot, buyer: Phone, ear: Ear) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Beli", "callback_data": "x"}]]}
    message = await bot.say(buyer, reply_markup=keyboard)
    tapped = await buyer.tap(message["message_id"], "Beli")
    await bot.call("answerCallbackQuery", callback_query_id=tapped["callback_query_id"], text="Ya")
    toast = await ear.hear_until("toast")
    await buyer.block()
    blocked = await ear.hear_until("blocked")
    await buyer.ask("POST", "/users", json={"id": 1003, "first_name": "Dewi"})
    user = await ear.hear_until("user")
    await buyer.ask("PUT", "/faults", json={"telegram": []})
    faults = await ear.hear_until("faults")

    assert toast["toast"]["text"] == "Ya"
    assert blocked["blocked"] is True
    assert user["user"]["first_name"] == "Dewi"
    assert faults["faults"]["telegram"] == []


async def test_who_listens_to_one_bot_hears_nothing_of_another(bot: Bot, buyer: Phone) -> None:
    other = Bot(bot.base_url, bot.http, "77:TEST")
    async with listening(bot.base_url, bot.http, "?bot=42") as ear:
        await other.call("getMe")
        await bot.say(buyer, "Halo")

        kind, told = await ear.hear()

        assert (kind, told["bot"]) == ("message", 42)


async def test_a_bot_that_is_no_number_is_declined(buyer: Phone) -> None:
    status, sentence = await buyer.decline("GET", "/events?bot=x")

    assert (status, sentence) == (400, "bot must be a whole number of 0 or more, not 'x'.")


async def test_a_silent_stream_beats_now_and_then(buyer: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.01)

    async with listening(buyer.base_url, buyer.http) as ear, asyncio.timeout(PATIENCE):
        assert await ear.response.content.readuntil(b":\n\n")


async def test_who_leaves_is_forgotten_without_a_word(
    bot: Bot, buyer: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening(buyer.base_url, bot.http):
        pass

    for _ in range(20):
        await bot.say(buyer)

    assert caplog.text == ""


async def test_a_stream_ends_when_the_sandbox_closes(http: ClientSession) -> None:
    async with running_sandbox() as base_url:
        response = await http.get(f"{base_url}/_sandbox/events")
        assert await response.content.readline() == b": listening\n"

    assert await response.content.read() == b"retry: 1000\n\n"  # and a browser comes back by itself


async def test_a_listener_that_falls_behind_is_dropped_and_no_other() -> None:
    hub = EventHub()
    slow = hub.listen()
    for _ in range(KEPT_FOR_A_LISTENER):
        hub.publish("message", {})
    fresh = hub.listen()

    hub.publish("message", {})

    assert [line async for line in slow.lines()] == []
    hub.leave(fresh)
    assert not hub.has_listeners
    fresh.end()
