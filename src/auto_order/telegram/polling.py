"""Fetches updates by long polling.

Instead of the library's polling, because here an update that cannot be read does not stop those behind it, a
stop confirms what was handled, and a wrong token stops the shop with a sentence.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod

from auto_order.kit.errors import ConfigurationError
from auto_order.telegram.updates import Updates

log = structlog.get_logger()

_LONG_POLL_SECONDS = 30
_MOST_AT_ONCE = 200
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """The method getUpdates, answered with updates as they are."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int = 0
    allowed_updates: list[str] = ALLOWED_UPDATES


class Poller:
    """Polls one bot until :meth:`stop`."""

    def __init__(self, bot: Bot, updates: Updates) -> None:
        self._bot = bot
        self._updates = updates
        self._offset: int | None = None
        self._slots = asyncio.Semaphore(_MOST_AT_ONCE)
        self._fetching: asyncio.Task[Sequence[Mapping[str, Any]]] | None = None
        self._is_stopping = False

    def stop(self) -> None:
        """Fetch nothing more; :meth:`run` returns when what was fetched is handled."""
        self._is_stopping = True
        if self._fetching is not None:
            self._fetching.cancel()

    async def run(self) -> None:
        """Fetch and hand on until stopped, then confirm what was handled."""
        async with asyncio.TaskGroup() as group:
            while not self._is_stopping:
                self._fetching = group.create_task(self._fetch())
                await asyncio.wait({self._fetching})
                if self._fetching.cancelled():
                    break
                for update in self._fetching.result():
                    await self._slots.acquire()
                    group.create_task(self._handle(update))
        await self._confirm()

    async def _handle(self, update: Mapping[str, Any]) -> None:
        try:
            await self._updates.handle(update)
        finally:
            self._slots.release()

    async def _fetch(self) -> Sequence[Mapping[str, Any]]:
        """Wait for updates, through every trouble that may pass."""
        pause = _FIRST_PAUSE
        while True:
            try:
                updates = await self._ask(timeout=_LONG_POLL_SECONDS)
            except (TelegramUnauthorizedError, TelegramNotFound):
                problem = "Telegram does not know this token"
                example = "TELEGRAM_BOT_TOKEN=123456789:AA… as @BotFather gave it"
                raise ConfigurationError("TELEGRAM_BOT_TOKEN", problem, example=example) from None
            except TelegramConflictError:
                log.warning("telegram.conflict", hint="another process polls this bot, or a webhook is set")
            except (TelegramAPIError, ClientDecodeError) as error:
                log.warning("telegram.no_updates", error=type(error).__name__, retry_in=pause)
            else:
                return updates
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _ask(self, *, timeout: int, limit: int | None = None) -> Sequence[Mapping[str, Any]]:  # noqa: ASYNC109 - Telegram's
        method = GetRawUpdates(offset=self._offset, timeout=timeout, limit=limit)
        updates = await self._bot(method, request_timeout=timeout + 15)
        if updates:
            self._offset = max(int(update["update_id"]) for update in updates) + 1
        return updates

    async def _confirm(self) -> None:
        """Tell Telegram what was handled, so that the next start does not see it again."""
        if self._offset is None:
            return
        try:
            await self._bot(GetRawUpdates(offset=self._offset, limit=1), request_timeout=5)
        except (TelegramAPIError, ClientDecodeError):
            log.warning("telegram.not_confirmed")
