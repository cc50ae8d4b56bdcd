"""How much one bot may say, as figures: 30 messages in any second over all chats, one a second in a chat.

https://core.telegram.org/bots/faq gives the rates. How much more a chat bears for a moment it does not say.
Only private chats are thought of; a group would bear 20 a minute. Times are seconds of a clock that only goes
forward.
"""

from collections import OrderedDict, deque
from typing import NamedTuple

_A_SECOND_IN_A_CHAT = 1.0
# What a chat bears at once. Changing a message is a matter of its own.
_BURST = {"send": 10, "edit": 30}
# A call counts until a second after its answer: at some moment before that Telegram has counted it. One that
# hangs is given up on after this time.
_WINDOW = 1.0
_LONGEST_IN_FLIGHT = 2.0
_FULL_SPEED_AFTER = 30.0
_MOST_CHATS = 100_000


class Speech(NamedTuple):
    """What a call says to whom. ``kind`` is ``send`` or ``edit``."""

    chat: int | str
    kind: str


class Allowance:
    """What one bot may say now, and in how long more. Learns from refusals to go slower for a while."""

    def __init__(self, per_second: int) -> None:
        self._most = float(per_second)
        self._rate_then = self._most
        self._refused_at = 0.0
        self._in_flight: dict[int, float] = {}
        self._counted_until: deque[float] = deque()
        self._full_at: OrderedDict[Speech, float] = OrderedDict()
        self._even_from = 0.0
        self._tickets = 0

    def wait_in_chat(self, speech: Speech, *, now: float) -> float:
        """Say in how many seconds this chat bears more; nothing or less than that means now."""
        # The chat's bucket is kept as the moment at which it will be full again.
        full_at = max(self._full_at.get(speech, now), now)
        return full_at - now + (1 - _BURST[speech.kind]) / _A_SECOND_IN_A_CHAT

    def wait_in_all(self, *, now: float, is_even: bool) -> float:
        """Say in how many seconds one more may go out. ``is_even`` leaves gaps for what is more urgent."""
        self._forget(now)
        counted = len(self._in_flight) + len(self._counted_until)
        wait = self._even_from - now if is_even else 0.0
        if counted < int(self._rate(now)):
            return wait
        return max(wait, self._next_end() - now)

    def begin(self, speech: Speech, *, now: float) -> int:
        """Count a call that goes out; gives a ticket for :meth:`end`."""
        full_at = max(self._full_at.get(speech, now), now) + _A_SECOND_IN_A_CHAT
        self._fill_until(speech, full_at)
        self._tickets += 1
        if speech.kind == "send":
            self._in_flight[self._tickets] = now
            gap = 1.0 / self._rate(now)
            self._even_from = max(self._even_from, now - gap) + gap
        return self._tickets

    def end(self, ticket: int, *, now: float) -> None:
        """Note that the call has been answered, or will not be."""
        if self._in_flight.pop(ticket, None) is not None:
            self._counted_until.append(now + _WINDOW)

    def refuse(self, speech: Speech, *, retry_after: float, now: float) -> None:
        """Note a 429: leave the chat alone for so many seconds, then go slowly there, and slower everywhere.

        Several in a second are one: they went out before the first came back.
        """
        for kind, burst in _BURST.items():
            until = now + retry_after + (burst - 1) / _A_SECOND_IN_A_CHAT
            self._fill_until(Speech(speech.chat, kind), until)
        if now >= self._refused_at + _WINDOW or self._rate_then == self._most:
            self._rate_then = max(1.0, self._rate(now) / 2)
            self._refused_at = now

    def _rate(self, now: float) -> float:
        """Give the messages a second over all chats: after a refusal it climbs back little by little."""
        regained = (now - self._refused_at) * self._most / _FULL_SPEED_AFTER
        return min(self._most, self._rate_then + regained)

    def _next_end(self) -> float:
        """Say when the next of those that count stops counting, as far as is known."""
        ends = [self._counted_until[0]] if self._counted_until else []
        if self._in_flight:
            ends.append(next(iter(self._in_flight.values())) + _LONGEST_IN_FLIGHT)
        return min(ends)

    def _forget(self, now: float) -> None:
        while self._counted_until and self._counted_until[0] <= now:
            self._counted_until.popleft()
        while self._in_flight and next(iter(self._in_flight.values())) + _LONGEST_IN_FLIGHT <= now:
            self._in_flight.pop(next(iter(self._in_flight)))

    def _fill_until(self, speech: Speech, full_at: float) -> None:
        self._full_at[speech] = max(full_at, self._full_at.get(speech, full_at))
        self._full_at.move_to_end(speech)
        if len(self._full_at) > _MOST_CHATS:
            self._full_at.popitem(last=False)
