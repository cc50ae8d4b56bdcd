"""Sends broadcasts by Telegram: the broadcasts' Mailer, slower than a bot may, and behind all else."""

import asyncio
from time import monotonic

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError, TelegramRetryAfter

from auto_order.broadcasts.port import Letter, LetterGoneError, NotSentError
from auto_order.telegram.errors import translated
from auto_order.telegram.turns import Urgency, speaking

# Somewhat less than 25 a second. Of the 30 that Telegram permits, the rest is for the shop itself.
_GAP_SECONDS = 0.041
_GONE = ("message to copy not found", "MESSAGE_ID_INVALID", "message can't be copied")
# What cannot connect has sent nothing; any other silence may have been heard.
_NOT_CONNECTED = "ClientConnector"


class TelegramMailer:
    """Copies the letter, so that every kind of message arrives as its author sees it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._free_at = 0.0

    async def send(self, letter: Letter, *, chat_id: int) -> None:
        await self._wait()
        with translated(), speaking(Urgency.BULK):
            try:
                await self._bot.copy_message(chat_id, letter.chat_id, letter.message_id)
            except TelegramRetryAfter as busy:
                message = "Telegram asks to wait"
                raise NotSentError(message, retry_after=float(busy.retry_after)) from None
            except TelegramNetworkError as silence:
                if _NOT_CONNECTED not in silence.message:
                    raise
                message = "Telegram cannot be reached"
                raise NotSentError(message) from None
            except TelegramBadRequest as refusal:
                if not any(words in refusal.message for words in _GONE):
                    raise
                raise LetterGoneError from None

    async def _wait(self) -> None:
        """Wait for the next moment at which one may go out: evenly, and never two at once."""
        now = monotonic()
        mine = max(self._free_at, now)
        self._free_at = mine + _GAP_SECONDS
        await asyncio.sleep(mine - now)
