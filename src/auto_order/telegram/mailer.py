"""Sends broadcasts by Telegram: the broadcasts' Mailer, slower than a bot may, and behind all else."""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import CopyMessage

from auto_order.broadcasts.port import Letter, LetterGoneError, NotSentError
from auto_order.telegram.errors import translated
from auto_order.telegram.turns import Turns, Urgency, speaking

# Of the 30 messages a second that Telegram permits, the rest is for the shop itself.
_A_SECOND = 25
_GONE = ("message to copy not found", "MESSAGE_ID_INVALID", "message can't be copied")
# What cannot connect has sent nothing; any other silence may have been heard.
_NOT_CONNECTED = "ClientConnector"


class TelegramMailer:
    """Copies the letter, so that every kind of message arrives as its author sees it.

    A message waits for two turns: for one among broadcasts, and then for one of the bot's, behind whoever is
    more urgent.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._turns = Turns(_A_SECOND)

    async def send(self, letter: Letter, *, chat_id: int) -> None:
        copying = CopyMessage(chat_id=chat_id, from_chat_id=letter.chat_id, message_id=letter.message_id)
        with translated(), speaking(Urgency.BULK):
            try:
                async with self._turns.turn(copying):
                    await self._bot(copying)
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
