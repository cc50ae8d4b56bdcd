"""A tap on a button, and how a bot answers it."""

import pytest

from tests.sandbox.clients import Bot, Json, Phone

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
KEYBOARD = {"inline_keyboard": [[{"text": "Beli", "callback_data": "beli:1"}]]}


async def tap(bot: Bot, buyer: Phone) -> Json:
    """Let the buyer tap; gives the callback query that the bot gets."""
    message = await bot.say(buyer, "Kopi", reply_markup=KEYBOARD)
    await buyer.tap(message["message_id"], "Beli")
    (update,) = await bot.updates(offset=-1)
    query: Json = update["callback_query"]
    return query


async def test_a_tap_tells_the_bot_who_tapped_what_where(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer, "Kopi", reply_markup=KEYBOARD)

    tapped = await buyer.tap(message["message_id"], "Beli")

    (update,) = await bot.updates()
    query = update["callback_query"]
    assert (query["id"], query["data"]) == (tapped["callback_query_id"], "beli:1")
    assert (query["from"]["id"], query["message"]) == (buyer.user_id, message)
    assert query["chat_instance"]


async def test_an_answer_is_seen_as_a_toast(bot: Bot, buyer: Phone) -> None:
    query = await tap(bot, buyer)
    after = (await buyer.read())["seq"]

    assert (
        await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Masuk keranjang") is True
    )

    seen = await buyer.read(after=after)
    assert seen["toasts"] == [
        {
            "seq": after + 1,
            "callback_query_id": query["id"],
            "text": "Masuk keranjang",
            "show_alert": False,
            "url": "",
        }
    ]
    assert seen["messages"] == []


async def test_only_the_first_answer_is_seen(bot: Bot, buyer: Phone) -> None:
    query = await tap(bot, buyer)

    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="satu", show_alert=True)
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="dua")

    toasts = (await buyer.read())["toasts"]
    assert [(toast["text"], toast["show_alert"]) for toast in toasts] == [("satu", True)]


async def test_an_answer_that_comes_too_late_is_refused(bot: Bot, buyer: Phone) -> None:
    query = await tap(bot, buyer)
    await buyer.advance(14)
    await bot.call("answerCallbackQuery", callback_query_id=query["id"])
    late = await tap(bot, buyer)
    await buyer.advance(16)

    assert await bot.refusal("answerCallbackQuery", callback_query_id=late["id"], text="x") == TOO_OLD


async def test_an_answer_to_no_question_is_refused(bot: Bot, buyer: Phone) -> None:
    query = await tap(bot, buyer)
    other = Bot(bot.base_url, bot.http, "77:TEST")

    assert await bot.refusal("answerCallbackQuery") == TOO_OLD
    assert await bot.refusal("answerCallbackQuery", callback_query_id="7") == TOO_OLD
    assert await other.refusal("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD
    assert await bot.refusal("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True) == TOO_OLD


@pytest.mark.parametrize("url", ["https://t.me/sandbox_42_bot?start=x", "tg://resolve?domain=x"])
async def test_an_answer_may_open_a_link_of_telegram(bot: Bot, buyer: Phone, url: str) -> None:
    query = await tap(bot, buyer)

    await bot.call("answerCallbackQuery", callback_query_id=query["id"], url=url)

    assert (await buyer.read())["toasts"][0]["url"] == url


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [({"text": "x" * 201}, "MESSAGE_TOO_LONG"), ({"url": "https://toko.id"}, "URL_INVALID")],
)
async def test_an_answer_that_cannot_be_is_refused_and_may_be_given_again(
    bot: Bot, buyer: Phone, parameters: Json, reason: str
) -> None:
    query = await tap(bot, buyer)

    said = await bot.refusal("answerCallbackQuery", callback_query_id=query["id"], **parameters)

    assert said == f"Bad Request: {reason}"
    assert await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="x" * 200) is True
