"""Everybody's chats at a glance, what is unread, and who is told of what."""

from datetime import datetime

import pytest

from tests.sandbox.clients import Bot, Json, Phone
from tests.sandbox.ear import listening


async def glance(phone: Phone, user_id: int) -> Json:
    chats = await phone.ask("GET", "/chats")
    found: Json = next(chat for chat in chats if chat["user"]["id"] == user_id)
    return found


async def test_everybody_is_listed_with_the_last_message_and_what_is_unread(bot: Bot, buyer: Phone) -> None:
    for text in ("one", "two"):
        await bot.call("sendMessage", chat_id=buyer.user_id, text=text)
    sent = await bot.call("sendMessage", chat_id=buyer.user_id, text="three")
    await bot.call("deleteMessage", chat_id=buyer.user_id, message_id=sent["message_id"])

    chat, other = await glance(buyer, 1001), await glance(buyer, 3001)

    assert (chat["unread"], chat["last"]["text"], chat["started"]) == (2, "two", True)
    assert chat["user"].items() >= {"first_name": "Wati", "role": "buyer"}.items()
    assert (other["unread"], other["last"], other["started"], other["seq"]) == (0, None, False, 0)


async def test_looking_at_the_list_opens_no_chats(bot: Bot, buyer: Phone) -> None:
    await buyer.ask("GET", "/chats")

    scope = {"type": "chat", "chat_id": 3001}
    commands = [{"command": "start", "description": "Begin"}]
    assert "chat not found" in await bot.refusal("setMyCommands", commands=commands, scope=scope)


async def test_what_was_read_is_no_longer_unread(bot: Bot, buyer: Phone) -> None:
    sent = await bot.call("sendMessage", chat_id=buyer.user_id, text="one")

    read = await buyer.ask("POST", f"{buyer.chat}/read")

    assert read == {"read_up_to": sent["message_id"]}
    assert (await glance(buyer, 1001))["unread"] == 0
    await bot.call("sendMessage", chat_id=buyer.user_id, text="two")
    assert (await glance(buyer, 1001))["unread"] == 1


async def test_another_box_has_another_name(buyer: Phone) -> None:
    one, again = [(await buyer.ask("GET", "/state"))["box"] for _ in range(2)]

    assert one == again
    assert len(one) > 20


async def test_reading_is_told_once(bot: Bot, buyer: Phone) -> None:
    await bot.call("sendMessage", chat_id=buyer.user_id, text="one")

    async with listening(buyer.base_url, buyer.http) as ear:
        for _ in range(2):
            await buyer.ask("POST", f"{buyer.chat}/read")
        await bot.call("sendChatAction", chat_id=buyer.user_id, action="typing")
        assert (await ear.hear_until("read"))["chat_id"] == buyer.user_id
        following, _ = await ear.hear()

    assert following != "read"


async def test_a_bot_that_comes_or_changes_is_told(bot: Bot, buyer: Phone) -> None:
    other = Bot(bot.base_url, bot.http, "77:TEST")
    async with listening(buyer.base_url, buyer.http) as ear:
        await other.call("getMe")
        came = await ear.hear_until("bot")
        await other.call("setMyName", name="Other Shop")
        renamed = await ear.hear_until("bot")
        await other.call("setMyCommands", commands=[{"command": "start", "description": "Begin"}])
        await ear.hear_until("bot")
        await other.call("deleteMyCommands")
        await ear.hear_until("bot")
        await other.call("setChatMenuButton", menu_button={"type": "commands"})
        await ear.hear_until("bot")

    assert (came["bot"], renamed["first_name"]) == (77, "Other Shop")


async def test_the_clock_is_told_when_it_moves(buyer: Phone) -> None:
    async with listening(buyer.base_url, buyer.http) as ear:
        moved = await buyer.ask("POST", "/clock", json={"advance": 3600})
        told = await ear.hear_until("clock")

    assert abs(_seconds(told["now"]) - _seconds(moved["now"])) < 5


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


async def test_a_fault_that_is_used_up_is_told(bot: Bot, buyer: Phone) -> None:
    rule = {"fault": "500", "methods": ["getMe"], "count": 2}
    await buyer.ask("PUT", "/faults", json={"telegram": [rule]})

    async with listening(buyer.base_url, buyer.http) as ear:
        await bot.refusal("getMe")
        first = await ear.hear_until("faults")
        await bot.refusal("getMe")
        second = await ear.hear_until("faults")

    assert [told["faults"]["telegram"][0]["count"] for told in (first, second)] == [1, 0]


async def test_a_place_is_shared(bot: Bot, buyer: Phone) -> None:
    place = {"latitude": -6.1754, "longitude": 106.8272}

    await buyer.ask("POST", f"{buyer.chat}/send", json={"location": place})

    (update,) = await bot.updates()
    assert update["message"]["location"] == place


@pytest.mark.parametrize("place", ["Jakarta", {"latitude": 91, "longitude": 0}, {"latitude": 1}])
async def test_no_place_on_earth_is_declined(buyer: Phone, place: object) -> None:
    status, sentence = await buyer.decline("POST", f"{buyer.chat}/send", json={"location": place})

    assert status == 400
    assert "latitude" in sentence or "longitude" in sentence
