"""getChat and its kin, reactions, pins."""

import pytest

from tests.sandbox.clients import Bot, Json, Phone


def at(message: Json) -> Json:
    return {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}


async def test_a_chat_is_described_by_its_person(bot: Bot, buyer: Phone) -> None:
    chat = await bot.call("getChat", chat_id=buyer.user_id)

    person = {"id": 1001, "first_name": "Wati", "username": "wati", "type": "private"}
    assert chat.items() >= person.items()
    assert chat["active_usernames"] == ["wati"]
    assert chat["accepted_gift_types"]["unlimited_gifts"] is False


async def test_a_change_of_name_is_seen_at_once(bot: Bot, buyer: Phone) -> None:
    await buyer.ask("POST", "/users", json={"id": buyer.user_id, "first_name": "Budiman"})

    chat = await bot.call("getChat", chat_id=buyer.user_id)

    assert chat["first_name"] == "Budiman"
    assert not {"username", "active_usernames"} & chat.keys()


@pytest.mark.parametrize(
    "method", ["getChat", "getChatMember", "getChatMemberCount", "getChatAdministrators"]
)
async def test_a_chat_that_was_never_started_is_not_found(bot: Bot, method: str) -> None:
    assert await bot.refusal(method, chat_id=1002, user_id=1002) == "Bad Request: chat not found"


async def test_a_private_chat_has_two_members(bot: Bot, buyer: Phone) -> None:
    async def member(user_id: int) -> Json:
        found: Json = await bot.call("getChatMember", chat_id=buyer.user_id, user_id=user_id)
        return found

    them, itself = await member(buyer.user_id), await member(42)

    assert (them["status"], them["user"]["first_name"]) == ("member", "Wati")
    assert (itself["status"], itself["user"]["is_bot"]) == ("member", True)
    assert await bot.call("getChatMemberCount", chat_id=buyer.user_id) == 2
    await buyer.block()
    assert (await member(42))["status"] == "kicked"


@pytest.mark.parametrize(
    ("method", "parameters", "reason"),
    [
        ("getChatMember", {"user_id": 2001}, "member not found"),
        ("getChatMember", {}, "invalid user_id specified"),
        ("getChatAdministrators", {}, "there are no administrators in the private chat"),
        ("getUserProfilePhotos", {}, "invalid user_id specified"),
        ("getUserProfilePhotos", {"user_id": 4_004}, "user not found"),
    ],
)
async def test_what_is_not_there_is_refused(
    bot: Bot, buyer: Phone, method: str, parameters: Json, reason: str
) -> None:
    said = await bot.refusal(method, chat_id=buyer.user_id, **parameters)

    assert said == f"Bad Request: {reason}"


async def test_nobody_has_a_photo(bot: Bot, buyer: Phone) -> None:
    found = await bot.call("getUserProfilePhotos", user_id=buyer.user_id)

    assert found == {"total_count": 0, "photos": []}


async def test_a_reaction_is_seen_on_the_message(bot: Bot, buyer: Phone) -> None:
    theirs = await buyer.send("Terima kasih")

    await bot.call("setMessageReaction", **at(theirs), reaction=[{"type": "emoji", "emoji": "❤️"}])
    assert (await buyer.last())["reactions"] == [{"type": "emoji", "emoji": "❤"}]
    await bot.call("setMessageReaction", **at(theirs))

    assert (await buyer.last())["reactions"] == []


@pytest.mark.parametrize(
    ("reaction", "reason"),
    [
        ("[", "can't parse reaction types JSON object"),
        ({}, "expected an Array of ReactionType"),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "👎"}], "REACTIONS_TOO_MANY"),
        ([7], "can't parse ReactionType: expected an Object"),
        ([{"type": "sound"}], "can't parse ReactionType: invalid reaction type specified"),
        ([{"type": "emoji", "emoji": "🥔"}], "REACTION_INVALID"),
        ([{"type": "emoji"}], "REACTION_INVALID"),
    ],
)
async def test_a_reaction_that_cannot_be_is_refused(
    bot: Bot, buyer: Phone, reaction: object, reason: str
) -> None:
    said = await bot.refusal("setMessageReaction", **at(await buyer.last()), reaction=reaction)

    assert said == f"Bad Request: {reason}"


async def test_the_message_pinned_last_is_shown_with_the_chat(bot: Bot, buyer: Phone) -> None:
    first, second = await bot.say(buyer, "satu"), await bot.say(buyer, "dua")
    for message in (first, second):
        assert await bot.call("pinChatMessage", **at(message)) is True

    assert (await bot.call("getChat", chat_id=buyer.user_id))["pinned_message"] == second
    await bot.call("unpinChatMessage", chat_id=buyer.user_id)
    assert (await bot.call("getChat", chat_id=buyer.user_id))["pinned_message"] == first
    await bot.call("unpinChatMessage", **at(first))
    assert "pinned_message" not in await bot.call("getChat", chat_id=buyer.user_id)


async def test_all_pins_are_taken_off_at_once(bot: Bot, buyer: Phone) -> None:
    for text in ("satu", "dua"):
        await bot.call("pinChatMessage", **at(await bot.say(buyer, text)))

    assert await bot.call("unpinAllChatMessages", chat_id=buyer.user_id) is True

    assert [message.get("pinned") for message in (await buyer.read())["messages"]] == [None, False, False]


@pytest.mark.parametrize(
    ("method", "what"),
    [("pinChatMessage", "pin"), ("unpinChatMessage", "unpin"), ("setMessageReaction", "react")],
)
async def test_a_message_that_is_not_there_cannot_be_pinned_or_reacted_to(
    bot: Bot, buyer: Phone, method: str, what: str
) -> None:
    said = await bot.refusal(method, chat_id=buyer.user_id, message_id=7)

    assert said == f"Bad Request: message to {what} not found"
