"""How a bot learns what happened by being told: the secret, the order in a chat, the repeats."""

import asyncio

import pytest
from aiohttp import ClientConnectorError, ClientSession, FormData, web

from auto_order_sandbox.running import running_sandbox
from tests.rig.waiting import eventually
from tests.sandbox.clients import Bot, Json, Phone
from tests.sandbox.telegram.hook import PATIENCE, Hook

A_DAY = 24 * 3600
UNREACHABLE = "http://127.0.0.1:1/hook"


async def info(bot: Bot) -> Json:
    found: Json = await bot.call("getWebhookInfo")
    return found


async def pending(bot: Bot) -> int:
    return int((await info(bot))["pending_update_count"])


async def until_nothing_waits(bot: Bot) -> None:
    async def nothing_waits() -> bool:
        return await pending(bot) == 0

    await eventually(nothing_waits)


async def until_refused(bot: Bot) -> str:
    """Wait until the receiver has not taken an update; gives what getWebhookInfo says of it."""

    async def has_failed() -> bool:
        return "last_error_message" in await info(bot)

    await eventually(has_failed)
    return str((await info(bot))["last_error_message"])


async def give_time(phone: Phone) -> None:
    """Ask the sandbox over and over: long enough for it to have posted what it should not."""
    for _ in range(20):
        await phone.read()


async def test_an_update_is_posted_as_json_with_the_secret(bot: Bot, buyer: Phone, hook: Hook) -> None:
    await bot.call("setWebhook", url=hook.url, secret_token="rahasia_42-A")

    await buyer.send("Halo")

    (update,) = await hook.wait_for(1)
    assert (update["message"]["text"], update["message"]["from"]["id"]) == ("Halo", buyer.user_id)
    assert hook.headers[0]["X-Telegram-Bot-Api-Secret-Token"] == "rahasia_42-A"
    assert hook.headers[0]["Content-Type"] == "application/json"


async def test_without_a_secret_there_is_no_header(bot: Bot, buyer: Phone, hook: Hook) -> None:
    await bot.call("setWebhook", url=hook.url)

    await buyer.send("Halo")

    await hook.wait_for(1)
    assert "X-Telegram-Bot-Api-Secret-Token" not in hook.headers[0]


async def test_what_waited_before_the_webhook_was_set_is_posted_first(
    bot: Bot, buyer: Phone, hook: Hook
) -> None:
    await buyer.send("sebelum")

    await bot.call("setWebhook", url=hook.url)
    await buyer.send("sesudah")

    await hook.wait_for(2)
    assert hook.texts == ["sebelum", "sesudah"]
    await until_nothing_waits(bot)


async def test_what_waited_may_be_dropped(bot: Bot, buyer: Phone, hook: Hook) -> None:
    await buyer.send("dibuang")

    await bot.call("setWebhook", url=hook.url, drop_pending_updates=True)
    await buyer.send("baru")

    await hook.wait_for(1)
    assert hook.texts == ["baru"]


@pytest.mark.parametrize("status", [302, 400, 401, 500])
async def test_an_update_that_is_not_taken_comes_again_at_once(
    bot: Bot, buyer: Phone, hook: Hook, status: int
) -> None:
    hook.answers = [web.Response(status=status, headers={"Location": hook.url})]
    await bot.call("setWebhook", url=hook.url)

    await buyer.send("Halo")

    first, second = await hook.wait_for(2)
    assert first == second
    assert (await until_refused(bot)).startswith(f"Wrong response from the webhook: {status} ")


async def test_the_pauses_between_repeats_grow(bot: Bot, buyer: Phone, hook: Hook) -> None:
    hook.answers = [web.Response(status=500) for _ in range(7)]
    await bot.call("setWebhook", url=hook.url)
    await buyer.send("Halo")

    for came, pause in ((2, 2), (3, 4), (4, 8), (5, 16), (6, 32)):
        await hook.wait_for(came)
        await give_time(buyer)
        await buyer.advance(pause - 1)
        await give_time(buyer)
        assert len(hook.received) == came
        await buyer.advance(1)
        await hook.wait_for(came + 1)


async def test_a_pause_that_the_receiver_asks_for_is_kept(bot: Bot, buyer: Phone, hook: Hook) -> None:
    hook.answers = [web.Response(status=429, headers={"Retry-After": "900"})]
    await bot.call("setWebhook", url=hook.url)
    await buyer.send("Halo")
    await until_refused(bot)

    await buyer.advance(890)
    await give_time(buyer)
    assert len(hook.received) == 1
    await buyer.advance(10)

    assert len(await hook.wait_for(2)) == 2


async def test_a_receiver_that_cannot_be_reached_is_named_and_tried_again(bot: Bot, buyer: Phone) -> None:
    await bot.call("setWebhook", url=UNREACHABLE)

    await buyer.send("Halo")

    assert "127.0.0.1:1" in await until_refused(bot)
    assert await pending(bot) == 1


async def test_an_update_that_nobody_takes_for_a_day_is_given_up(bot: Bot, buyer: Phone, hook: Hook) -> None:
    hook.answers = [web.Response(status=500), web.Response(status=500)]
    await bot.call("setWebhook", url=hook.url)
    await buyer.send("lama")
    await hook.wait_for(2)

    await buyer.advance(A_DAY)
    await buyer.send("baru")

    await hook.wait_for(3)
    assert hook.texts == ["lama", "lama", "baru"]


async def test_in_a_chat_an_update_waits_for_the_one_before(bot: Bot, buyer: Phone, hook: Hook) -> None:
    gate = hook.close_gate(buyer.user_id)
    seller = Phone(bot.base_url, bot.http, 2001)
    await bot.call("setWebhook", url=hook.url)

    await buyer.send("satu")
    await hook.wait_for(1)
    await buyer.send("dua")
    await seller.send("lain")
    await hook.wait_for(2)
    await give_time(seller)

    assert hook.texts == ["satu", "lain"]
    gate.set()
    await hook.wait_for(3)
    assert hook.texts == ["satu", "lain", "dua"]


async def test_no_more_connections_are_used_than_allowed(bot: Bot, buyer: Phone, hook: Hook) -> None:
    gate = hook.close_gate(buyer.user_id)
    seller = Phone(bot.base_url, bot.http, 2001)
    await bot.call("setWebhook", url=hook.url, max_connections=1)

    await buyer.send("satu")
    await hook.wait_for(1)
    await seller.send("dua")
    await give_time(seller)

    assert hook.texts == ["satu"]
    gate.set()
    await hook.wait_for(2)
    assert hook.texts == ["satu", "dua"]


async def test_only_the_kinds_that_were_asked_for_are_posted(bot: Bot, buyer: Phone, hook: Hook) -> None:
    await bot.call("setWebhook", url=hook.url, allowed_updates=["my_chat_member"])

    await buyer.send("tidak didengar")
    await buyer.block()

    (update,) = await hook.wait_for(1)
    assert "my_chat_member" in update
    assert (await info(bot))["allowed_updates"] == ["my_chat_member"]


async def test_a_method_in_the_answer_is_carried_out(bot: Bot, buyer: Phone, hook: Hook) -> None:
    wish = {"method": "sendMessage", "chat_id": buyer.user_id, "text": "jawaban"}
    hook.answers = [web.json_response(wish)]
    await bot.call("setWebhook", url=hook.url)
    seq = (await buyer.send("tanya"))["seq"]

    seen = await buyer.read(after=seq, wait=30)

    assert [message["text"] for message in seen["messages"]] == ["jawaban"]


async def test_a_method_in_the_answer_may_bring_a_file(bot: Bot, buyer: Phone, hook: Hook) -> None:
    form = FormData({"method": "sendDocument", "chat_id": "1001"})
    form.add_field("document", b"isi", filename="isi.txt")
    payload = form()
    hook.answers = [web.Response(body=payload, content_type=None)]
    hook.answers[0].headers["Content-Type"] = payload.headers["Content-Type"]
    await bot.call("setWebhook", url=hook.url)
    seq = (await buyer.send("tanya"))["seq"]

    seen = await buyer.read(after=seq, wait=30)

    assert seen["messages"][0]["document"]["file_name"] == "isi.txt"


@pytest.mark.parametrize(
    "answer",
    [
        {"method": "getMe"},
        {"method": "deleteWebhook"},
        {"method": 7},
        {"text": "no method"},
        ["sendMessage"],
    ],
)
async def test_other_answers_only_take_the_update(bot: Bot, buyer: Phone, hook: Hook, answer: object) -> None:
    hook.answers = [web.json_response(answer)]
    await bot.call("setWebhook", url=hook.url)

    await buyer.send("Halo")

    await hook.wait_for(1)
    await until_nothing_waits(bot)
    assert (await info(bot))["url"] == hook.url
    called = [call["method"] for call in (await buyer.ask("GET", "/calls"))["calls"]]
    assert "getMe" not in called[called.index("setWebhook") :]


async def test_a_bot_is_told_that_its_webhook_is_set(bot: Bot) -> None:
    async def described(**parameters: object) -> Json:
        async with bot.http.post(f"{bot.url}/setWebhook", json=parameters) as response:
            answer: Json = await response.json()
            return answer

    was_set = await described(url=UNREACHABLE)
    again = await described(url=UNREACHABLE)
    removed = await described(url="")
    removed_again = await described()

    assert was_set == {"ok": True, "result": True, "description": "Webhook was set"}
    assert again["description"] == "Webhook is already set"
    assert removed["description"] == "Webhook was deleted"
    assert removed_again["description"] == "Webhook is already deleted"


async def test_a_bot_can_ask_how_its_webhook_is_set(bot: Bot, buyer: Phone) -> None:
    await buyer.send("menunggu")
    assert await info(bot) == {"url": "", "has_custom_certificate": False, "pending_update_count": 1}

    await bot.call(
        "setWebhook",
        url=UNREACHABLE,
        max_connections=7,
        ip_address="127.0.0.1",
        drop_pending_updates=True,
    )

    assert await info(bot) == {
        "url": UNREACHABLE,
        "has_custom_certificate": False,
        "max_connections": 7,
        "ip_address": "127.0.0.1",
        "pending_update_count": 0,
    }


async def test_a_deleted_webhook_posts_nothing_more(bot: Bot, buyer: Phone, hook: Hook) -> None:
    gate = hook.close_gate(buyer.user_id)
    await bot.call("setWebhook", url=hook.url)
    await buyer.send("satu")
    await hook.wait_for(1)

    await bot.call("deleteWebhook")
    gate.set()
    await buyer.send("dua")

    assert [update["message"]["text"] for update in await bot.updates()] == ["satu", "dua"]
    assert hook.texts == ["satu"]


async def test_deleting_a_webhook_may_drop_what_waits(bot: Bot, buyer: Phone) -> None:
    await bot.call("setWebhook", url=UNREACHABLE)
    await buyer.send("dibuang")

    await bot.call("deleteWebhook", drop_pending_updates=True)

    assert await bot.updates() == []


async def test_another_webhook_takes_the_place_of_the_first(bot: Bot, buyer: Phone, hook: Hook) -> None:
    await bot.call("setWebhook", url=UNREACHABLE)
    await buyer.send("Halo")
    await until_refused(bot)

    await bot.call("setWebhook", url=hook.url)

    await hook.wait_for(1)
    assert hook.texts == ["Halo"]


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"url": "ftp://x.id/hook"}, "invalid webhook URL specified"),
        ({"url": "http://"}, "invalid webhook URL specified"),
        ({"url": UNREACHABLE, "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": UNREACHABLE, "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_a_webhook_that_cannot_be_is_refused(bot: Bot, parameters: Json, reason: str) -> None:
    assert await bot.refusal("setWebhook", **parameters) == f"Bad Request: {reason}"
    assert (await info(bot))["url"] == ""


async def test_a_certificate_that_is_none_is_refused(bot: Bot) -> None:
    with pytest.raises(Exception, match="bad webhook: Failed to set custom certificate"):
        await bot.upload("setWebhook", {"certificate": ("cert.pem", b"not one")}, url="https://127.0.0.1/h")


async def test_the_sandbox_closes_while_a_webhook_hangs(hook: Hook, http: ClientSession) -> None:
    async with asyncio.timeout(PATIENCE), running_sandbox() as base_url:
        bot, buyer = Bot(base_url, http), Phone(base_url, http)
        hook.close_gate(buyer.user_id)
        await bot.call("setWebhook", url=hook.url)

        await buyer.send("Halo")
        await hook.wait_for(1)

    with pytest.raises(ClientConnectorError):
        await bot.call("getMe")
