"""The shop's line to Telegram: the bot, how updates come in, and what everybody's menu shows."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import BotCommand

from auto_order.kit.secret import Secret
from auto_order.telegram.door import Door
from auto_order.telegram.polling import ALLOWED_UPDATES, Poller
from auto_order.telegram.session import LeanSession
from auto_order.telegram.texts import Texts
from auto_order.telegram.turns import Turns
from auto_order.telegram.updates import Updates

log = structlog.get_logger()

_COMMANDS = (
    ("start", "command-start"),
    ("produk", "command-products"),
    ("cari", "command-search"),
    ("stok", "command-stock"),
    ("pesanan", "command-orders"),
    ("language", "command-language"),
    ("help", "command-help"),
)
_RETRY_SECONDS = 10.0


class Webhook(Protocol):
    """Where Telegram is to bring updates, and the secret it brings along."""

    @property
    def url(self) -> str: ...

    @property
    def secret(self) -> Secret: ...


@asynccontextmanager
async def open_bot(token: Secret, *, api_url: str, per_second: int) -> AsyncIterator[Bot]:
    """Open a bot that speaks HTML and says so many messages a second to the Bot API at ``api_url``.

    Open each once: a second line of the same bot would not know how much the first has said.
    """
    session = LeanSession(api_url, Turns(per_second))
    bot = Bot(token.reveal(), session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    try:
        yield bot
    finally:
        await session.close()


def build_dispatcher(door: Door) -> Dispatcher:
    """Make the dispatcher. It filters nothing: the door's table finds who answers."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.message.register(door.on_message)
    dispatcher.callback_query.register(door.on_tap)
    return dispatcher


class Connection:
    """One bot's line: ``updates`` takes them in, ``poller`` fetches them where no webhook brings them."""

    def __init__(self, bot: Bot, door: Door, texts: Texts) -> None:
        self._bot = bot
        self._texts = texts
        self.updates = Updates(bot, build_dispatcher(door))
        self.poller = Poller(bot, self.updates)

    async def introduce(self, webhook: Webhook | None) -> None:
        """Tell Telegram how updates are to come and which commands there are, until it has heard."""
        while True:
            try:
                await self._choose_way(webhook)
                await self._set_commands()
            except (TelegramAPIError, ClientDecodeError) as error:
                log.warning("telegram.not_introduced", error=type(error).__name__, retry_in=_RETRY_SECONDS)
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                return

    async def _choose_way(self, webhook: Webhook | None) -> None:
        if webhook is None:
            await self._bot.delete_webhook()
        else:
            await self._bot.set_webhook(
                webhook.url, secret_token=webhook.secret.reveal(), allowed_updates=ALLOWED_UPDATES
            )

    async def _set_commands(self) -> None:
        languages = [(None, self._texts.default), *((words.language, words) for words in self._texts.all)]
        for language, words in languages:
            commands = [BotCommand(command=name, description=words(key)) for name, key in _COMMANDS]
            await self._bot.set_my_commands(commands, language_code=language)
