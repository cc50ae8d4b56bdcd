"""Tapping a button under a message, found by label, data or place."""

import pytest

from tests.sandbox.clients import Bot, Json, Phone

ROWS = [
    [{"text": "Beli", "callback_data": "beli:1"}, {"text": "Beli", "callback_data": "beli:2"}],
    [{"text": "Batal", "callback_data": "batal"}],
]


@pytest.fixture
async def message_id(bot: Bot, buyer: Phone) -> int:
    message = await bot.say(buyer, reply_markup={"inline_keyboard": ROWS})
    found: int = message["message_id"]
    return found


async def tap(phone: Phone, message_id: object, **wish: object) -> Json:
    tapped: Json = await phone.ask("POST", f"{phone.chat}/tap", json={"message_id": message_id, **wish})
    return tapped


@pytest.mark.parametrize(
    ("wish", "data"),
    [
        ({"text": "Batal"}, "batal"),
        ({"text": "Beli"}, "beli:1"),
        ({"text": "Beli", "index": 1}, "beli:2"),
        ({"data": "beli:2"}, "beli:2"),
        ({"index": 2}, "batal"),
    ],
)
async def test_a_button_is_found_by_what_is_said_of_it(
    bot: Bot, buyer: Phone, message_id: int, wish: Json, data: str
) -> None:
    tapped = await tap(buyer, message_id, **wish)

    (update,) = await bot.updates()
    assert update["callback_query"]["data"] == data
    assert tapped == {"kind": "callback", "callback_query_id": update["callback_query"]["id"]}


@pytest.mark.parametrize(
    ("wish", "status", "reason"),
    [
        ({}, 400, "Name the button. Example:"),
        ({"text": "Bayar"}, 404, "has no button 'Bayar'. Its buttons: 'Beli', 'Beli', 'Batal'."),
        ({"data": "bayar"}, 404, "has no button 'bayar'."),
        ({"index": 3}, 404, "has no button 'number 3'."),
        ({"text": "Batal", "index": 1}, 404, "has no button 'Batal'."),
        ({"index": "first"}, 400, "index must be a whole number of 0 or more, not 'first'."),
        ({"index": -1}, 400, "index must be a whole number of 0 or more, not -1."),
    ],
)
async def test_a_button_that_is_not_there_is_declined(
    bot: Bot, buyer: Phone, message_id: int, wish: Json, status: int, reason: str
) -> None:
    wish = {"message_id": message_id, **wish}

    declined, sentence = await buyer.decline("POST", f"{buyer.chat}/tap", json=wish)

    assert declined == status
    assert reason in sentence
    assert await bot.updates() == []


async def test_a_message_without_buttons_says_so(buyer: Phone) -> None:
    wish = {"message_id": (await buyer.last())["message_id"], "text": "Beli"}

    _, sentence = await buyer.decline("POST", f"{buyer.chat}/tap", json=wish)

    assert sentence.endswith("Its buttons: none.")


async def test_a_message_that_was_deleted_has_no_buttons(bot: Bot, buyer: Phone, message_id: int) -> None:
    await bot.call("deleteMessage", chat_id=buyer.user_id, message_id=message_id)

    status, sentence = await buyer.decline(
        "POST", f"{buyer.chat}/tap", json={"message_id": message_id, "text": "Beli"}
    )

    assert status == 404
    assert sentence == f"There is no message {message_id} in this chat, or it has been deleted."


async def test_who_has_blocked_the_bot_taps_in_vain(bot: Bot, buyer: Phone, message_id: int) -> None:
    await buyer.block()

    status, sentence = await buyer.decline(
        "POST", f"{buyer.chat}/tap", json={"message_id": message_id, "text": "Beli"}
    )

    assert status == 409
    assert sentence == "Wati has blocked this bot; its buttons do nothing until it is unblocked."
    assert all("callback_query" not in update for update in await bot.updates())


@pytest.mark.parametrize(
    ("action", "tapped"),
    [
        ({"url": "https://toko.id/"}, {"kind": "url", "url": "https://toko.id/"}),
        ({"web_app": {"url": "https://toko.id"}}, {"kind": "web_app", "url": "https://toko.id"}),
        ({"login_url": {"url": "https://toko.id"}}, {"kind": "login_url", "url": "https://toko.id"}),
        ({"copy_text": {"text": "INV-1"}}, {"kind": "copy_text", "text": "INV-1"}),
        ({"disabled": True}, {"kind": "disabled"}),
        ({"switch_inline_query": "kopi"}, {"kind": "inline", "query": "kopi"}),
        ({"switch_inline_query_current_chat": ""}, {"kind": "inline", "query": ""}),
        ({"switch_inline_query_chosen_chat": {"query": "teh"}}, {"kind": "inline", "query": "teh"}),
    ],
)
async def test_other_buttons_say_what_a_phone_would_do_and_the_bot_hears_nothing(
    bot: Bot, buyer: Phone, action: Json, tapped: Json
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Tekan", **action}]]}
    message = await bot.say(buyer, reply_markup=keyboard)

    assert await tap(buyer, message["message_id"], text="Tekan") == tapped
    assert await bot.updates() == []
