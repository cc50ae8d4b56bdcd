"""Puts the bot together: one handler a kind of update, each behind one table."""

import logging

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.types import BotCommand

from auto_order.kit.secret import Secret
from auto_order.telegram.door import Door
from auto_order.telegram.session import LeanSession
from auto_order.telegram.texts import Texts

_COMMANDS = (
    ("start", "command-start"),
    ("produk", "command-products"),
    ("cari", "command-search"),
    ("stok", "command-stock"),
    ("pesanan", "command-orders"),
    ("language", "command-language"),
    ("help", "command-help"),
)


def build_bot(token: Secret, *, api_url: str) -> Bot:
    """Make a bot that speaks HTML and talks to the Bot API at ``api_url``."""
    return Bot(
        token.reveal(), session=LeanSession(api_url), default=DefaultBotProperties(parse_mode=ParseMode.HTML)
    )


def build_dispatcher(door: Door) -> Dispatcher:
    """Make the dispatcher. It filters nothing: the door's table finds who answers."""
    # The library would write a line for each update.
    logging.getLogger("aiogram.event").setLevel(logging.WARNING)
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.message.register(door.on_message)
    dispatcher.callback_query.register(door.on_tap)
    return dispatcher


async def introduce(bot: Bot, texts: Texts) -> None:
    """Put the commands into everybody's menu, in their language."""
    for words in (texts.default, *texts.all):
        commands = [BotCommand(command=command, description=words(key)) for command, key in _COMMANDS]
        language = None if words is texts.default else words.language
        await bot.set_my_commands(commands, language_code=language)
