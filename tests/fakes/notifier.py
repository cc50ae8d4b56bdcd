"""A notifier in memory: it keeps what each person was told and handed, and fails when a test has it so."""

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from itertools import count
from typing import NamedTuple, TypeVar

from auto_order.notifications.notices import Notice
from auto_order.notifications.port import Goods, Posted, RecipientUnreachableError

NoticeT = TypeVar("NoticeT", bound=Notice)


class Told(NamedTuple):
    """A notice as it came to a person."""

    chat_id: int
    language: str
    notice: Notice
    previous: Posted | None


class Handed(NamedTuple):
    """Goods as they came to a buyer."""

    chat_id: int
    language: str
    goods: Goods


class FakeNotifier:
    """Implements the port :class:`auto_order.notifications.port.Notifier`.

    ``troubles`` are raised at the next calls, ``late_troubles`` after the person has it already;
    ``meanwhile`` happens while goods are handed over.
    """

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.handed: list[Handed] = []
        self.unreachable: set[int] = set()
        self.troubles: deque[Exception] = deque()
        self.late_troubles: deque[Exception] = deque()
        self.hand_over_troubles: deque[Exception] = deque()
        self.meanwhile: deque[Callable[[], Awaitable[None]]] = deque()
        self._numbers = count(1)

    async def tell(
        self, *, chat_id: int, language: str, notice: Notice, previous: Posted | None
    ) -> Posted | None:
        self._fail_before(chat_id)
        self.told.append(Told(chat_id, language, notice, previous))
        self._fail_after()
        return Posted(chat_id, next(self._numbers))

    async def hand_over(self, *, chat_id: int, language: str, goods: Goods) -> None:
        self._fail_before(chat_id)
        if self.hand_over_troubles:
            raise self.hand_over_troubles.popleft()
        self.handed.append(Handed(chat_id, language, goods))
        if self.meanwhile:
            await self.meanwhile.popleft()()
        self._fail_after()

    def heard(self, chat_id: int, kind: type[NoticeT]) -> Sequence[NoticeT]:
        """List the notices of a kind that a person was told."""
        return [
            told.notice for told in self.told if told.chat_id == chat_id and isinstance(told.notice, kind)
        ]

    def kinds(self, chat_id: int) -> Sequence[str]:
        """List what kinds of notice a person was told, in order."""
        return [type(told.notice).__name__ for told in self.told if told.chat_id == chat_id]

    def contents(self, chat_id: int) -> Sequence[str]:
        """List the units that a buyer has, each once, however often it was handed over."""
        return list(
            dict.fromkeys(
                content.reveal()
                for handed in self.handed
                if handed.chat_id == chat_id
                for line in handed.goods.lines
                for content in line.contents
            )
        )

    def _fail_before(self, chat_id: int) -> None:
        if chat_id in self.unreachable:
            raise RecipientUnreachableError
        if self.troubles:
            raise self.troubles.popleft()

    def _fail_after(self) -> None:
        if self.late_troubles:
            raise self.late_troubles.popleft()
