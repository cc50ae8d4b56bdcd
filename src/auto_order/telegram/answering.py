"""Shows answers: a tap's screen in place of the tapped one, a message's below; no tap goes unanswered."""

import asyncio
import html
import re

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from auto_order.telegram import sending
from auto_order.telegram.screens.screen import Screen, above
from auto_order.telegram.texts import Html
from auto_order.telegram.visit import Answer, Greeting

log = structlog.get_logger()

_MOST_TOAST = 200
_TAG = re.compile(r"</?[a-z]+>")


async def answer_message(bot: Bot, chat_id: int, answer: Answer) -> int | None:
    """Answer a message: the screen goes below it, and what it replaces goes. Say which message it is."""
    if answer.greeting is not None:
        await _greet(bot, chat_id, answer.greeting)
    if answer.preview is not None:
        await sending.show_again(bot, chat_id, answer.preview)
    screen = _with_toast(answer)
    message_id = None if screen is None else await sending.show(bot, chat_id, screen)
    if answer.replaces is not None:
        await sending.remove(bot, chat_id, answer.replaces)
    if answer.file is not None:
        await sending.send_file(bot, chat_id, answer.file)
    return message_id


async def answer_tap(bot: Bot, query: CallbackQuery, answer: Answer) -> int | None:
    """Answer a tap: end its spinner and change the screen in place, both at once. Say which message it is."""
    message_id = None
    if answer.screen is None:
        await _end_spinner(query, answer)
    else:
        put = _put_screen(bot, query, answer.screen, is_new=answer.is_new)
        _, message_id = await asyncio.gather(_end_spinner(query, answer), put)
    if answer.removes and query.message is not None:
        await sending.remove(bot, query.message.chat.id, query.message.message_id)
    if answer.file is not None:
        await sending.send_file(bot, query.from_user.id, answer.file)
    return message_id


async def _greet(bot: Bot, chat_id: int, greeting: Greeting) -> None:
    if greeting.sticker is not None:
        await sending.send_sticker(bot, chat_id, greeting.sticker)
    if greeting.screen is not None:
        await sending.show(bot, chat_id, greeting.screen)


def _with_toast(answer: Answer) -> Screen | None:
    """Below a message there is no tap to show a toast over: it goes above the screen, or is the screen."""
    if answer.toast is None:
        return answer.screen
    toast = Html(answer.toast)
    return Screen(toast) if answer.screen is None else above(toast, answer.screen)


async def _end_spinner(query: CallbackQuery, answer: Answer) -> None:
    toast = None if answer.toast is None else _as_plain(answer.toast)[:_MOST_TOAST]
    try:
        await sending.patiently(lambda: query.answer(toast, show_alert=answer.is_alert))
    except TelegramBadRequest as error:
        # The tap is older than Telegram remembers; what it asked for is done all the same.
        log.info("telegram.tap_not_answered", error=error.message)


def _as_plain(text: str) -> str:
    """Give what HTML says: a toast is plain text, and the words were made for messages."""
    return html.unescape(_TAG.sub("", text))


async def _put_screen(bot: Bot, query: CallbackQuery, screen: Screen, *, is_new: bool) -> int:
    if is_new or screen.menu is not None or not isinstance(query.message, Message):
        return await sending.show(bot, query.from_user.id, screen)
    return await sending.put_in_place(bot, query.message, screen)
