"""An echo bot written with aiogram. With PORT set it has a webhook, otherwise it polls."""

import asyncio
import os
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.methods import SendMessage
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

API = os.environ["API"]
PORT = int(os.environ.get("PORT", "0"))

PRESS = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Press me", callback_data="pressed:1")]]
)
dispatcher = Dispatcher()


@dispatcher.message(CommandStart())
async def start(message: Message) -> None:
    assert message.from_user
    await message.answer(f"Hello, <b>{message.from_user.mention_html()}</b>", reply_markup=PRESS)


@dispatcher.callback_query(F.data.startswith("pressed"))
async def pressed(query: CallbackQuery) -> None:
    await query.answer(f"You pressed {query.data}", show_alert=True)
    assert isinstance(query.message, Message)
    await query.message.edit_text("Pressed")


@dispatcher.message(F.photo)
async def photo(message: Message) -> None:
    assert message.photo
    largest = message.photo[-1]
    await message.answer_photo(largest.file_id, caption=f"{largest.width}x{largest.height}")


@dispatcher.message(F.document)
async def document(message: Message, bot: Bot) -> None:
    assert message.document
    body = await bot.download(message.document)
    assert body
    await message.answer_document(BufferedInputFile(body.read()[::-1], "reversed.txt"))


@dispatcher.message(F.text)
async def echo(message: Message) -> SendMessage:
    """Answer by what is returned: a webhook carries it in its own answer."""
    assert message.text
    return message.reply(message.text, parse_mode=None)


async def on_startup(bot: Bot) -> None:
    await bot.set_webhook(f"http://127.0.0.1:{PORT}/telegram", secret_token="aiogram-secret")


def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(API))
    bot = Bot(os.environ["TOKEN"], session, default=DefaultBotProperties(parse_mode="HTML"))
    if not PORT:
        asyncio.run(dispatcher.start_polling(bot))
        return
    dispatcher.startup.register(on_startup)
    app = web.Application()
    handler: Any = SimpleRequestHandler(
        dispatcher, bot, handle_in_background=False, secret_token="aiogram-secret"
    )
    handler.register(app, path="/telegram")
    setup_application(app, dispatcher, bot=bot)
    web.run_app(app, host="127.0.0.1", port=PORT, print=None)


if __name__ == "__main__":
    main()
