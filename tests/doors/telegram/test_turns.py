"""The shop keeps to Telegram's limits by itself, and what is urgent goes first."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter

from auto_order.kit.secret import Secret
from auto_order.telegram.connection import open_bot
from auto_order.telegram.turns import Urgency, speaking
from auto_order_sandbox.options import Options
from auto_order_sandbox.running import running_sandbox

_TOKEN = Secret("42:TURNS")


class Line:
    """A bot and the sandbox that it talks to, limits on."""

    def __init__(self, bot: Bot, base_url: str, http: aiohttp.ClientSession) -> None:
        self.bot = bot
        self._base_url = base_url
        self._http = http

    async def ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - any JSON
        async with self._http.request(method, f"{self._base_url}/_sandbox{path}", json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def meet(self, chats: Sequence[int]) -> None:
        """Have people with these ids who have begun a chat with the bot."""
        await self.bot.get_me()
        for chat in chats:
            await self.ask("POST", "/users", {"id": chat, "first_name": f"P{chat}"})
            await self.ask("POST", f"/chats/{chat}/send", {"text": "/start"})

    async def say(self, chat: int, urgency: Urgency = Urgency.ANSWER) -> None:
        with speaking(urgency):
            await self.bot.send_message(chat, "halo")

    async def list_calls(self) -> Sequence[tuple[int, bool]]:
        """List the messages that the bot tried to send, with whether each was taken."""
        found = await self.ask("GET", "/calls")
        return [
            (int(call["parameters"]["chat_id"]), bool(call["ok"]))
            for call in found["calls"]
            if call["method"].lower() == "sendmessage"
        ]


@asynccontextmanager
async def _open_line(per_second: int) -> AsyncIterator[Line]:
    async with (
        running_sandbox(options=Options(port=0)) as base_url,
        aiohttp.ClientSession() as http,
        open_bot(_TOKEN, api_url=base_url, per_second=per_second) as bot,
    ):
        yield Line(bot, base_url, http)


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with _open_line(30) as opened:
        yield opened


@asynccontextmanager
async def _in_background(calls: Sequence[Callable[[], Awaitable[None]]]) -> AsyncIterator[list[int]]:
    """Have calls wait for their turns while the block runs; gives which are through, and drops the rest."""
    through: list[int] = []

    async def make(number: int) -> None:
        await calls[number]()
        through.append(number)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(make(number)) for number in range(len(calls))]
        yield through
        for task in tasks:
            task.cancel()


async def test_two_hundred_messages_to_fifty_chats_meet_no_refusal(line: Line) -> None:
    chats = range(5001, 5051)
    await line.meet(chats)

    await asyncio.gather(*(line.say(chat) for _ in range(4) for chat in chats))

    calls = await line.list_calls()
    assert len(calls) == 200
    assert all(was_taken for _chat, was_taken in calls)


async def test_without_turns_the_same_messages_are_refused() -> None:
    chats = range(5001, 5051)
    async with _open_line(0) as line:
        await line.meet(chats)

        outcomes = await asyncio.gather(
            *(line.say(chat) for _ in range(4) for chat in chats), return_exceptions=True
        )

    assert any(isinstance(outcome, TelegramRetryAfter) for outcome in outcomes)


async def test_goods_overtake_five_hundred_notices_that_wait(line: Line) -> None:
    chats = range(5001, 5101)
    await line.meet([*chats, 7001])
    notices = [lambda chat=chat: line.say(chat, Urgency.NOTICE) for _ in range(5) for chat in chats]

    async with _in_background(notices) as told:
        await line.say(5001)
        await line.say(7001, Urgency.GOODS)
        told_before = len(told)

    calls = await line.list_calls()
    assert told_before < 250
    assert (7001, True) in calls
    assert all(was_taken for _chat, was_taken in calls)


async def test_a_refused_chat_is_left_alone_and_the_others_are_served(line: Line) -> None:
    await line.meet([5001, 5002])
    rule = {"fault": "429", "methods": ["sendMessage"], "chat_id": 5001, "count": 1, "retry_after": 30}
    await line.ask("PUT", "/faults", {"telegram": [rule]})

    with pytest.raises(TelegramRetryAfter) as first:
        await line.say(5001)
    with pytest.raises(TelegramRetryAfter) as second:
        await line.say(5001)
    await line.say(5002)

    assert first.value.retry_after == 30
    assert 29 <= second.value.retry_after <= 30
    assert await line.list_calls() == [(5001, False), (5002, True)]


async def test_a_caller_who_leaves_gives_its_turn_back() -> None:
    async with _open_line(1) as line:
        await line.meet([5001, 5002, 5003])
        await line.say(5001)

        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await line.say(5002)
        await line.say(5003)

        assert await line.list_calls() == [(5001, True), (5003, True)]


async def test_the_answer_to_a_tap_waits_for_nobody() -> None:
    async with _open_line(1) as line:
        await line.meet([5001, 5002])
        notices = [lambda chat=chat: line.say(chat, Urgency.NOTICE) for chat in (5001, 5002)]

        async with _in_background(notices) as told:
            await line.say(5001)
            before = len(told)
            for _ in range(20):
                await line.bot.get_me()

    assert before == len(told)
