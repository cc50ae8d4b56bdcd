"""The bot's real door over a shop without a network: updates in, and what was shown for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.filters.callback_data import CallbackData

from auto_order.bootstrap.front import build_door, build_front
from auto_order.telegram.connection import build_dispatcher
from auto_order.telegram.texts import Texts
from auto_order.telegram.updates import Updates
from tests.fakes.files import FakeFiles
from tests.fakes.telegram import TOKEN, Call, RecordedTelegram
from tests.rig.clock import NOW
from tests.rig.shop import Shop

TEXTS = Texts(timezone=ZoneInfo("Asia/Jakarta"), default="id")


@dataclass
class Front:
    """Takes updates as Telegram sends them, through the real dispatcher and door."""

    shop: Shop
    telegram: RecordedTelegram = field(default_factory=RecordedTelegram)

    def __post_init__(self) -> None:
        bot = Bot(TOKEN, session=self.telegram, default=DefaultBotProperties(parse_mode="HTML"))
        base = self.shop.base
        front = build_front(base, TEXTS, self.shop.policy, FakeFiles())
        self.updates = Updates(bot, build_dispatcher(build_door(base, front)))
        self._numbers = count(1)

    async def say(self, person: int, text: str, fields: Mapping[str, object] | None = None) -> Sequence[Call]:
        """Have a person write, and give what was called for it. ``fields`` are put over the usual ones."""
        message = _message(person, next(self._numbers)) | {"text": text, "from": _user(person)}
        return await self.handle(message=message | dict(fields or {}))

    async def tap(
        self, person: int, data: CallbackData | str, fields: Mapping[str, object] | None = None
    ) -> Sequence[Call]:
        """Have a person tap a button that carries ``data``, and give what was called for it."""
        query = {
            "id": str(next(self._numbers)),
            "from": _user(person),
            "chat_instance": "1",
            "message": _message(person, 500) | {"text": "a screen"},
            "data": data if isinstance(data, str) else data.pack(),
        }
        return await self.handle(callback_query=query | dict(fields or {}))

    async def handle(self, **update: object) -> Sequence[Call]:
        """Have an update come in, and give what was called for it."""
        seen = len(self.telegram.calls)
        await self.updates.handle({"update_id": next(self._numbers), **update})
        return self.telegram.calls[seen:]


def _user(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "Wati", "language_code": "id"}


def _message(person: int, number: int) -> dict[str, Any]:
    chat = {"id": person, "type": "private", "first_name": "Wati"}
    return {"message_id": number, "date": int(NOW.timestamp()), "chat": chat}
