"""A mailer in memory: it keeps who got which letter, and fails when a test has it so."""

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from auto_order.broadcasts.port import Letter
from auto_order.notifications.port import RecipientUnreachableError


@dataclass
class FakeMailer:
    """Implements the port :class:`auto_order.broadcasts.port.Mailer`.

    ``troubles`` are raised at the next calls, ``late_troubles`` after the message arrived; ``meanwhile``
    happens while one is sent.
    """

    sent: list[int] = field(default_factory=list)
    unreachable: set[int] = field(default_factory=set)
    troubles: deque[Exception] = field(default_factory=deque)
    late_troubles: deque[BaseException] = field(default_factory=deque)
    meanwhile: deque[Callable[[], Awaitable[None]]] = field(default_factory=deque)

    async def send(self, letter: Letter, *, chat_id: int) -> None:
        if chat_id in self.unreachable:
            raise RecipientUnreachableError
        if self.troubles:
            raise self.troubles.popleft()
        assert letter.message_id
        self.sent.append(chat_id)
        if self.meanwhile:
            await self.meanwhile.popleft()()
        if self.late_troubles:
            raise self.late_troubles.popleft()
