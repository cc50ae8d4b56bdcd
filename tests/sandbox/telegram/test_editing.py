"""editMessageText, -Caption, -Media and -ReplyMarkup."""

import orjson
import pytest

from tests.sandbox.clients import Bot, Json, Phone
from tests.sandbox.pictures import png

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
KEYBOARD = {"inline_keyboard": [[{"text": "Beli", "callback_data": "beli"}]]}
OTHER_KEYBOARD = {"inline_keyboard": [[{"text": "Batal", "callback_data": "batal"}]]}


def at(message: Json) -> Json:
    return {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}


async def send_photo(bot: Bot, buyer: Phone, **parameters: str) -> Json:
    files = {"photo": ("foto.png", png())}
    sent: Json = await bot.upload("sendPhoto", files, chat_id=str(buyer.user_id), **parameters)
    return sent


async def test_a_text_is_replaced_in_its_place(bot: Bot, buyer: Phone) -> None:
    old = await bot.say(buyer, "lama", protect_content=True)
    await bot.say(buyer, "di bawahnya")

    new = await bot.call("editMessageText", **at(old), text="<b>baru</b>", parse_mode="HTML")

    assert (new["text"], new["entities"][0]["type"]) == ("baru", "bold")
    assert (new["message_id"], new["date"]) == (old["message_id"], old["date"])
    assert new["edit_date"] >= old["date"]
    assert new["has_protected_content"] is True
    seen = await buyer.last()
    assert (seen["message_id"], seen["text"]) == (old["message_id"], "baru")


async def test_an_edit_without_a_keyboard_takes_it_away(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer, "lama", reply_markup=KEYBOARD)

    edited = await bot.call("editMessageText", **at(message), text="lama")

    assert "reply_markup" not in edited


async def test_only_the_keyboard_may_change(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer, "lama", reply_markup=KEYBOARD)

    edited = await bot.call("editMessageReplyMarkup", **at(message), reply_markup=OTHER_KEYBOARD)
    bare = await bot.call("editMessageReplyMarkup", **at(message))

    assert (edited["text"], edited["reply_markup"]) == ("lama", OTHER_KEYBOARD)
    assert "reply_markup" not in bare


@pytest.mark.parametrize("markup", [None, KEYBOARD])
async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, buyer: Phone, markup: Json | None) -> None:
    message = await bot.say(buyer, "<b>sama</b>", parse_mode="HTML", reply_markup=markup)
    same = {**at(message), "text": "*sama*", "parse_mode": "MarkdownV2", "reply_markup": markup}

    assert await bot.refusal("editMessageText", **same) == NOT_MODIFIED
    assert await bot.refusal("editMessageReplyMarkup", **at(message), reply_markup=markup) == NOT_MODIFIED
    assert "edit_date" not in await buyer.last()


async def test_a_caption_is_replaced_and_taken_away(bot: Bot, buyer: Phone) -> None:
    photo = await send_photo(bot, buyer, caption="lama")

    edited = await bot.call(
        "editMessageCaption",
        **at(photo),
        caption="_baru_",
        parse_mode="MarkdownV2",
        show_caption_above_media=True,
    )
    bare = await bot.call("editMessageCaption", **at(photo))

    assert (edited["caption"], edited["caption_entities"][0]["type"]) == ("baru", "italic")
    assert edited["show_caption_above_media"] is True
    assert edited["photo"] == bare["photo"] == photo["photo"]
    assert not {"caption", "caption_entities", "show_caption_above_media"} & bare.keys()


async def test_a_medium_is_replaced_by_an_upload(bot: Bot, buyer: Phone) -> None:
    photo = await send_photo(bot, buyer, caption="lama")
    media = orjson.dumps({"type": "document", "media": "attach://isi", "caption": "baru"}).decode()

    edited = await bot.upload(
        "editMessageMedia",
        {"isi": ("isi.txt", b"isi")},
        chat_id=str(buyer.user_id),
        message_id=str(photo["message_id"]),
        media=media,
    )

    assert (edited["document"]["file_name"], edited["caption"]) == ("isi.txt", "baru")
    assert "photo" not in edited


async def test_a_text_may_become_a_photo(bot: Bot, buyer: Phone) -> None:
    text = await bot.say(buyer, "QR sedang dibuat")
    photo = await send_photo(bot, buyer)
    media = {"type": "photo", "media": photo["photo"][-1]["file_id"]}

    edited = await bot.call("editMessageMedia", **at(text), media=media)

    assert "text" not in edited
    assert edited["photo"] == photo["photo"]
    assert await bot.refusal("editMessageMedia", **at(text), media=media) == NOT_MODIFIED


@pytest.mark.parametrize(
    ("media", "reason"),
    [
        (None, 'parameter "media" is required'),
        ("{", "can't parse input media JSON object"),
        (7, "can't parse InputMedia: expected an Object"),
        ({"type": "sticker", "media": "x"}, 'can\'t parse InputMedia: type "sticker" is unsupported'),
        ({"type": "photo"}, "can't parse InputMedia: media not found"),
        ({"type": "photo", "media": "x"}, "wrong file identifier/HTTP URL specified"),
        ({"type": "photo", "media": "attach://y"}, "there is no photo in the request"),
    ],
)
async def test_a_medium_that_cannot_be_is_refused(bot: Bot, buyer: Phone, media: object, reason: str) -> None:
    message = await bot.say(buyer)

    said = await bot.refusal("editMessageMedia", **at(message), media=media)

    assert said == f"Bad Request: {reason}"


async def test_what_has_no_text_no_caption_or_no_medium_cannot_get_another(bot: Bot, buyer: Phone) -> None:
    photo, text = await send_photo(bot, buyer), await bot.say(buyer)
    place = await bot.call("sendLocation", chat_id=buyer.user_id, latitude=1, longitude=1)
    media = {"type": "photo", "media": photo["photo"][-1]["file_id"]}

    on_photo = await bot.refusal("editMessageText", **at(photo), text="x")
    on_text = await bot.refusal("editMessageCaption", **at(text), caption="x")
    on_place = await bot.refusal("editMessageMedia", **at(place), media=media)

    assert on_photo == "Bad Request: there is no text in the message to edit"
    assert on_text == "Bad Request: there is no caption in the message to edit"
    assert on_place == "Bad Request: there is no media in the message to edit"


async def test_what_is_not_there_cannot_be_edited(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer)
    await bot.call("deleteMessage", **at(message))

    for message_id in (message["message_id"], 7, "x"):
        edit = {"chat_id": buyer.user_id, "message_id": message_id, "text": "x"}
        assert await bot.refusal("editMessageText", **edit) == "Bad Request: message to edit not found"


async def test_what_the_person_wrote_or_was_forwarded_cannot_be_edited(bot: Bot, buyer: Phone) -> None:
    theirs = await buyer.send("milik pembeli")
    own = await bot.say(buyer, "milik bot")
    forwarded = await bot.call("forwardMessage", **at(own), from_chat_id=buyer.user_id)

    for message in (theirs, forwarded):
        reason = await bot.refusal("editMessageText", **at(message), text="x")
        assert reason == "Bad Request: message can't be edited"


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({}, "message identifier is not specified"),
        ({"inline_message_id": "abc"}, "MESSAGE_ID_INVALID"),
        ({"message_id": 7}, "chat_id is empty"),
        ({"message_id": 7, "chat_id": 2001}, "chat not found"),
    ],
)
async def test_an_edit_must_say_where(bot: Bot, parameters: Json, reason: str) -> None:
    assert await bot.refusal("editMessageText", text="x", **parameters) == f"Bad Request: {reason}"


async def test_what_is_edited_for_somebody_who_has_blocked_the_bot_is_refused(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer)
    await buyer.block()

    reason = await bot.refusal("editMessageText", **at(message), text="x")

    assert reason == "Forbidden: bot was blocked by the user"


async def test_an_edit_is_no_update(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer)

    await bot.call("editMessageText", **at(message), text="x")

    assert await bot.updates() == []
