"""Whose turn it is to speak to Telegram: goods first, then answers, then notices, and nobody too fast.

Keeping to the limits by ourselves costs a short wait; being refused costs seconds, for everybody.
"""

import asyncio
import bisect
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from math import ceil
from time import monotonic
from typing import Any

from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import TelegramMethod

from auto_order.telegram.allowance import Allowance, Speech

# One that would wait longer for its chat is refused as Telegram would: a job then makes room for others.
_LONGEST_WAIT_SECONDS = 10.0
# Finer than this no loop's timer is.
_SHORTEST_PAUSE_SECONDS = 0.001


class Urgency(IntEnum):
    """Who goes first. Whatever is not said otherwise answers somebody who looks at the screen."""

    GOODS = 0
    ANSWER = 1
    NOTICE = 2
    BULK = 3


_urgency: ContextVar[Urgency] = ContextVar("urgency", default=Urgency.ANSWER)


@contextmanager
def speaking(urgency: Urgency) -> Iterator[None]:
    """Have every call within the block wait for its turn as one of this urgency."""
    token = _urgency.set(urgency)
    try:
        yield
    finally:
        _urgency.reset(token)


@dataclass(order=True)
class _Waiting:
    """A call that waits for its turn, which is a ticket of the allowance."""

    urgency: Urgency
    number: int
    speech: Speech = field(compare=False)
    method: TelegramMethod[Any] = field(compare=False)
    turn: "asyncio.Future[int]" = field(compare=False)


class Turns:
    """Gives out turns to the calls of one bot. ``per_second`` 0 lets everything pass at once."""

    def __init__(self, per_second: int) -> None:
        self._allowance = Allowance(per_second) if per_second else None
        self._waiting: list[_Waiting] = []
        self._numbers = 0
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def turn(self, method: TelegramMethod[Any]) -> AsyncIterator[None]:
        """Wait until the call may go out, and learn from how it ends. Raises TelegramRetryAfter."""
        speech = _find_speech(method)
        if self._allowance is None or speech is None:
            yield
            return
        ticket = await self._wait(method, speech)
        try:
            yield
        except TelegramRetryAfter as refusal:
            self._allowance.refuse(speech, retry_after=refusal.retry_after, now=monotonic())
            raise
        finally:
            self._allowance.end(ticket, now=monotonic())
            self._go_on()

    async def _wait(self, method: TelegramMethod[Any], speech: Speech) -> int:
        self._numbers += 1
        turn: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        waiting = _Waiting(_urgency.get(), self._numbers, speech, method, turn)
        # Those who wait could not go a moment ago: the newcomer is looked at alone, however many they are.
        pause = self._try(waiting, monotonic())
        if pause > 0:
            bisect.insort(self._waiting, waiting)
            self._come_back(pause)
        try:
            return await turn
        except asyncio.CancelledError:
            self._withdraw(waiting)
            raise

    def _withdraw(self, waiting: _Waiting) -> None:
        """Take back a call whose caller is gone, with the turn that it may have got in the same instant."""
        assert self._allowance is not None
        if waiting in self._waiting:
            self._waiting.remove(waiting)
        if not waiting.turn.cancelled() and waiting.turn.exception() is None:
            self._allowance.end(waiting.turn.result(), now=monotonic())
        self._go_on()

    def _wake(self) -> None:
        self._timer = None
        self._go_on()

    def _go_on(self) -> None:
        """Give turns to whoever may go now, the most urgent first, and come back when the next may."""
        now = monotonic()
        pauses = {waiting.number: self._try(waiting, now) for waiting in self._waiting}
        self._waiting = [waiting for waiting in self._waiting if pauses[waiting.number] > 0]
        if self._waiting:
            self._come_back(min(pauses[waiting.number] for waiting in self._waiting))

    def _come_back(self, pause: float) -> None:
        """Look again in so many seconds, or sooner where that was intended already."""
        loop = asyncio.get_running_loop()
        moment = loop.time() + max(pause, _SHORTEST_PAUSE_SECONDS)
        if self._timer is None or self._timer.when() > moment:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = loop.call_at(moment, self._wake)

    def _try(self, waiting: _Waiting, now: float) -> float:
        """Give the call its turn or an end, or say in how many seconds to try again."""
        assert self._allowance is not None
        if waiting.turn.done():
            return 0.0
        in_chat = self._allowance.wait_in_chat(waiting.speech, now=now)
        if in_chat > _LONGEST_WAIT_SECONDS:
            refusal = TelegramRetryAfter(waiting.method, "not yet", ceil(in_chat))
            waiting.turn.set_exception(refusal)
            return 0.0
        in_all = 0.0
        if waiting.speech.kind == "send":
            is_even = waiting.urgency >= Urgency.NOTICE
            in_all = self._allowance.wait_in_all(now=now, is_even=is_even)
        pause = max(in_chat, in_all)
        if pause <= 0:
            waiting.turn.set_result(self._allowance.begin(waiting.speech, now=now))
        return pause


def _find_speech(method: TelegramMethod[Any]) -> Speech | None:
    """Say what counts against the limits; None for what does not, such as the answer to a tap."""
    kind, chat = _kind_of(method.__api_method__), getattr(method, "chat_id", None)
    return Speech(chat, kind) if kind is not None and chat is not None else None


@cache
def _kind_of(name: str) -> str | None:
    if name.startswith("editMessage"):
        return "edit"
    is_message = name.startswith(("send", "copy", "forward")) and name != "sendChatAction"
    return "send" if is_message else None
