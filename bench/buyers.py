"""Buyers who write and tap over the sandbox's control API, as fast as they are answered."""

import time
from collections.abc import Sequence
from typing import Any

import orjson

from bench.processes import Line, request

Message = dict[str, Any]


class Buyer:
    """One person, one chat, one connection. Times are seconds from asking to the bot's first answer."""

    def __init__(self, person: int, line: Line) -> None:
        self.id = person
        self._line = line
        self._seq = 0
        self._shown: dict[int, Message] = {}

    @classmethod
    async def meet(cls, port: int, person: int) -> "Buyer":
        """Open an account and a chat in which nothing was said yet."""
        line = await Line.open(port)
        known = {"id": person, "first_name": f"Buyer {person}", "language_code": "id"}
        await line.ask(request("/_sandbox/users", orjson.dumps(known)))
        return cls(person, line)

    async def say(self, text: str) -> float:
        """Write something; gives how long the first answer took."""
        return await self._ask("send", {"text": text})

    async def tap(self, label: str) -> float:
        """Tap the button with this label, once there is one; gives how long the first answer took."""
        while (message_id := self._find(label)) is None:
            await self._look()
        return await self._ask("tap", {"message_id": message_id, "text": label})

    async def wait_for(self, words: str) -> None:
        """Wait for a message with these words, or a button."""
        while not any(words in orjson.dumps(message).decode() for message in self._shown.values()):
            await self._look()

    def forget(self) -> None:
        """Look no further at what was said until now."""
        self._shown.clear()

    async def _ask(self, way: str, wish: Message) -> float:
        began = time.perf_counter()
        answer = await self._line.ask(request(f"/_sandbox/chats/{self.id}/{way}", orjson.dumps(wish)))
        self._seq = max(self._seq, orjson.loads(answer).get("seq", 0))
        while not await self._look():
            pass
        return time.perf_counter() - began

    async def _look(self) -> bool:
        """Wait for a change in the chat; says whether the bot said or answered something."""
        path = f"/_sandbox/chats/{self.id}/messages?after={self._seq}&wait=30"
        news = orjson.loads(await self._line.ask(request(path, b"", method="GET")))
        self._seq = news["seq"]
        said = [message for message in news["messages"] if message["direction"] == "out"]
        self._shown |= {message["message_id"]: message for message in said}
        return bool(said or news["toasts"])

    def _find(self, label: str) -> int | None:
        found = (
            number
            for number, message in self._shown.items()
            if not message["deleted"] and label in _labels(message)
        )
        return max(found, default=None)


def _labels(message: Message) -> Sequence[str]:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]
