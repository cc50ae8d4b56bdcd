"""What a person writes to a bot; blocking and unblocking."""

import pytest
from aiohttp import ClientSession, FormData

from tests.sandbox.clients import Bot, Json, Phone
from tests.sandbox.pictures import png


async def updates(bot: Bot) -> list[Json]:
    return [update["message"] for update in await bot.updates() if "message" in update]


async def test_a_text_reaches_the_bot_and_stands_in_the_chat(bot: Bot, buyer: Phone) -> None:
    sent = await buyer.send("/cari kopi")

    (message,) = await updates(bot)
    assert message["text"] == "/cari kopi"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 5}]
    seen = await buyer.last()
    assert sent == {**seen, "message_ids": [message["message_id"]]}
    assert (seen["direction"], seen["deleted"]) == ("in", False)


async def test_a_long_text_goes_as_several_messages(bot: Bot, buyer: Phone) -> None:
    sent = await buyer.send("a" * 4096 + "b" * 10)

    messages = await updates(bot)
    assert [len(message["text"]) for message in messages] == [4096, 10]
    assert sent["message_ids"] == [message["message_id"] for message in messages]


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_file_reaches_the_bot_with_its_caption(bot: Bot, buyer: Phone, kind: str) -> None:
    await buyer.send_file(kind, "bukti bayar.png", png(), caption="Lihat #bukti")

    (message,) = await updates(bot)
    file = message[kind][-1] if kind == "photo" else message[kind]
    assert file["file_size"] == len(png())
    assert (message["caption"], message["caption_entities"][0]["type"]) == ("Lihat #bukti", "hashtag")
    assert file.get("file_name") in (None, "bukti bayar.png")


async def test_a_file_needs_no_caption(bot: Bot, buyer: Phone) -> None:
    await buyer.send_file("document", "x.txt", b"x")

    assert not {"caption", "caption_entities"} & (await updates(bot))[0].keys()


async def test_the_bot_can_download_what_a_person_sent(bot: Bot, buyer: Phone) -> None:
    sent = await buyer.send_file("document", "kode.txt", b"KODE-1")
    path = (await bot.call("getFile", file_id=sent["document"]["file_id"]))["file_path"]

    async with bot.http.get(f"{bot.base_url}/file/bot{bot.token}/{path}") as response:
        assert await response.read() == b"KODE-1"


async def test_a_text_may_come_as_a_form(bot: Bot, buyer: Phone) -> None:
    form = FormData({"text": "dari formulir"}, default_to_multipart=True)

    await buyer.ask("POST", f"{buyer.chat}/send", data=form)

    assert [message["text"] for message in await updates(bot)] == ["dari formulir"]


async def test_a_person_shares_their_own_contact(bot: Bot, buyer: Phone) -> None:
    await buyer.ask("POST", f"{buyer.chat}/send", json={"contact": {"phone_number": "+62812"}})

    contact = (await updates(bot))[0]["contact"]
    assert contact == {"phone_number": "+62812", "first_name": "Wati", "user_id": buyer.user_id}


async def test_a_person_may_answer_a_message(bot: Bot, buyer: Phone) -> None:
    question = await bot.say(buyer, "Nama?")

    await buyer.send("Budi", reply_to_message_id=question["message_id"])

    assert (await updates(bot))[0]["reply_to_message"]["message_id"] == question["message_id"]


@pytest.mark.parametrize(
    ("wish", "status", "reason"),
    [
        ({}, 400, "text is missing or not a text. For example"),
        ({"text": 7}, 400, "text is missing or not a text. For example"),
        ({"text": " \n"}, 400, "A message of nothing but white space cannot be sent."),
        ({"contact": {}}, 400, "text is missing or not a text."),
        ({"contact": {"phone_number": 7}}, 400, "contact must hold a phone_number."),
        ({"contact": "x"}, 400, "contact must hold a phone_number."),
        ({"text": "x", "reply_to_message_id": 7}, 404, "There is no message 7 in this chat"),
        ({"text": "x", "reply_to_message_id": "x"}, 400, "message_id must be a whole number of 0 or more"),
    ],
)
async def test_what_cannot_be_sent_is_declined_and_not_sent(
    bot: Bot, buyer: Phone, wish: Json, status: int, reason: str
) -> None:
    declined, sentence = await buyer.decline("POST", f"{buyer.chat}/send", json=wish)

    assert declined == status
    assert sentence.startswith(reason)
    assert await updates(bot) == []


async def test_a_wish_that_is_declined_does_not_start_the_chat(bot: Bot, buyer: Phone) -> None:
    sari = Phone(bot.base_url, bot.http, 1002)
    await sari.decline("POST", f"{sari.chat}/send", json={"text": "/start", "reply_to_message_id": 7})

    assert await bot.refusal("sendMessage", chat_id=1002, text="x") == "Bad Request: chat not found"
    assert await buyer.read() != await sari.read()


@pytest.mark.parametrize(
    ("kind", "body", "caption", "reason"),
    [
        ("photo", b"no picture", "", "Telegram would not take this: Bad Request: IMAGE_PROCESS_FAILED."),
        ("document", b"", "", "Telegram would not take this: Bad Request: file must be non-empty."),
        ("document", b"x", "x" * 1025, "A caption has at most 1024 characters."),
    ],
)
async def test_a_file_that_cannot_be_sent_is_declined(
    buyer: Phone, kind: str, body: bytes, caption: str, reason: str
) -> None:
    form = FormData({"caption": caption})
    form.add_field(kind, body, filename="x")

    assert await buyer.decline("POST", f"{buyer.chat}/send", data=form) == (400, reason)


async def test_somebody_unknown_cannot_write(sandbox: str, http: ClientSession) -> None:
    nobody = Phone(sandbox, http, 4_004)

    status, sentence = await nobody.decline("POST", f"{nobody.chat}/send", json={"text": "x"})

    assert (status, sentence) == (404, "There is no user 4004. POST /_sandbox/users makes one.")


async def test_who_has_blocked_the_bot_cannot_write_to_it(bot: Bot, buyer: Phone) -> None:
    await buyer.block()

    status, sentence = await buyer.decline("POST", f"{buyer.chat}/send", json={"text": "Halo"})

    assert status == 409
    assert sentence == "Wati has blocked this bot. Unblock it first, or send /start, which does."
    assert await updates(bot) == []


async def test_who_starts_the_bot_again_has_unblocked_it(bot: Bot, buyer: Phone) -> None:
    await buyer.block()

    await buyer.send("/start lagi")

    kinds = [[*update][1] for update in await bot.updates()]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]
    assert (await buyer.ask("GET", buyer.chat))["blocked"] is False


async def test_blocking_twice_is_told_once(bot: Bot, buyer: Phone) -> None:
    await buyer.block()
    await buyer.block()

    assert len(await bot.updates()) == 1
    assert await buyer.ask("POST", f"{buyer.chat}/unblock") == {"blocked": False}
    assert len(await bot.updates()) == 2


async def test_a_chat_shows_what_surrounds_its_messages(bot: Bot, buyer: Phone) -> None:
    await bot.say(buyer, reply_markup={"keyboard": [["Katalog"]]})

    chat = await buyer.ask("GET", buyer.chat)

    assert (
        chat.items()
        >= {
            "bot": 42,
            "started": True,
            "blocked": False,
            "reply_keyboard": {"keyboard": [[{"text": "Katalog"}]]},
            "commands": [],
            "menu_button": {"type": "commands"},
        }.items()
    )
    assert chat["user"]["id"] == buyer.user_id
