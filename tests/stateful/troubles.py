"""An outside world that is slow, deaf, forgetful, or gone, call by call, as the machine has it."""

from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from auto_order.kit.errors import TransientError
from auto_order.notifications.notices import Notice
from auto_order.notifications.port import Goods, Posted
from auto_order.payments.gateways import (
    GatewayProtocolError,
    GatewayRateLimitedError,
    GatewayRefusedError,
    GatewayUnavailableError,
    Invoice,
    Observation,
)
from tests.fakes.gateway import FakeGateway
from tests.fakes.notifier import FakeNotifier
from tests.rig.works import Died

AnswerT = TypeVar("AnswerT")
VERBS = ("create", "fetch_status", "cancel", "tell", "hand_over")


class Kind(StrEnum):
    """What becomes of a call. What is "lost" was done all the same."""

    DOWN = "down"
    BROKEN = "broken"  # 5xx or HTML, nothing was done
    SLOW_DOWN = "slow_down"  # 429
    REFUSED = "refused"
    LOST = "lost"
    GARBLED = "garbled"  # HTML, and it was done
    DIE_BEFORE = "die_before"
    DIE_AFTER = "die_after"
    MEANWHILE = "meanwhile"  # it takes its time, in which something else happens


class Trouble(NamedTuple):
    """A kind, and what happens meanwhile."""

    kind: Kind
    meanwhile: Callable[[], Awaitable[None]] | None = None


_BEFORE: dict[Kind, Callable[[], BaseException]] = {
    Kind.DOWN: lambda: GatewayUnavailableError("down", is_outcome_unknown=False),
    Kind.BROKEN: lambda: GatewayProtocolError("<html>"),
    Kind.SLOW_DOWN: lambda: GatewayRateLimitedError("429", retry_after=7),
    Kind.REFUSED: GatewayRefusedError,
    Kind.DIE_BEFORE: Died,
}
_AFTER: dict[Kind, Callable[[], BaseException]] = {
    Kind.LOST: lambda: GatewayUnavailableError("lost", is_outcome_unknown=True),
    Kind.GARBLED: lambda: GatewayProtocolError("<html>"),
    Kind.DIE_AFTER: Died,
}


ODD_FACTS: Mapping[str, Callable[[Observation], Mapping[str, Any]]] = {
    "too little": lambda seen: {"amount": seen.amount - 1000},
    "too much": lambda seen: {"amount": seen.amount + 1000},
    "test money": lambda _: {"is_test": True},
    "another currency": lambda _: {"currency": "USD"},
    "another project": lambda _: {"project": "other"},
    "another reference": lambda _: {"reference": "PAY-OTHER"},
}


class Line:
    """The line to the outside: a call that goes through it meets the next trouble waiting for its verb."""

    def __init__(self) -> None:
        self.waiting: defaultdict[str, deque[Trouble]] = defaultdict(deque)

    def clear(self) -> None:
        self.waiting.clear()

    async def call(self, verb: str, act: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        """Make a call, or fail at it."""
        if not self.waiting[verb]:
            return await act()
        kind, meanwhile = self.waiting[verb].popleft()
        if kind in _BEFORE:
            error = _BEFORE[kind]()
            raise error
        answer = await act()
        if kind in _AFTER:
            error = _AFTER[kind]()
            raise error
        if meanwhile is not None:
            await meanwhile()
        return answer


class TroubledGateway(FakeGateway):
    """A gateway at the other end of a line."""

    def __init__(self, clock: Callable[[], datetime], line: Line) -> None:
        super().__init__(clock)
        self._line = line
        # What was paid otherwise than it was asked for, by transaction.
        self.oddities: dict[str, str] = {}

    def _observe(self, txn_id: str) -> Observation:
        seen = super()._observe(txn_id)
        how = self.oddities.get(txn_id)
        return seen if how is None else replace(seen, **ODD_FACTS[how](seen))

    def observe(self, txn_id: str) -> Observation:
        """Say what it would answer about a transaction."""
        return self._observe(txn_id)

    async def create(self, *, reference: str, amount: int) -> Invoice:
        create = super().create
        return await self._line.call("create", lambda: create(reference=reference, amount=amount))

    async def fetch_status(self, *, txn_id: str) -> Observation:
        fetch_status = super().fetch_status
        return await self._line.call("fetch_status", lambda: fetch_status(txn_id=txn_id))

    async def cancel(self, *, txn_id: str) -> None:
        cancel = super().cancel
        await self._line.call("cancel", lambda: cancel(txn_id=txn_id))


class TroubledNotifier(FakeNotifier):
    """People at the other end of a line. Telegram refuses nothing for good but people who are gone."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line

    async def tell(
        self, *, chat_id: int, language: str, notice: Notice, previous: Posted | None
    ) -> Posted | None:
        tell = super().tell
        return await self._call(
            "tell", lambda: tell(chat_id=chat_id, language=language, notice=notice, previous=previous)
        )

    async def hand_over(self, *, chat_id: int, language: str, goods: Goods) -> None:
        hand_over = super().hand_over
        await self._call("hand_over", lambda: hand_over(chat_id=chat_id, language=language, goods=goods))

    async def _call(self, verb: str, act: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        try:
            return await self._line.call(verb, act)
        except GatewayRefusedError as error:
            raise TransientError(str(error)) from None
