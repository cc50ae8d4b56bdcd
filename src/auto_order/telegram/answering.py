"""Shows answers: a tap's screen in place of the tapped one, a message's below; no tap goes unanswered."""

import asyncio
import html
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramRetryAfter
from aiogram.types import CallbackQuery, LinkPreviewOptions, Message

from auto_order.telegram.screens.screen import Screen, above, main_menu
from auto_order.telegram.texts import Html, Words
from auto_order.telegram.visit import Answer

log = structlog.get_logger()

_MOST_TOAST = 200
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NOT_MODIFIED = "message is not modified"
_LONGEST_WAIT_SECONDS = 15

ResultT = TypeVar("ResultT")


async def answer_message(bot: Bot, chat_id: int, answer: Answer, words: Words) -> int | None:
    """Answer a message: the screen goes below it, and what it replaces goes. Say which message it is."""
    screen = _with_toast(answer)
    if screen is None:
        return None
    message_id = await show(bot, chat_id, screen, words)
    if answer.replaces is not None:
        await _remove(bot, chat_id, answer.replaces)
    return message_id


async def answer_tap(bot: Bot, query: CallbackQuery, answer: Answer, words: Words) -> int | None:
    """Answer a tap: end its spinner and change the screen in place, both at once. Say which message it is."""
    if answer.screen is not None:
        put = _put_screen(bot, query, answer.screen, words, is_new=answer.is_new)
        _, message_id = await asyncio.gather(_end_spinner(query, answer), put)
        return message_id
    await _end_spinner(query, answer)
    if answer.removes and query.message is not None:
        await _remove(bot, query.message.chat.id, query.message.message_id)
    return None


async def show(bot: Bot, chat_id: int, screen: Screen, words: Words) -> int:
    """Send a screen as a new message, and say which."""
    markup = main_menu(words) if screen.is_menu else screen.markup
    message = await _patiently(
        lambda: bot.send_message(chat_id, screen.text, reply_markup=markup, link_preview_options=_NO_PREVIEW)
    )
    return message.message_id


def _with_toast(answer: Answer) -> Screen | None:
    """Below a message there is no tap to show a toast over: it goes above the screen, or is the screen."""
    if answer.toast is None:
        return answer.screen
    toast = Html(answer.toast)
    return Screen(toast) if answer.screen is None else above(toast, answer.screen)


async def _end_spinner(query: CallbackQuery, answer: Answer) -> None:
    # A toast is plain text, and the words were made safe for HTML.
    toast = None if answer.toast is None else html.unescape(answer.toast)[:_MOST_TOAST]
    try:
        await _patiently(lambda: query.answer(toast, show_alert=answer.is_alert))
    except TelegramBadRequest as error:
        # The tap is older than Telegram remembers; what it asked for is done all the same.
        log.info("telegram.tap_not_answered", error=error.message)


async def _remove(bot: Bot, chat_id: int, message_id: int) -> None:
    try:
        await bot.delete_message(chat_id, message_id)
    except TelegramAPIError as error:
        # Gone already, or too old to be taken away: its buttons still answer.
        log.info("telegram.not_removed", error=type(error).__name__)


async def _put_screen(bot: Bot, query: CallbackQuery, screen: Screen, words: Words, *, is_new: bool) -> int:
    message = query.message
    if is_new or screen.is_menu or not isinstance(message, Message) or message.text is None:
        return await show(bot, query.from_user.id, screen, words)
    try:
        await _patiently(
            lambda: bot.edit_message_text(
                screen.text,
                chat_id=message.chat.id,
                message_id=message.message_id,
                reply_markup=screen.markup,
                link_preview_options=_NO_PREVIEW,
            )
        )
    except TelegramBadRequest as error:
        if _NOT_MODIFIED not in error.message:
            # Deleted or too old to change: the screen goes below.
            return await show(bot, query.from_user.id, screen, words)
    return message.message_id


async def _patiently(call: Callable[[], Awaitable[ResultT]]) -> ResultT:
    """Wait as long as Telegram asks to, once, if somebody may still be looking at the screen by then."""
    try:
        return await call()
    except TelegramRetryAfter as busy:
        if busy.retry_after > _LONGEST_WAIT_SECONDS:
            raise
        await asyncio.sleep(busy.retry_after)
    return await call()
