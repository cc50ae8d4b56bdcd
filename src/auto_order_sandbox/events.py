"""What happens in the box, told to whoever listens. A slow listener is dropped, never waited for."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import orjson

KEPT_FOR_A_LISTENER = 2_000


@dataclass(slots=True, eq=False)
class Listener:
    """One who listens, to one bot or to all. Ends when it has fallen too far behind or the box closes."""

    bot: int | None
    _lines: asyncio.Queue[bytes | None] = field(
        default_factory=lambda: asyncio.Queue(KEPT_FOR_A_LISTENER), repr=False
    )

    def offer(self, line: bytes | None) -> bool:
        """Add a line; False when there is no room, as this listener does not keep up."""
        try:
            self._lines.put_nowait(line)
        except asyncio.QueueFull:
            return False
        return True

    def end(self) -> None:
        """Let it end at once, whatever it has not read yet."""
        while not self._lines.empty():
            self._lines.get_nowait()
        self._lines.put_nowait(None)

    async def lines(self) -> AsyncIterator[bytes]:
        """Server-sent events, ready for the wire."""
        while (line := await self._lines.get()) is not None:
            yield line


class EventHub:
    """One for the whole box."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    @property
    def has_listeners(self) -> bool:
        """False: nobody would hear, so a payload need not even be put together."""
        return bool(self._listeners)

    def listen(self, bot: int | None = None) -> Listener:
        """Hear everything from now on; with a bot, only what is about it or about no bot at all."""
        listener = Listener(bot)
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        self._listeners.discard(listener)

    def publish(self, kind: str, payload: dict[str, object]) -> None:
        """Tell the listeners. Never waits, never fails on a listener's account."""
        if not self._listeners:
            return
        line = b"event: %b\ndata: %b\n\n" % (kind.encode(), orjson.dumps(payload))
        bot = payload.get("bot")
        for listener in tuple(self._listeners):
            if (listener.bot is None or bot is None or listener.bot == bot) and not listener.offer(line):
                listener.end()
                self.leave(listener)

    def close(self) -> None:
        """End every listener; used when the box closes."""
        for listener in tuple(self._listeners):
            listener.end()
            self.leave(listener)
