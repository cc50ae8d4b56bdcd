"""How much a bot may send before Telegram answers 429.

All chats together: 30 messages in any one second. One chat: one message a second for as long as you like, and
a burst of 20 on top; edits have a bucket of their own, a burst of 60. https://core.telegram.org/bots/faq
gives the rates; how large a burst may be it does not say.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from math import ceil

A_SECOND_IN_ALL = 30
A_SECOND_IN_A_CHAT = 1.0
BURST = {"send": 20, "edit": 60}
_MOST_BUCKETS = 100_000


@dataclass(slots=True)
class Limits:
    """The limits of one bot. Times are seconds on the box's clock."""

    _sent: deque[float] = field(default_factory=lambda: deque(maxlen=A_SECOND_IN_ALL))
    _full_at: OrderedDict[tuple[int, str], float] = field(default_factory=OrderedDict)

    def spend(self, chat_id: int, kind: str, count: int, *, now: float) -> int | None:
        """Let so many messages pass, or say after how many whole seconds to try again.

        All or none pass. More at once than fit at all pass when everything before is over.
        """
        wait = self._wait_in_chat(chat_id, kind, min(count, BURST[kind]), now)
        if kind == "send":
            wait = max(wait, self._wait_in_all(min(count, A_SECOND_IN_ALL), now))
        if wait > 0:
            return max(1, ceil(wait))
        self._fill(chat_id, kind, count, now)
        return None

    def _wait_in_chat(self, chat_id: int, kind: str, count: int, now: float) -> float:
        # The bucket is kept as the moment at which it will be full again.
        full_at = max(self._full_at.get((chat_id, kind), now), now)
        return full_at - now + (count - BURST[kind]) / A_SECOND_IN_A_CHAT

    def _wait_in_all(self, count: int, now: float) -> float:
        too_many = len(self._sent) + count - A_SECOND_IN_ALL
        return self._sent[too_many - 1] + 1.0 - now if too_many > 0 else 0.0

    def _fill(self, chat_id: int, kind: str, count: int, now: float) -> None:
        key = (chat_id, kind)
        self._full_at[key] = max(self._full_at.get(key, now), now) + count / A_SECOND_IN_A_CHAT
        self._full_at.move_to_end(key)
        if len(self._full_at) > _MOST_BUCKETS:
            self._full_at.popitem(last=False)
        if kind == "send":
            self._sent.extend([now] * count)
