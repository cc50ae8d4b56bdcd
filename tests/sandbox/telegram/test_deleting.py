"""deleteMessage and deleteMessages."""

import pytest

from tests.sandbox.clients import Bot, Json, Phone

TWO_DAYS = 48 * 3600


def at(message: Json) -> Json:
    return {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}


async def test_a_message_that_is_deleted_is_gone_and_the_chat_says_so(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer, "rahasia")

    assert await bot.call("deleteMessage", **at(message)) is True

    seen = await buyer.last()
    assert (seen["message_id"], seen["deleted"]) == (message["message_id"], True)
    assert await bot.refusal("deleteMessage", **at(message)) == "Bad Request: message to delete not found"


async def test_what_a_person_wrote_can_be_deleted_too(bot: Bot, buyer: Phone) -> None:
    theirs = await buyer.send("kata sandi")

    assert await bot.call("deleteMessage", **at(theirs)) is True


async def test_after_two_days_a_message_stays(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer)
    await buyer.advance(TWO_DAYS + 2)

    reason = await bot.refusal("deleteMessage", **at(message))

    assert reason == "Bad Request: message can't be deleted for everyone"


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({}, "chat identifier is not specified"),
        ({"chat_id": 1001}, "message identifier is not specified"),
        ({"chat_id": 1001, "message_id": -1}, "message identifier is not specified"),
        ({"chat_id": 1001, "message_id": 7}, "message to delete not found"),
        ({"chat_id": 1002, "message_id": 7}, "chat not found"),
    ],
)
@pytest.mark.usefixtures("buyer")
async def test_what_is_deleted_must_be_there(bot: Bot, parameters: Json, reason: str) -> None:
    assert await bot.refusal("deleteMessage", **parameters) == f"Bad Request: {reason}"


async def test_several_are_deleted_at_once_and_what_is_not_there_is_skipped(bot: Bot, buyer: Phone) -> None:
    old = await bot.say(buyer, "lama")
    await buyer.advance(TWO_DAYS + 2)
    ids = [(await bot.say(buyer, text))["message_id"] for text in ("satu", "dua")]

    deleted = await bot.call(
        "deleteMessages", chat_id=buyer.user_id, message_ids=[7, old["message_id"], *ids]
    )

    assert deleted is True
    left = [message["text"] for message in (await buyer.read())["messages"] if not message["deleted"]]
    assert left == ["/start", "lama"]


@pytest.mark.parametrize(
    ("ids", "reason"),
    [
        (None, "message identifiers are not specified"),
        ([], "message identifiers are not specified"),
        ("[", "can't parse message_ids JSON object"),
        (7, "expected an Array of message identifiers"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([True], "message identifier must be a Number"),
        ([{}], "message identifier must be a Number"),
        (["x"], "can't parse message identifier as Number"),
        ([0], "invalid message identifier specified"),
    ],
)
async def test_a_list_that_cannot_be_is_refused(bot: Bot, buyer: Phone, ids: object, reason: str) -> None:
    said = await bot.refusal("deleteMessages", chat_id=buyer.user_id, message_ids=ids)

    assert said == f"Bad Request: {reason}"
