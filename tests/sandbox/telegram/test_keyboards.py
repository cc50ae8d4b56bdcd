"""Keyboards: what Telegram takes, what it gives back, and where the person sees them."""

from typing import Any

import pytest

from tests.sandbox.clients import Bot, Json, Phone

NO_BUTTON = "can't parse inline keyboard button"
ARRAYS = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'


def inline(*buttons: object) -> Json:
    return {"inline_keyboard": [[button] for button in buttons]}


def button(**fields: object) -> Json:
    return {"text": "Beli", **fields}


async def refusal(bot: Bot, buyer: Phone, markup: object) -> str:
    return await bot.refusal("sendMessage", chat_id=buyer.user_id, text="x", reply_markup=markup)


@pytest.mark.parametrize(
    "action",
    [
        {"callback_data": "beli:1"},
        {"callback_data": "é" * 32},
        {"url": "https://toko.id/"},
        {"url": "tg://user?id=1001"},
        {"copy_text": {"text": "x" * 256}},
        {"web_app": {"url": "https://toko.id/app"}},
        {"switch_inline_query": ""},
        {"switch_inline_query_current_chat": "cari"},
        {"switch_inline_query_chosen_chat": {"query": "cari"}},
        {"login_url": {"url": "https://toko.id/login"}},
        {"callback_game": {}},
        {"callback_data": "x", "style": "danger", "icon_custom_emoji_id": "5368324170671202286"},
    ],
)
async def test_an_inline_button_comes_back_as_it_was_given(bot: Bot, buyer: Phone, action: Json) -> None:
    message = await bot.say(buyer, reply_markup=inline(button(**action)))

    assert message["reply_markup"] == inline(button(**action))


async def test_a_button_does_one_thing_only(bot: Bot, buyer: Phone) -> None:
    both = button(url="toko.id", callback_data="x", unknown=1)

    message = await bot.say(buyer, reply_markup=inline(both))

    assert message["reply_markup"] == inline(button(url="http://toko.id/"))


async def test_empty_rows_and_empty_keyboards_are_left_out(bot: Bot, buyer: Phone) -> None:
    rows = [[], [button(callback_data="x")], []]

    message = await bot.say(buyer, reply_markup={"inline_keyboard": rows})

    assert message["reply_markup"]["inline_keyboard"] == [rows[1]]
    assert "reply_markup" not in await bot.say(buyer, reply_markup={"inline_keyboard": []})
    assert "reply_markup" not in await bot.say(buyer, reply_markup={})
    assert "reply_markup" not in await bot.say(buyer, reply_markup="")


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ([1], "object expected as reply markup"),
        ({"inline_keyboard": 7}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": [7]}, ARRAYS),
        (inline("Beli"), f"{NO_BUTTON}: InlineKeyboardButton must be an Object"),
        (inline({"url": "x.id"}), f'{NO_BUTTON}: Can\'t find field "text"'),
        (inline({"text": " ", "url": "x.id"}), "keyboard button text must be non-empty"),
        (inline(button()), f"{NO_BUTTON}: Text buttons are unallowed in the inline keyboard"),
        (inline(button(callback_data="x", style="loud")), f"{NO_BUTTON}: invalid button style specified"),
        (inline(button(callback_data="x" * 65)), "BUTTON_DATA_INVALID"),
        (inline(button(callback_data="é" * 33)), "BUTTON_DATA_INVALID"),
        (inline(button(callback_data=7)), "BUTTON_DATA_INVALID"),
        (inline(button(copy_text={"text": "x" * 257})), "BUTTON_COPY_TEXT_INVALID"),
        (inline(button(copy_text={})), "BUTTON_COPY_TEXT_INVALID"),
        (inline(button(copy_text="x")), "BUTTON_COPY_TEXT_INVALID"),
        (
            inline(button(url="http://")),
            "inline keyboard button URL 'http://' is invalid: URL host is empty",
        ),
        (inline(button(url=" ")), "inline keyboard button URL ' ' is invalid: URL is empty"),
        (
            inline(button(url="https://toko.id:x/")),
            "inline keyboard button URL 'https://toko.id:x/' is invalid: Wrong port",
        ),
        (
            inline(button(url="ftp://toko.id")),
            "inline keyboard button URL 'ftp://toko.id' is invalid: Unsupported URL protocol",
        ),
        (
            inline(button(url="http://localhost:8081/")),
            "inline keyboard button URL 'http://localhost:8081/' is invalid: Wrong HTTP URL",
        ),
        (inline(button(web_app={"uri": 1})), f'{NO_BUTTON}: Can\'t find field "url"'),
        (
            inline(button(web_app={"url": "http://x.id"})),
            "inline keyboard button Web App URL 'http://x.id' is invalid: Only HTTPS links are allowed",
        ),
        (inline(button(pay=True)), "BUTTON_TYPE_INVALID"),
        ({"keyboard": 7}, 'field "keyboard" must be of type Array'),
        ({"keyboard": ["Beli"]}, 'field "keyboard" must be an Array of Arrays'),
        ({"keyboard": [[7]]}, "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ({"keyboard": [[""]]}, "keyboard button text must be non-empty"),
    ],
)
async def test_a_keyboard_that_cannot_be_is_refused(
    bot: Bot, buyer: Phone, markup: object, reason: str
) -> None:
    assert await refusal(bot, buyer, markup) == f"Bad Request: {reason}"


async def test_there_are_at_most_a_hundred_buttons(bot: Bot, buyer: Phone) -> None:
    most = [button(callback_data=str(number)) for number in range(100)]

    assert (await bot.say(buyer, reply_markup=inline(*most)))["reply_markup"] == inline(*most)
    assert await refusal(bot, buyer, inline(*most, most[0])) == "Bad Request: reply markup is too long"


async def test_a_reply_keyboard_is_under_the_chat_and_not_on_the_message(bot: Bot, buyer: Phone) -> None:
    rows: list[list[Any]] = [["Katalog", {"text": "Bagikan", "request_contact": True}], []]
    keyboard = {"keyboard": rows, "resize_keyboard": True, "input_field_placeholder": "Pilih"}

    message = await bot.say(buyer, reply_markup=keyboard)

    assert "reply_markup" not in message
    shown = (await buyer.read())["reply_keyboard"]
    assert shown == {
        "keyboard": [[{"text": "Katalog"}, {"text": "Bagikan", "request_contact": True}]],
        "resize_keyboard": True,
        "input_field_placeholder": "Pilih",
    }


async def test_a_reply_keyboard_stays_until_it_is_removed(bot: Bot, buyer: Phone) -> None:
    await bot.say(buyer, reply_markup={"keyboard": [["Katalog"]]})
    await buyer.send("Katalog")
    assert (await buyer.read())["reply_keyboard"] is not None

    await bot.say(buyer, reply_markup={"remove_keyboard": True})

    assert (await buyer.read())["reply_keyboard"] is None


async def test_a_keyboard_for_one_use_goes_when_it_is_used(bot: Bot, buyer: Phone) -> None:
    await bot.say(buyer, reply_markup={"keyboard": [["Ya", "Tidak"]], "one_time_keyboard": True})
    await buyer.send("bukan tombol")
    assert (await buyer.read())["reply_keyboard"] is not None

    await buyer.send("Ya")

    assert (await buyer.read())["reply_keyboard"] is None


async def test_a_forced_reply_asks_until_it_is_answered(bot: Bot, buyer: Phone) -> None:
    await bot.say(buyer, reply_markup={"force_reply": True, "input_field_placeholder": "Nama"})
    shown = {"force_reply": True, "input_field_placeholder": "Nama"}
    assert (await buyer.read())["reply_keyboard"] == shown

    await buyer.send("Budi")

    assert (await buyer.read())["reply_keyboard"] is None


async def test_a_message_that_is_edited_can_only_have_an_inline_keyboard(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer)
    edit = {"chat_id": buyer.user_id, "message_id": message["message_id"]}

    reason = await bot.refusal("editMessageReplyMarkup", **edit, reply_markup={"keyboard": [["x"]]})

    assert reason == "Bad Request: inline keyboard expected"
