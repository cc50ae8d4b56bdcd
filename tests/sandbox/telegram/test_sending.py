"""sendMessage and what all methods that send have in common."""

import pytest

from tests.sandbox.clients import Bot, Json, Phone, Refused

NOBODY = 4_004


async def test_a_message_comes_back_as_it_was_written(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer, "Halo <b>Budi</b>", parse_mode="HTML")

    assert message["text"] == "Halo Budi"
    assert message["entities"] == [{"type": "bold", "offset": 5, "length": 4}]
    assert message["from"] == {
        "id": 42,
        "is_bot": True,
        "first_name": "Sandbox Bot 42",
        "username": "sandbox_42_bot",
    }
    assert message["chat"]["id"] == buyer.user_id
    assert await buyer.last() == {**message, "direction": "out", "deleted": False, "seq": 2}


async def test_message_ids_grow_over_all_chats_of_a_bot(bot: Bot, buyer: Phone) -> None:
    seller = Phone(bot.base_url, bot.http, 2001)
    await seller.send("/start")

    ids = [(await bot.say(to))["message_id"] for to in (buyer, seller, buyer)]

    assert ids == sorted(set(ids))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "message text is empty"),
        (None, "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("<b></b>", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("x" * 32_769, "text is too long"),
    ],
)
async def test_a_text_of_no_fitting_length_is_refused(
    bot: Bot, buyer: Phone, text: str | None, reason: str
) -> None:
    parameters = {"chat_id": buyer.user_id, "text": text, "parse_mode": "HTML"}

    assert await bot.refusal("sendMessage", **parameters) == f"Bad Request: {reason}"


async def test_a_text_is_measured_when_its_marks_are_gone(bot: Bot, buyer: Phone) -> None:
    longest = "😀" * 4096

    message = await bot.say(buyer, f"<b>{longest}</b>", parse_mode="HTML")

    assert message["text"] == longest


@pytest.mark.parametrize(
    ("text", "mode", "reason"),
    [
        ("a <b>x", "HTML", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a <br>", "HTML", 'Unsupported start tag "br" at byte offset 2'),
        ("a.b", "MarkdownV2", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a *b", "MarkdownV2", "Can't find end of Bold entity at byte offset 2"),
        ("a *b", "Markdown", "Can't find end of the entity starting at byte offset 2"),
    ],
)
async def test_what_cannot_be_parsed_is_refused_with_its_place(
    bot: Bot, buyer: Phone, text: str, mode: str, reason: str
) -> None:
    said = await bot.refusal("sendMessage", chat_id=buyer.user_id, text=text, parse_mode=mode)

    assert said == f"Bad Request: can't parse entities: {reason}"


async def test_an_unknown_parse_mode_is_refused(bot: Bot, buyer: Phone) -> None:
    reason = await bot.refusal("sendMessage", chat_id=buyer.user_id, text="x", parse_mode="BBCode")

    assert reason == "Bad Request: unsupported parse_mode"


async def test_entities_may_be_given_instead_of_marks(bot: Bot, buyer: Phone) -> None:
    bold = {"type": "bold", "offset": 0, "length": 4}

    assert (await bot.say(buyer, "Halo Budi", entities=[bold]))["entities"] == [bold]


@pytest.mark.parametrize(
    ("entities", "reason"),
    [
        ("{", "can't parse entities JSON object"),
        ([7], "can't parse MessageEntity: expected an Object"),
        ([{"type": "wavy"}], "can't parse MessageEntity: Unsupported type specified"),
        ([{"type": "bold"}], "can't parse MessageEntity: Can't find field \"offset\""),
        ([{"type": "bold", "offset": -1, "length": 1}], "receive an entity with incorrect offset -1"),
        (
            [{"type": "text_link", "offset": 0, "length": 1}],
            "can't parse MessageEntity: Can't find field \"url\"",
        ),
    ],
)
async def test_entities_that_cannot_be_are_refused(
    bot: Bot, buyer: Phone, entities: object, reason: str
) -> None:
    said = await bot.refusal("sendMessage", chat_id=buyer.user_id, text="Halo", entities=entities)

    assert said == f"Bad Request: {reason}"


async def test_somebody_unknown_is_not_mentioned(bot: Bot, buyer: Phone) -> None:
    text = f'<a href="tg://user?id=1002">Joko</a> <a href="tg://user?id={NOBODY}">Hantu</a>'

    message = await bot.say(buyer, text, parse_mode="HTML")

    (mention,) = message["entities"]
    assert (mention["offset"], mention["user"]["first_name"]) == (0, "Joko")


@pytest.mark.parametrize("chat_id", [NOBODY, 1002, -100123, "@toko", "budi", True, 1.5, 2**80])
@pytest.mark.usefixtures("buyer")
async def test_a_chat_that_was_never_started_is_not_found(bot: Bot, chat_id: object) -> None:
    await Phone(bot.base_url, bot.http, 1002).read()  # to have looked into it is not to have started it

    assert await bot.refusal("sendMessage", chat_id=chat_id, text="x") == "Bad Request: chat not found"


async def test_a_chat_must_be_named(bot: Bot) -> None:
    assert await bot.refusal("sendMessage", text="x") == "Bad Request: chat_id is empty"


async def test_the_chat_may_be_named_by_text(bot: Bot, buyer: Phone) -> None:
    message = await bot.call("sendMessage", chat_id=f" {buyer.user_id} ", text="x")

    assert message["chat"]["id"] == buyer.user_id


async def test_who_has_blocked_the_bot_gets_nothing(bot: Bot, buyer: Phone) -> None:
    await buyer.block()

    with pytest.raises(Refused) as refused:
        await bot.say(buyer)

    assert refused.value.status == 403
    assert refused.value.answer == {
        "ok": False,
        "error_code": 403,
        "description": "Forbidden: bot was blocked by the user",
    }
    assert [message["text"] for message in (await buyer.read())["messages"]] == ["/start"]


async def test_who_has_unblocked_the_bot_hears_it_again(bot: Bot, buyer: Phone) -> None:
    await buyer.block()
    await buyer.ask("POST", f"{buyer.chat}/unblock")

    assert (await bot.say(buyer, "lagi"))["text"] == "lagi"


@pytest.mark.parametrize("name", ["reply_parameters", "reply_to_message_id"])
async def test_a_message_may_answer_another(bot: Bot, buyer: Phone, name: str) -> None:
    question = await buyer.send("Berapa?")
    named = {"reply_parameters": {"message_id": question["message_id"]}}
    named |= {"reply_to_message_id": question["message_id"]}

    message = await bot.say(buyer, "Tiga", **{name: named[name]})

    assert message["reply_to_message"]["text"] == "Berapa?"


async def test_what_is_quoted_is_found(bot: Bot, buyer: Phone) -> None:
    question = await buyer.send("Berapa harganya?")
    reply = {"message_id": question["message_id"], "quote": "harga"}

    message = await bot.say(buyer, "Tiga", reply_parameters=reply)

    assert message["quote"] == {"text": "harga", "position": 7, "is_manual": True}
    reply["quote"] = "ongkir"
    said = await bot.refusal("sendMessage", chat_id=buyer.user_id, text="x", reply_parameters=reply)
    assert said == "Bad Request: QUOTE_TEXT_INVALID"


async def test_an_answer_carries_no_chain_of_answers(bot: Bot, buyer: Phone) -> None:
    first = await buyer.send("satu")
    second = await bot.say(buyer, "dua", reply_to_message_id=first["message_id"])

    third = await bot.say(buyer, "tiga", reply_to_message_id=second["message_id"])

    assert "reply_to_message" not in third["reply_to_message"]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ({"message_id": 7}, "message to be replied not found"),
        ({"message_id": 7, "chat_id": 2001}, "message to be replied not found"),
        ({"message_id": "seven"}, 'field "message_id" must be a valid Number'),
        (7, "object expected as reply parameters"),
        ("{", "can't parse reply parameters JSON object"),
    ],
)
async def test_an_answer_to_nothing_is_refused(bot: Bot, buyer: Phone, reply: object, reason: str) -> None:
    said = await bot.refusal("sendMessage", chat_id=buyer.user_id, text="x", reply_parameters=reply)

    assert said == f"Bad Request: {reason}"


async def test_an_answer_to_nothing_may_be_sent_all_the_same(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer, reply_to_message_id=7, allow_sending_without_reply=True)

    assert "reply_to_message" not in message


async def test_a_message_may_be_protected_and_have_an_effect(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer, protect_content=True, message_effect_id="5104841245755180586")

    assert (message["has_protected_content"], message["effect_id"]) == (True, "5104841245755180586")
    said = await bot.refusal("sendMessage", chat_id=buyer.user_id, text="x", message_effect_id="fire")
    assert said == "Bad Request: EFFECT_ID_INVALID"


@pytest.mark.parametrize(
    ("parameters", "shown"),
    [
        ({"link_preview_options": {"is_disabled": True}}, {"is_disabled": True}),
        ({"link_preview_options": '{"url": "https://toko.id", "is_disabled": false}'}, {"url": "https://toko.id"}),
        ({"disable_web_page_preview": "yes"}, {"is_disabled": True}),
        ({"disable_web_page_preview": False}, None),
        ({"link_preview_options": {}}, None),
    ],
)  # fmt: skip
async def test_what_is_said_of_previews_comes_back(
    bot: Bot, buyer: Phone, parameters: Json, shown: Json | None
) -> None:
    assert (await bot.say(buyer, "https://toko.id", **parameters)).get("link_preview_options") == shown


async def test_preview_options_must_be_an_object(bot: Bot, buyer: Phone) -> None:
    said = await bot.refusal("sendMessage", chat_id=buyer.user_id, text="x", link_preview_options=[1])

    assert said == "Bad Request: object expected as link preview options"


async def test_a_contact_and_a_location_can_be_sent(bot: Bot, buyer: Phone) -> None:
    contact = {"phone_number": "+62812", "first_name": "Rina", "last_name": "W", "vcard": "BEGIN:VCARD"}

    sent = await bot.call("sendContact", chat_id=buyer.user_id, **contact)
    there = await bot.call("sendLocation", chat_id=buyer.user_id, latitude=-6.2, longitude="106.8")

    assert sent["contact"] == contact
    assert there["location"] == {"latitude": -6.2, "longitude": 106.8}


@pytest.mark.parametrize(
    ("method", "parameters", "reason"),
    [
        ("sendContact", {"phone_number": "+62"}, 'parameter "first_name" is required'),
        ("sendLocation", {"latitude": 1}, "longitude is empty"),
        ("sendLocation", {"latitude": "x", "longitude": 1}, "wrong latitude specified"),
    ],
)
async def test_what_lacks_something_is_refused(
    bot: Bot, buyer: Phone, method: str, parameters: Json, reason: str
) -> None:
    said = await bot.refusal(method, chat_id=buyer.user_id, **parameters)

    assert said == f"Bad Request: {reason}"


async def test_typing_is_no_message(bot: Bot, buyer: Phone) -> None:
    assert await bot.call("sendChatAction", chat_id=buyer.user_id, action="typing") is True

    assert (await buyer.last())["text"] == "/start"
    said = await bot.refusal("sendChatAction", chat_id=buyer.user_id, action="singing")
    assert said == "Bad Request: wrong parameter action in request"


async def test_a_chat_keeps_its_last_thousand_messages(bot: Bot, buyer: Phone) -> None:
    first = await bot.say(buyer, "yang pertama")

    for number in range(1_000):
        await bot.say(buyer, str(number))

    messages = (await buyer.read())["messages"]
    assert [message["text"] for message in messages] == [str(number) for number in range(1_000)]
    parameters = {"chat_id": buyer.user_id, "message_id": first["message_id"], "text": "x"}
    assert await bot.refusal("editMessageText", **parameters) == "Bad Request: message to edit not found"
