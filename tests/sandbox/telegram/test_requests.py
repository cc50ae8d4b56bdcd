"""How a call reaches the Bot API: by GET, form, multipart or JSON, with which token, to which method."""

import pytest
from aiohttp import ClientSession, FormData

from tests.sandbox.clients import Bot, Json, Phone, Refused

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "multipart/form-data; boundary=b"}
NO_FORM = "Bad Request: can't parse the multipart body"
TEXT = "Halo, <b>Budi</b> & teman 😀"


async def test_a_method_may_be_called_by_get(bot: Bot, buyer: Phone) -> None:
    query = {"chat_id": str(buyer.user_id), "text": TEXT, "parse_mode": "none"}

    async with bot.http.get(f"{bot.url}/sendMessage", params=query) as response:
        answer = await response.json()

    assert answer["result"]["text"] == TEXT


async def test_a_method_may_be_called_with_a_form(bot: Bot, buyer: Phone) -> None:
    form = {"chat_id": str(buyer.user_id), "text": TEXT}

    async with bot.http.post(f"{bot.url}/sendMessage", data=form) as response:
        answer = await response.json()

    assert answer["result"]["text"] == TEXT


async def test_a_method_may_be_called_with_a_multipart_form(bot: Bot, buyer: Phone) -> None:
    form = FormData({"chat_id": str(buyer.user_id), "text": TEXT}, default_to_multipart=True)

    async with bot.http.post(f"{bot.url}/sendMessage", data=form) as response:
        answer = await response.json()

    assert answer["result"]["text"] == TEXT


async def test_a_method_may_be_called_with_json(bot: Bot, buyer: Phone) -> None:
    message = await bot.call("sendMessage", chat_id=buyer.user_id, text=TEXT)

    assert message["text"] == TEXT


async def test_nested_parameters_of_a_form_are_json(bot: Bot, buyer: Phone) -> None:
    keyboard = '{"inline_keyboard": [[{"text": "Beli", "callback_data": "buy"}]]}'
    form = {"chat_id": str(buyer.user_id), "text": "x", "reply_markup": keyboard, "protect_content": "True"}

    async with bot.http.post(f"{bot.url}/sendMessage", data=form) as response:
        message = (await response.json())["result"]

    assert message["reply_markup"]["inline_keyboard"] == [[{"text": "Beli", "callback_data": "buy"}]]
    assert message["has_protected_content"] is True


async def test_capital_letters_in_a_method_do_not_matter(bot: Bot) -> None:
    assert await bot.call("GETME") == await bot.call("getme")


@pytest.mark.parametrize("method", ["sendMassage", "x", "getMe/more"])
async def test_an_unknown_method_is_not_found(bot: Bot, method: str) -> None:
    async with bot.http.post(f"{bot.url}/{method}") as response:
        answer = await response.json()

    assert response.status == 404
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


@pytest.mark.parametrize(
    "token", ["abc", "123", ":abc", "0:abc", "12a:abc", "42:", "42:a b", "42:a!", f"4:{'a' * 80}"]
)
async def test_what_is_no_token_is_unauthorized(sandbox: str, http: ClientSession, token: str) -> None:
    async with http.get(f"{sandbox}/bot{token}/getMe") as response:
        answer = await response.json()

    assert response.status == 401
    assert answer == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_bot_cannot_be_called_with_another_secret(bot: Bot) -> None:
    impostor = Bot(bot.base_url, bot.http, "42:OTHER")

    assert await impostor.refusal("getMe") == "Unauthorized"


async def test_bots_side_by_side_have_chats_of_their_own(bot: Bot, buyer: Phone) -> None:
    other_bot = Bot(bot.base_url, bot.http, "77:TEST")
    await other_bot.call("getMe")
    at_the_other = Phone(bot.base_url, bot.http, bot_id=77)
    await at_the_other.send("/start other")

    await other_bot.call("sendMessage", chat_id=buyer.user_id, text="dari 77")
    await bot.call("sendMessage", chat_id=buyer.user_id, text="dari 42")

    assert [message["text"] for message in (await buyer.read())["messages"]] == ["/start", "dari 42"]
    texts = [message["text"] for message in (await at_the_other.read())["messages"]]
    assert texts == ["/start other", "dari 77"]
    assert await bot.updates() == []
    (update,) = await other_bot.updates()
    assert update["message"]["text"] == "/start other"


async def test_what_is_said_before_any_bot_has_called_waits_for_the_first(
    sandbox: str, http: ClientSession
) -> None:
    early_bird = Phone(sandbox, http)
    await early_bird.send("/start early")
    bot = Bot(sandbox, http)

    (update,) = await bot.updates()

    assert update["message"]["text"] == "/start early"
    await bot.call("sendMessage", chat_id=early_bird.user_id, text="Halo")
    assert (await early_bird.last())["from"]["id"] == 42


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (b"{", JSON, "Bad Request: can't parse JSON object"),
        (
            b"[]",
            {"Content-Type": "application/json"},
            "Bad Request: object expected as the body of the request",
        ),
        (
            b"text=\xff",
            {"Content-Type": "application/x-www-form-urlencoded"},
            "Bad Request: strings must be encoded in UTF-8",
        ),
        (b"x", {"Content-Type": "multipart/form-data"}, NO_FORM),
        (
            b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
            FORM,
            NO_FORM,
        ),
        (
            b"--b\r\n",
            FORM,
            NO_FORM,
        ),
    ],
)
async def test_a_broken_body_is_a_bad_request(bot: Bot, body: bytes, headers: Json, reason: str) -> None:
    async with bot.http.post(f"{bot.url}/sendMessage", data=body, headers=headers) as response:
        answer = await response.json()

    assert (response.status, answer["description"]) == (400, reason)


async def test_an_empty_body_of_json_is_no_parameters(bot: Bot) -> None:
    headers = {"Content-Type": "application/json"}

    async with bot.http.post(f"{bot.url}/getMe", data=b" ", headers=headers) as response:
        answer = await response.json()

    assert answer["result"]["id"] == 42


@pytest.mark.usefixtures("buyer")
async def test_more_than_fifty_megabytes_are_too_large(bot: Bot) -> None:
    with pytest.raises(Refused) as refused:
        await bot.upload("sendDocument", {"document": ("big.bin", bytes(50 * 2**20 + 1))}, chat_id="1001")

    assert (refused.value.status, refused.value.reason) == (413, "Request Entity Too Large")


async def test_a_body_larger_than_any_upload_is_not_read_to_its_end(bot: Bot) -> None:
    with pytest.raises(Refused) as refused:
        await bot.upload("sendDocument", {"document": ("big.bin", bytes(53 * 2**20))}, chat_id="1001")

    assert (refused.value.status, refused.value.reason) == (413, "Request Entity Too Large")


async def test_a_bug_of_the_sandbox_is_an_internal_server_error(
    bot: Bot, buyer: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    # A number that JSON can carry and orjson cannot write.
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_game": {"deep": _deep(600)}}]]}

    reason = await bot.refusal("sendMessage", chat_id=buyer.user_id, text="x", reply_markup=keyboard)

    assert reason == "Internal Server Error"
    assert "sendMessage failed" in caplog.text


def _deep(levels: int) -> object:
    value: object = 1
    for _ in range(levels):
        value = [value]
    return value
