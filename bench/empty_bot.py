"""The reference: nothing but aiogram that answers. What a shop does comes on top of this."""

import os

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

_KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="1️⃣", callback_data="open:1")]]  # the shop's label
)
dispatcher = Dispatcher()


@dispatcher.message()
async def answer(message: Message) -> None:
    """Answer anything that is written."""
    await message.answer("Halo! Mau beli apa?", reply_markup=_KEYBOARD)


@dispatcher.callback_query()
async def open_product(query: CallbackQuery) -> None:
    """Answer any tap with another text in the same message."""
    await query.answer()
    assert isinstance(query.message, Message)
    await query.message.edit_text(f"Produk nomor {query.id}", reply_markup=_KEYBOARD)


async def main() -> None:
    """Poll until the end."""
    api = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])
    bot = Bot(os.environ["TELEGRAM_BOT_TOKEN"], AiohttpSession(api=api))
    await dispatcher.start_polling(bot, polling_timeout=30)


if __name__ == "__main__":
    uvloop.run(main())
