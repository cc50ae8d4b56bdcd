"""Telegram in memory: it takes every call as the Bot API does, and remembers what was said and shown."""

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, InlineKeyboardMarkup, Message, PhotoSize
from aiogram.types import User as TelegramUser

from tests.rig.clock import NOW

TOKEN = "123456789:AAExampleExampleExampleExample-Exam"
_BOT = TelegramUser(id=123456789, is_bot=True, first_name="Toko")
_POSTS = {"sendMessage", "sendPhoto", "sendDocument", "sendSticker"}
_EDITS = {"editMessageText", "editMessageMedia", "editMessageCaption"}


@dataclass
class Call:
    """One call of the Bot API."""

    method: str
    values: Mapping[str, Any]

    @property
    def text(self) -> str:
        return str(self.values.get("text") or self.values.get("caption") or "")

    @property
    def buttons(self) -> Mapping[str, str]:
        """Say what each inline button carries, by its label."""
        markup = self.values.get("reply_markup")
        rows = markup.inline_keyboard if isinstance(markup, InlineKeyboardMarkup) else []
        return {button.text: button.callback_data or "" for row in rows for button in row}


@dataclass
class RecordedTelegram(BaseSession):
    """A session without a network."""

    calls: list[Call] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._numbers = count(1000)

    async def close(self) -> None:
        """Leave nothing open: nothing was."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109, ARG002 - the base's
    ) -> TelegramType:
        call = Call(method.__api_method__, dict(iter(method)))
        self.calls.append(call)
        answer = self._write(bot, call) if call.method in _POSTS | _EDITS else True
        return cast("TelegramType", answer)

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:  # noqa: ANN401 - the base's
        """Give nothing: no file was ever sent here."""
        yield b""

    def _write(self, bot: Bot, call: Call) -> Message:
        number = call.values.get("message_id") or next(self._numbers)
        is_photo = call.method == "sendPhoto"
        photo = PhotoSize(file_id=f"photo-{number}", file_unique_id=str(number), width=9, height=9)
        return Message(
            message_id=number,
            date=NOW,
            chat=Chat(id=call.values["chat_id"], type="private"),
            from_user=_BOT,
            text=None if is_photo else call.text,
            photo=[photo] if is_photo else None,
        ).as_(bot)

    # What a test asks.

    def to(self, chat_id: int) -> Sequence[Call]:
        """List what was written to a chat."""
        return [call for call in self.calls if call.values.get("chat_id") == chat_id and call.text]

    def toasts(self) -> Sequence[str]:
        """List what was shown over a tap; an empty one ended the spinner and no more."""
        return list(self._toasts())

    def _toasts(self) -> Iterator[str]:
        for call in self.calls:
            if call.method == "answerCallbackQuery":
                yield str(call.values.get("text") or "")
