"""Fetches files that people sent: the stock's port for uploads, with a Bot."""

from io import BytesIO

import aiohttp
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from auto_order.kit.errors import TransientError
from auto_order.stock.rules import FileGone
from auto_order.telegram.errors import translated


class TelegramFiles:
    """Fetches by Telegram's file id. Telegram gives bots files of up to 20 MB."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def fetch(self, file_id: str) -> bytes:
        content = BytesIO()
        try:
            with translated():
                await self._bot.download(file_id, content)
        except TelegramBadRequest:
            raise FileGone from None
        except (aiohttp.ClientError, TimeoutError) as error:
            # The class alone: the text of the error may hold the address, and the address the token.
            raise TransientError(type(error).__name__) from None
        return content.getvalue()
