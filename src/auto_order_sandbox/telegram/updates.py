"""The updates of one bot: numbered, kept for a day, given out by long polling or by webhook."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import orjson

from auto_order_sandbox.clock import Clock
from auto_order_sandbox.telegram.errors import conflict
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.update_kinds import KINDS, ON_REQUEST

KEPT_FOR = 24 * 3600  # seconds, https://core.telegram.org/bots/api#getting-updates
MOST_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class Update:
    """One update, already written for the wire. Those of one `lane` are delivered in order."""

    id: int
    lane: int
    body: bytes
    since: float  # seconds on the box's clock


class UpdateQueue:
    """What a bot has not confirmed yet. Ids grow over restarts of the box, too: they begin with the time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next_id = clock.timestamp()
        self._pending: OrderedDict[int, Update] = OrderedDict()
        self._poll: asyncio.Future[str | None] | None = None
        self.wanted: frozenset[str] = frozenset()  # the kinds the bot asked for; none: the usual ones
        self.on_new: Callable[[Update], None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    def has(self, update: Update) -> bool:
        """Tell whether an update still waits: it may have been confirmed, dropped, or be a day old."""
        is_fresh = self._clock.monotonic() - update.since < KEPT_FOR
        return update.id in self._pending and is_fresh

    def allow(self, kinds: Iterable[str]) -> None:
        """Let only these kinds come in from now on; none named that there is means the usual ones."""
        self.wanted = KINDS.intersection(kinds)

    def wants(self, kind: str) -> bool:
        return kind in self.wanted if self.wanted else kind not in ON_REQUEST

    def add(self, kind: str, content: Json | orjson.Fragment, *, lane: int) -> None:
        """Put an update in, unless the bot does not want its kind."""
        if not self.wants(kind):
            return
        update_id = self._next_id
        self._next_id += 1
        body = orjson.dumps({"update_id": update_id, kind: content})
        update = Update(update_id, lane, body, self._clock.monotonic())
        self._pending[update_id] = update
        if len(self._pending) > MOST_KEPT:
            self._pending.popitem(last=False)
        if self.on_new is not None:
            self.on_new(update)
        elif self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def confirm(self, offset: int) -> None:
        """Forget what lies below the offset; a negative one keeps that many from the end."""
        while len(self._pending) > -offset if offset < 0 else self._oldest_id() < offset:
            self._pending.popitem(last=False)

    def _oldest_id(self) -> float:
        return next(iter(self._pending), float("inf"))

    def forget(self, update: Update) -> None:
        self._pending.pop(update.id, None)

    def clear(self) -> None:
        self._pending.clear()

    def list_pending(self, limit: int | None = None) -> list[Update]:
        """List what waits, oldest first; what has waited for a day is gone."""
        oldest = self._clock.monotonic() - KEPT_FOR
        while self._pending and next(iter(self._pending.values())).since < oldest:
            self._pending.popitem(last=False)
        listed: list[Update] = []
        for update in self._pending.values():
            if limit is not None and len(listed) >= limit:
                break
            listed.append(update)
        return listed

    async def wait(self, seconds: float) -> None:
        """Wait for an update, in real seconds. Raises a 409 when another poll or a webhook takes over."""
        poll = self._poll = asyncio.get_running_loop().create_future()
        await asyncio.wait({poll}, timeout=seconds)
        if poll is self._poll:
            self._poll = None
        if poll.done() and (taken_over_by := poll.result()) is not None:
            raise conflict(f"terminated by {taken_over_by}")

    def end_poll(self, taken_over_by: str) -> None:
        """End the long poll that is under way, if there is one, with a 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(taken_over_by)
        self._poll = None
