"""How a bot learns what happened by asking: order, confirming, waiting, and nobody asking beside it."""

import asyncio

import pytest

from tests.rig.waiting import eventually
from tests.sandbox.clients import Bot, Json, Phone, Refused

A_DAY = 24 * 3600
TAKEN_OVER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
UNREACHABLE = "http://127.0.0.1:1/hook"


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def poll(bot: Bot, *more_kinds: str) -> asyncio.Task[list[Json]]:
    """Start a long poll; it has begun when the kinds it asks for are those the bot is to get."""
    kinds = sorted(["message", *more_kinds])
    waiting = asyncio.ensure_future(bot.updates(timeout=30, allowed_updates=kinds))

    async def has_begun() -> bool:
        info = await bot.call("getWebhookInfo")
        return bool(info.get("allowed_updates") == kinds)

    await eventually(has_begun)
    return waiting


async def test_updates_come_in_the_order_in_which_things_happened(bot: Bot, buyer: Phone) -> None:
    for text in ("satu", "dua", "tiga"):
        await buyer.send(text)

    updates = await bot.updates()

    assert texts(updates) == ["satu", "dua", "tiga"]
    ids = [update["update_id"] for update in updates]
    assert ids == list(range(ids[0], ids[0] + 3))


async def test_a_message_says_who_wrote_it_where_and_when(bot: Bot, buyer: Phone) -> None:
    await buyer.send("Halo")

    (update,) = await bot.updates()

    message = update["message"]
    assert message["from"] == {
        "id": 1001,
        "is_bot": False,
        "first_name": "Wati",
        "username": "wati",
        "language_code": "id",
    }
    assert message["chat"] == {"id": 1001, "first_name": "Wati", "username": "wati", "type": "private"}
    assert message["date"] > 1_700_000_000


async def test_what_is_not_confirmed_comes_again(bot: Bot, buyer: Phone) -> None:
    await buyer.send("Halo")

    assert await bot.updates() == await bot.updates() != []


async def test_an_offset_confirms_everything_below_it(bot: Bot, buyer: Phone) -> None:
    for text in ("satu", "dua", "tiga"):
        await buyer.send(text)
    first, second, _ = await bot.updates()

    assert texts(await bot.updates(offset=second["update_id"])) == ["dua", "tiga"]
    assert texts(await bot.updates(offset=first["update_id"])) == ["dua", "tiga"]


async def test_a_negative_offset_keeps_so_many_from_the_end_and_forgets_the_rest(
    bot: Bot, buyer: Phone
) -> None:
    for text in ("satu", "dua", "tiga"):
        await buyer.send(text)

    assert texts(await bot.updates(offset=-2)) == ["dua", "tiga"]
    assert texts(await bot.updates()) == ["dua", "tiga"]


async def test_no_more_come_at_once_than_were_asked_for(bot: Bot, buyer: Phone) -> None:
    for text in ("satu", "dua", "tiga"):
        await buyer.send(text)

    assert texts(await bot.updates(limit=2)) == ["satu", "dua"]


@pytest.mark.parametrize("limit", [0, -1, 101, "many"])
async def test_a_limit_out_of_bounds_is_moved_into_them(bot: Bot, buyer: Phone, limit: object) -> None:
    for number in range(102):
        await buyer.send(str(number))

    assert len(await bot.updates(limit=limit)) == (100 if limit == 101 else 1)


async def test_a_long_poll_is_answered_as_soon_as_something_happens(bot: Bot, buyer: Phone) -> None:
    waiting = await poll(bot)

    await buyer.send("akhirnya")

    assert texts(await waiting) == ["akhirnya"]


async def test_a_poll_that_hears_nothing_ends_empty(bot: Bot) -> None:
    assert await bot.updates(timeout=0) == []


async def test_a_poll_whose_time_is_over_ends_empty(bot: Bot) -> None:
    assert await bot.updates(timeout=1) == []


async def test_a_second_poll_ends_the_first(bot: Bot, buyer: Phone) -> None:
    first = await poll(bot)
    second = await poll(bot, "callback_query")

    with pytest.raises(Refused) as refused:
        await first
    await buyer.send("untuk yang kedua")

    assert (refused.value.status, refused.value.reason) == (409, TAKEN_OVER)
    assert texts(await second) == ["untuk yang kedua"]


async def test_polls_of_two_bots_do_not_disturb_each_other(bot: Bot, buyer: Phone) -> None:
    waiting = await poll(bot)
    other = Bot(bot.base_url, bot.http, "77:TEST")

    assert await other.updates() == []
    await buyer.send("Halo")

    assert texts(await waiting) == ["Halo"]


async def test_a_poll_is_refused_while_a_webhook_is_set(bot: Bot) -> None:
    await bot.call("setWebhook", url=UNREACHABLE)

    assert await bot.refusal("getUpdates") == WEBHOOK_IS_SET

    await bot.call("deleteWebhook")
    assert await bot.updates() == []


async def test_setting_a_webhook_ends_the_poll_under_way(bot: Bot) -> None:
    waiting = await poll(bot)

    await bot.call("setWebhook", url=UNREACHABLE)

    with pytest.raises(Refused, match="Conflict: terminated by setWebhook request"):
        await waiting


async def test_only_the_kinds_that_were_asked_for_come(bot: Bot, buyer: Phone) -> None:
    await bot.updates(allowed_updates=["my_chat_member"])

    await buyer.send("tidak didengar")
    await buyer.block()

    assert [update.keys() - {"update_id"} for update in await bot.updates()] == [{"my_chat_member"}]


async def test_the_kinds_stay_until_others_are_asked_for(bot: Bot, buyer: Phone) -> None:
    await bot.updates(allowed_updates='["callback_query"]')
    await bot.updates()
    await buyer.send("tidak didengar")
    await bot.updates(allowed_updates=[])
    await buyer.send("didengar")

    assert texts(await bot.updates()) == ["didengar"]


async def test_kinds_that_there_are_not_do_not_count(bot: Bot, buyer: Phone) -> None:
    await bot.updates(allowed_updates=["messages", 7])

    await buyer.send("Halo")

    assert texts(await bot.updates()) == ["Halo"]


async def test_kinds_that_are_no_json_are_refused(bot: Bot) -> None:
    reason = await bot.refusal("getUpdates", allowed_updates="message")

    assert reason == "Bad Request: can't parse allowed_updates JSON object"


async def test_an_update_lives_for_a_day(bot: Bot, buyer: Phone) -> None:
    await buyer.send("kemarin")
    await buyer.advance(A_DAY - 1)
    assert texts(await bot.updates()) == ["kemarin"]
    await buyer.send("hari ini")

    await buyer.advance(2)

    assert texts(await bot.updates()) == ["hari ini"]


async def test_a_blocked_bot_is_told_so(bot: Bot, buyer: Phone) -> None:
    await buyer.block()

    (update,) = await bot.updates()

    change = update["my_chat_member"]
    assert change["from"]["id"] == change["chat"]["id"] == buyer.user_id
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    assert change["new_chat_member"]["user"]["id"] == 42
