"""Payments with Telegram Stars: an invoice, the question before it is paid, the refund, the books."""

import pytest

from tests.sandbox.clients import Bot, Json, Phone

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
COFFEE: Json = {
    "title": "Kopi",
    "description": "Segelas kopi",
    "payload": "order:1",
    "currency": "XTR",
    "prices": [{"label": "Kopi", "amount": 50}],
}


async def send_invoice(bot: Bot, buyer: Phone, **more: object) -> Json:
    invoice: Json = await bot.call("sendInvoice", chat_id=buyer.user_id, **{**COFFEE, **more})
    return invoice


async def ask_to_pay(bot: Bot, buyer: Phone, message: Json, label: str = "Pay ⭐️50") -> Json:
    """Let the buyer press the pay button; gives the pre-checkout query that the bot gets."""
    tapped = await buyer.tap(message["message_id"], label)
    (update,) = await bot.updates(offset=-1)
    query: Json = update["pre_checkout_query"]
    assert tapped == {"kind": "pay", "pre_checkout_query_id": query["id"]}
    return query


async def pay(bot: Bot, buyer: Phone) -> Json:
    """Let the buyer pay an invoice; gives the payment that the bot is told of."""
    query = await ask_to_pay(bot, buyer, await send_invoice(bot, buyer))
    await bot.call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    (update,) = await bot.updates(offset=-1)
    payment: Json = update["message"]["successful_payment"]
    return payment


async def test_an_invoice_shows_what_is_paid_and_not_the_payload(bot: Bot, buyer: Phone) -> None:
    message = await send_invoice(bot, buyer, start_parameter="kopi")

    assert message["invoice"] == {
        "title": "Kopi",
        "description": "Segelas kopi",
        "start_parameter": "kopi",
        "currency": "XTR",
        "total_amount": 50,
    }
    assert message["reply_markup"]["inline_keyboard"] == [[{"text": "Pay ⭐️50", "pay": True}]]


async def test_an_invoice_may_have_buttons_of_its_own(bot: Bot, buyer: Phone) -> None:
    rows = [[{"text": "Bayar", "pay": True}], [{"text": "Batal", "callback_data": "batal"}]]

    message = await send_invoice(bot, buyer, reply_markup={"inline_keyboard": rows})

    assert message["reply_markup"]["inline_keyboard"] == rows
    assert (await ask_to_pay(bot, buyer, message, "Bayar"))["invoice_payload"] == "order:1"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            [[{"text": "Batal", "callback_data": "x"}]],
            "the first button in the invoice's keyboard must be a Pay button",
        ),
        ([[{"text": "a", "pay": True}, {"text": "b", "pay": True}]], "BUTTON_TYPE_INVALID"),
    ],
)
async def test_the_pay_button_comes_first_and_alone(
    bot: Bot, buyer: Phone, rows: object, reason: str
) -> None:
    keyboard = {"inline_keyboard": rows}

    said = await bot.refusal("sendInvoice", chat_id=buyer.user_id, **COFFEE, reply_markup=keyboard)

    assert said == f"Bad Request: {reason}"


async def test_who_wants_to_pay_is_asked_for_by_the_bot_first(bot: Bot, buyer: Phone) -> None:
    query = await ask_to_pay(bot, buyer, await send_invoice(bot, buyer))

    assert query.items() >= {"currency": "XTR", "total_amount": 50, "invoice_payload": "order:1"}.items()
    assert query["from"]["id"] == buyer.user_id


async def test_with_the_bots_word_it_is_paid(bot: Bot, buyer: Phone) -> None:
    payment = await pay(bot, buyer)

    assert payment.items() >= {"currency": "XTR", "total_amount": 50, "invoice_payload": "order:1"}.items()
    assert (await buyer.last())["successful_payment"] == payment
    assert await bot.call("getMyStarBalance") == {"amount": 50}


async def test_the_same_word_twice_is_one_payment(bot: Bot, buyer: Phone) -> None:
    query = await ask_to_pay(bot, buyer, await send_invoice(bot, buyer))
    for _ in range(2):
        await bot.call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)

    assert await bot.call("getMyStarBalance") == {"amount": 50}


async def test_a_refusal_is_told_to_the_buyer_and_nothing_is_paid(bot: Bot, buyer: Phone) -> None:
    query = await ask_to_pay(bot, buyer, await send_invoice(bot, buyer))
    refusal = {"pre_checkout_query_id": query["id"], "ok": False}

    assert await bot.refusal("answerPreCheckoutQuery", **refusal) == "Bad Request: ERROR_TEXT_EMPTY"
    await bot.call("answerPreCheckoutQuery", **refusal, error_message="Stok habis")

    (toast,) = (await buyer.read())["toasts"]
    assert (toast["text"], toast["show_alert"]) == ("Stok habis", True)
    assert await bot.call("getMyStarBalance") == {"amount": 0}


async def test_after_ten_seconds_the_word_comes_too_late(bot: Bot, buyer: Phone) -> None:
    query = await ask_to_pay(bot, buyer, await send_invoice(bot, buyer))
    await buyer.advance(11)

    said = await bot.refusal("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)

    assert said == TOO_OLD
    assert await bot.call("getMyStarBalance") == {"amount": 0}


async def test_a_link_pays_too(bot: Bot, buyer: Phone) -> None:
    link = await bot.call("createInvoiceLink", **COFFEE)
    keyboard = {"inline_keyboard": [[{"text": "Bayar", "url": link}]]}
    message = await bot.say(buyer, "Kopi", reply_markup=keyboard)

    query = await ask_to_pay(bot, buyer, message, "Bayar")

    assert link.startswith("https://t.me/$")
    assert query["invoice_payload"] == "order:1"


async def test_a_link_of_no_invoice_pays_nothing(bot: Bot, buyer: Phone) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Bayar", "url": "https://t.me/$palsu"}]]}
    message = await bot.say(buyer, "Kopi", reply_markup=keyboard)
    wish = {"message_id": message["message_id"], "text": "Bayar"}

    status, sentence = await buyer.decline("POST", f"{buyer.chat}/tap", json=wish)

    assert (status, sentence) == (404, "This invoice is no longer known to the sandbox.")


async def test_a_payment_is_refunded_once_and_whole(bot: Bot, buyer: Phone) -> None:
    payment = await pay(bot, buyer)
    wish = {
        "user_id": buyer.user_id,
        "telegram_payment_charge_id": payment["telegram_payment_charge_id"],
    }

    assert await bot.call("refundStarPayment", **wish) is True

    assert (await buyer.last())["refunded_payment"]["total_amount"] == 50
    assert await bot.call("getMyStarBalance") == {"amount": 0}
    assert await bot.refusal("refundStarPayment", **wish) == "Bad Request: CHARGE_ALREADY_REFUNDED"


async def test_only_what_was_paid_by_that_person_in_stars_is_refunded(bot: Bot, buyer: Phone) -> None:
    charge = (await pay(bot, buyer))["telegram_payment_charge_id"]
    rupiah = await send_invoice(bot, buyer, currency="IDR", provider_token="x")
    query = await ask_to_pay(bot, buyer, rupiah, "Pay IDR 0.50")
    await bot.call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    in_rupiah = (await bot.updates(offset=-1))[0]["message"]["successful_payment"]

    for user_id, charge_id in (
        (1002, charge),
        (buyer.user_id, "other"),
        (buyer.user_id, in_rupiah["telegram_payment_charge_id"]),
    ):
        said = await bot.refusal("refundStarPayment", user_id=user_id, telegram_payment_charge_id=charge_id)
        assert said == "Bad Request: CHARGE_ID_INVALID"
    said = await bot.refusal("refundStarPayment", telegram_payment_charge_id=charge)
    assert said == "Bad Request: invalid user_id specified"
    assert await bot.call("getMyStarBalance") == {"amount": 50}


async def test_the_books_list_payments_and_refunds_oldest_first(bot: Bot, buyer: Phone) -> None:
    charge = (await pay(bot, buyer))["telegram_payment_charge_id"]
    await buyer.advance(10)
    await bot.call("refundStarPayment", user_id=buyer.user_id, telegram_payment_charge_id=charge)
    await buyer.advance(10)
    second = await pay(bot, buyer)

    rows = (await bot.call("getStarTransactions"))["transactions"]

    ids = [charge, charge, second["telegram_payment_charge_id"]]
    assert [row["id"] for row in rows] == ids
    assert ["source" in row for row in rows] == [True, False, True]
    assert rows[0]["source"]["user"]["id"] == rows[1]["receiver"]["user"]["id"] == buyer.user_id
    assert rows[0]["source"]["invoice_payload"] == "order:1"
    assert (await bot.call("getStarTransactions", offset=1, limit=1))["transactions"] == [rows[1]]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": ""}, 'parameter "title" is required'),
        ({"payload": ""}, 'parameter "payload" is required'),
        ({"title": "x" * 33}, "INVOICE_TITLE_TOO_LONG"),
        ({"description": "x" * 256}, "INVOICE_DESCRIPTION_TOO_LONG"),
        ({"payload": "é" * 65}, "INVOICE_PAYLOAD_INVALID"),
        ({"currency": "stars"}, "CURRENCY_INVALID"),
        ({"currency": "IDR"}, "PAYMENT_PROVIDER_INVALID"),
        ({"prices": None}, "expected an Array of labeled prices"),
        ({"prices": "["}, "can't parse prices JSON object"),
        ({"prices": []}, "there must be at least one price"),
        ({"prices": [{"label": "a", "amount": 1}, {"label": "b", "amount": 1}]}, "STARS_INVOICE_INVALID"),
        ({"prices": [{"label": "a", "amount": 0}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"prices": [7]}, "can't parse labeled price: LabeledPrice must be an Object"),
        ({"prices": [{"amount": 1}]}, "can't parse labeled price: LabeledPrice label must be non-empty"),
        ({"prices": [{"label": "a"}]}, "can't parse labeled price: Can't find field \"amount\""),
        (
            {"prices": [{"label": "a", "amount": "x"}]},
            "can't parse labeled price: Can't find field \"amount\"",
        ),
    ],
)
async def test_an_invoice_that_cannot_be_is_refused(
    bot: Bot, buyer: Phone, change: Json, reason: str
) -> None:
    for method in ("sendInvoice", "createInvoiceLink"):
        said = await bot.refusal(method, chat_id=buyer.user_id, **{**COFFEE, **change})
        assert said == f"Bad Request: {reason}"
