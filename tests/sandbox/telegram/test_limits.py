"""How much a bot may send before it is answered 429."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import ClientSession
from hypothesis import given, settings
from hypothesis import strategies as st

from auto_order_sandbox.options import Options
from auto_order_sandbox.running import running_sandbox
from auto_order_sandbox.telegram.limits import A_SECOND_IN_ALL, BURST, Limits
from tests.sandbox.clients import Bot, Phone, Refused

PEOPLE = range(5_001, 5_041)


@pytest.fixture
async def sandbox() -> AsyncIterator[str]:
    """Give the base URL of a sandbox with limits, as it is by default."""
    async with running_sandbox(options=Options(port=0)) as base_url:
        yield base_url


async def until_refused(send: Callable[[int], Awaitable[object]]) -> tuple[int, Refused]:
    """Send as often as it goes; gives how many went, and the refusal."""
    for sent in range(1_000):
        try:
            await send(sent)
        except Refused as refused:
            return sent, refused
    raise AssertionError("never refused")


async def say_until_refused(bot: Bot, to: list[Phone]) -> tuple[int, Refused]:
    """Send one message to each in turn, as often as it goes."""
    return await until_refused(lambda sent: bot.say(to[sent % len(to)]))


async def start_many(base_url: str, http: ClientSession) -> list[Phone]:
    phones = [Phone(base_url, http, number) for number in PEOPLE]
    for phone in phones:
        await phone.ask("POST", "/users", json={"id": phone.user_id, "first_name": "Pembeli"})
        await phone.send("/start")
    return phones


async def test_in_one_chat_a_burst_goes_and_then_one_a_second(bot: Bot, buyer: Phone) -> None:
    sent, refused = await say_until_refused(bot, [buyer])

    assert sent >= BURST["send"]
    assert refused.status == 429
    assert refused.answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    await buyer.advance(1)
    assert (await bot.say(buyer))["text"] == "Halo"


async def test_over_all_chats_thirty_a_second_go(bot: Bot) -> None:
    phones = await start_many(bot.base_url, bot.http)
    await phones[0].advance(10)

    sent, refused = await say_until_refused(bot, phones)

    assert A_SECOND_IN_ALL <= sent < len(phones) * BURST["send"] / 2
    assert refused.answer["parameters"] == {"retry_after": 1}
    await phones[0].advance(1)
    assert (await bot.say(phones[0]))["text"] == "Halo"


async def test_the_pause_is_in_the_header_too(bot: Bot, buyer: Phone) -> None:
    await say_until_refused(bot, [buyer])

    parameters = {"chat_id": buyer.user_id, "text": "x"}
    async with bot.http.post(f"{bot.url}/sendMessage", json=parameters) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "1")


async def test_what_was_refused_was_not_sent(bot: Bot, buyer: Phone) -> None:
    sent, _ = await say_until_refused(bot, [buyer])

    assert len((await buyer.read())["messages"]) == sent + 1


async def test_each_bot_has_limits_of_its_own(bot: Bot, buyer: Phone) -> None:
    await say_until_refused(bot, [buyer])
    other = Bot(bot.base_url, bot.http, "77:TEST")
    await other.call("getMe")
    await Phone(bot.base_url, bot.http, bot_id=77).send("/start")

    assert (await other.say(buyer))["text"] == "Halo"


async def test_edits_are_counted_apart(bot: Bot, buyer: Phone) -> None:
    message = await bot.say(buyer)
    await say_until_refused(bot, [buyer])
    edit = {"chat_id": buyer.user_id, "message_id": message["message_id"]}

    edited, refused = await until_refused(
        lambda number: bot.call("editMessageText", **edit, text=str(number))
    )

    assert edited >= BURST["edit"]
    assert refused.reason == "Too Many Requests: retry after 1"


def test_an_album_counts_as_what_it_holds() -> None:
    limits = Limits()

    assert limits.spend(1, "send", 15, now=0.0) is None
    assert limits.spend(1, "send", 10, now=0.0) == 5
    assert limits.spend(1, "send", 5, now=0.0) is None


def test_more_than_fits_at_all_goes_when_everything_before_is_over() -> None:
    limits = Limits()

    assert limits.spend(1, "send", 100, now=0.0) is None
    assert limits.spend(1, "send", 1, now=79.5) == 2
    assert limits.spend(1, "send", 1, now=81.0) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.floats(0, 2)), max_size=150))
def test_whoever_keeps_to_the_pauses_is_never_refused_twice(sends: list[tuple[int, float]]) -> None:
    limits, now = Limits(), 0.0

    for chat, pause in sends:
        now += pause
        retry_after = limits.spend(chat, "send", 1, now=now)
        if retry_after is not None:
            now += retry_after
            assert limits.spend(chat, "send", 1, now=now) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 0.05)), min_size=31, max_size=100))
def test_in_no_second_more_than_thirty_go(sends: list[tuple[int, float]]) -> None:
    limits, now = Limits(), 0.0
    gone: list[float] = []

    for chat, pause in sends:
        now += pause
        if limits.spend(chat, "send", 1, now=now) is None:
            gone.append(now)

    for first, thirty_first in zip(gone, gone[A_SECOND_IN_ALL:], strict=False):
        assert thirty_first - first >= 1.0 - 1e-9
