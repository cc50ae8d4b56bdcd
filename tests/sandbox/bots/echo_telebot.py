"""An echo bot written with pyTelegramBotAPI. With PORT set it has a webhook, otherwise it polls."""

# The library says little of its types, and its users write as its examples do.
# mypy: ignore-errors

import os

import telebot
from aiohttp import web
from telebot import apihelper
from telebot.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

API = os.environ["API"]
PORT = int(os.environ.get("PORT", "0"))

apihelper.API_URL = API + "/bot{0}/{1}"
apihelper.FILE_URL = API + "/file/bot{0}/{1}"
bot = telebot.TeleBot(os.environ["TOKEN"], parse_mode="HTML")


@bot.message_handler(commands=["start"])
def start(message: Message) -> None:
    keyboard = InlineKeyboardMarkup()
    keyboard.add(InlineKeyboardButton("Press me", callback_data="pressed:1"))
    name = telebot.formatting.hlink(message.from_user.first_name, f"tg://user?id={message.from_user.id}")
    bot.send_message(message.chat.id, f"Hello, <b>{name}</b>", reply_markup=keyboard)


@bot.callback_query_handler(func=lambda query: query.data.startswith("pressed"))
def pressed(query: CallbackQuery) -> None:
    bot.answer_callback_query(query.id, f"You pressed {query.data}", show_alert=True)
    bot.edit_message_text("Pressed", query.message.chat.id, query.message.message_id)


@bot.message_handler(content_types=["photo"])
def photo(message: Message) -> None:
    largest = message.photo[-1]
    bot.send_photo(message.chat.id, largest.file_id, caption=f"{largest.width}x{largest.height}")


@bot.message_handler(content_types=["document"])
def document(message: Message) -> None:
    file = bot.get_file(message.document.file_id)
    body = bot.download_file(file.file_path)
    bot.send_document(message.chat.id, body[::-1], visible_file_name="reversed.txt")


@bot.message_handler(func=lambda _: True)
def echo(message: Message) -> None:
    bot.reply_to(message, telebot.formatting.escape_html(message.text))


async def receive(request: web.Request) -> web.Response:
    """Take updates with a server of one's own, as its webhook_aiohttp_echo_bot example does."""
    if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != "telebot-secret":
        return web.Response(status=403)
    bot.process_new_updates([Update.de_json(await request.json())])
    return web.Response()


def run_webhook() -> None:
    app = web.Application()
    app.router.add_post("/telegram", receive)
    bot.remove_webhook()
    bot.set_webhook(url=f"http://127.0.0.1:{PORT}/telegram", secret_token="telebot-secret")
    web.run_app(app, host="127.0.0.1", port=PORT, print=None)


if __name__ == "__main__":
    if PORT:
        run_webhook()
    else:
        bot.infinity_polling()
