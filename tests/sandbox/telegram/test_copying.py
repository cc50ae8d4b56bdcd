"""copyMessage(s) and forwardMessage(s)."""

import pytest

from tests.sandbox.clients import Bot, Json, Phone
from tests.sandbox.pictures import png

KEYBOARD = {"inline_keyboard": [[{"text": "Beli", "callback_data": "beli"}]]}


@pytest.fixture
async def seller(bot: Bot) -> Phone:
    seller = Phone(bot.base_url, bot.http, 2001)
    await seller.send("/start")
    return seller


def route(source: Phone, to: Phone, **more: object) -> Json:
    return {"from_chat_id": source.user_id, "chat_id": to.user_id, **more}


async def send_photo(bot: Bot, to: Phone, caption: str) -> Json:
    files = {"photo": ("foto.png", png())}
    sent: Json = await bot.upload("sendPhoto", files, chat_id=str(to.user_id), caption=caption)
    return sent


async def test_a_copy_says_the_same_and_not_from_whom(bot: Bot, buyer: Phone, seller: Phone) -> None:
    original = await bot.say(seller, "<b>Promo</b>", parse_mode="HTML", reply_markup=KEYBOARD)

    copied = await bot.call("copyMessage", **route(seller, buyer), message_id=original["message_id"])

    seen = await buyer.last()
    assert copied == {"message_id": seen["message_id"]}
    assert (seen["text"], seen["entities"]) == ("Promo", original["entities"])
    assert not {"forward_origin", "reply_markup"} & seen.keys()


async def test_a_copy_may_have_a_caption_and_a_keyboard_of_its_own(
    bot: Bot, buyer: Phone, seller: Phone
) -> None:
    photo = await send_photo(bot, seller, "lama")
    wish = route(seller, buyer, message_id=photo["message_id"])

    await bot.call("copyMessage", **wish, caption="*baru*", parse_mode="Markdown", reply_markup=KEYBOARD)

    seen = await buyer.last()
    assert (seen["caption"], seen["caption_entities"][0]["type"]) == ("baru", "bold")
    assert seen["photo"] == photo["photo"]
    assert seen["reply_markup"] == KEYBOARD


async def test_a_caption_does_nothing_to_a_text(bot: Bot, buyer: Phone, seller: Phone) -> None:
    text = await bot.say(seller, "teks")

    await bot.call("copyMessage", **route(seller, buyer), message_id=text["message_id"], caption="x")

    seen = await buyer.last()
    assert seen["text"] == "teks"
    assert "caption" not in seen


async def test_a_forwarded_message_says_from_whom(bot: Bot, buyer: Phone, seller: Phone) -> None:
    original = await seller.send("dari penjual")

    forwarded = await bot.call("forwardMessage", **route(seller, buyer), message_id=original["message_id"])

    assert forwarded["text"] == "dari penjual"
    assert forwarded["forward_origin"] == {
        "type": "user",
        "sender_user": original["from"],
        "date": original["date"],
    }
    assert forwarded["from"]["id"] == 42


async def test_what_is_forwarded_again_is_still_from_the_first(bot: Bot, buyer: Phone, seller: Phone) -> None:
    original = await seller.send("dari penjual")
    once = await bot.call("forwardMessage", **route(seller, buyer), message_id=original["message_id"])

    twice = await bot.call("forwardMessage", **route(buyer, seller), message_id=once["message_id"])

    assert twice["forward_origin"] == once["forward_origin"]


async def test_several_are_copied_in_their_order_and_what_is_not_there_is_left_out(
    bot: Bot, buyer: Phone, seller: Phone
) -> None:
    photo = await send_photo(bot, seller, "keterangan")
    text = await bot.say(seller, "teks")
    ids = [photo["message_id"], text["message_id"], text["message_id"] + 50]
    after = (await buyer.last())["seq"]

    copied = await bot.call(
        "copyMessages", **route(seller, buyer), message_ids=ids, remove_caption=True, protect_content=True
    )

    seen = (await buyer.read(after=after))["messages"]
    assert copied == [{"message_id": message["message_id"]} for message in seen]
    assert [message.get("text") for message in seen] == [None, "teks"]
    assert "caption" not in seen[0]
    assert all(message["has_protected_content"] for message in seen)


async def test_several_are_forwarded_at_once(bot: Bot, buyer: Phone, seller: Phone) -> None:
    ids = [(await seller.send(text))["message_id"] for text in ("satu", "dua")]
    after = (await buyer.last())["seq"]

    await bot.call("forwardMessages", **route(seller, buyer), message_ids=ids)

    seen = (await buyer.read(after=after))["messages"]
    assert [message["text"] for message in seen] == ["satu", "dua"]
    assert {message["forward_origin"]["sender_user"]["id"] for message in seen} == {2001}


async def test_what_is_protected_is_not_forwarded(bot: Bot, buyer: Phone, seller: Phone) -> None:
    goods = await bot.say(seller, "KODE-1", protect_content=True)
    wish = route(seller, buyer)

    alone = await bot.refusal("forwardMessage", **wish, message_id=goods["message_id"])
    among = await bot.refusal("forwardMessages", **wish, message_ids=[goods["message_id"]])

    assert alone == "Bad Request: message can't be forwarded"
    assert among == "Bad Request: there are no messages to forward"


async def test_what_says_nothing_cannot_be_copied(bot: Bot, buyer: Phone, seller: Phone) -> None:
    invoice = await bot.call(
        "sendInvoice",
        chat_id=seller.user_id,
        title="Kopi",
        description="Segelas",
        payload="1",
        currency="XTR",
        prices=[{"label": "Kopi", "amount": 5}],
    )

    said = await bot.refusal("copyMessage", **route(seller, buyer), message_id=invoice["message_id"])

    assert said == "Bad Request: message can't be copied"


@pytest.mark.parametrize(
    ("method", "parameters", "reason"),
    [
        ("copyMessage", {"message_id": 7}, 'parameter "from_chat_id" is required'),
        ("copyMessage", {"message_id": 7, "from_chat_id": 2001}, "message to copy not found"),
        ("copyMessage", {"message_id": 7, "from_chat_id": 1002}, "chat not found"),
        ("forwardMessage", {"message_id": 7, "from_chat_id": 2001}, "message to forward not found"),
        ("copyMessages", {"message_ids": [7, 8]}, 'parameter "from_chat_id" is required'),
        ("copyMessages", {"message_ids": [7], "from_chat_id": 2001}, "message to forward not found"),
        (
            "forwardMessages",
            {"message_ids": [8, 7], "from_chat_id": 2001},
            "message identifiers must be in a strictly increasing order",
        ),
    ],
)
@pytest.mark.usefixtures("seller")
async def test_what_is_copied_must_be_there(
    bot: Bot, buyer: Phone, method: str, parameters: Json, reason: str
) -> None:
    said = await bot.refusal(method, chat_id=buyer.user_id, **parameters)

    assert said == f"Bad Request: {reason}"


@pytest.mark.parametrize("method", ["copyMessages", "forwardMessages"])
async def test_who_has_blocked_the_bot_gets_no_copy(
    bot: Bot, buyer: Phone, seller: Phone, method: str
) -> None:
    original = await bot.say(seller)
    await buyer.block()

    said = await bot.refusal(method, **route(seller, buyer), message_ids=[original["message_id"]])

    assert said == "Forbidden: bot was blocked by the user"
