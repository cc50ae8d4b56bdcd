"""An echo bot written with python-telegram-bot. With PORT set it has a webhook, otherwise it polls."""

import asyncio
import os
from io import BytesIO

from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

TOKEN = os.environ["TOKEN"]
API = os.environ["API"]
PORT = int(os.environ.get("PORT", "0"))

PRESS = InlineKeyboardMarkup([[InlineKeyboardButton("Press me", callback_data="pressed:1")]])
Context = ContextTypes.DEFAULT_TYPE


async def start(update: Update, _: Context) -> None:
    assert update.effective_message
    assert update.effective_user
    await update.effective_message.reply_html(
        f"Hello, <b>{update.effective_user.mention_html()}</b>", reply_markup=PRESS
    )


async def echo(update: Update, _: Context) -> None:
    assert update.effective_message
    assert update.effective_message.text
    await update.effective_message.reply_text(update.effective_message.text, do_quote=True)


async def pressed(update: Update, _: Context) -> None:
    query = update.callback_query
    assert query
    await query.answer(f"You pressed {query.data}", show_alert=True)
    await query.edit_message_text("Pressed")


async def photo(update: Update, _: Context) -> None:
    assert update.effective_message
    largest = update.effective_message.photo[-1]
    await update.effective_message.reply_photo(largest.file_id, caption=f"{largest.width}x{largest.height}")


async def document(update: Update, _: Context) -> None:
    assert update.effective_message
    assert update.effective_message.document
    file = await update.effective_message.document.get_file()
    body = bytes(await file.download_as_bytearray())
    await update.effective_message.reply_document(BytesIO(body[::-1]), filename="reversed.txt")


def build() -> Application:  # type: ignore[type-arg] # as its own examples write it
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{API}/bot").base_file_url(f"{API}/file/bot")
    application = builder.build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.add_handler(MessageHandler(filters.PHOTO, photo))
    application.add_handler(MessageHandler(filters.Document.ALL, document))
    return application


async def run_webhook() -> None:
    """Take updates with a server of one's own, as its customwebhookbot example does."""
    application = build()

    async def receive(request: web.Request) -> web.Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != "ptb-secret":
            return web.Response(status=403)
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return web.Response()

    server = web.Application()
    server.router.add_post("/telegram", receive)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", PORT).start()
    async with application:
        await application.bot.set_webhook(f"http://127.0.0.1:{PORT}/telegram", secret_token="ptb-secret")
        await application.start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    if PORT:
        asyncio.run(run_webhook())
    else:
        build().run_polling()
