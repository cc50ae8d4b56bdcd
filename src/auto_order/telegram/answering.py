"""Shows answers: a tap's screen in place of the tapped one, a message's below; no tap goes unanswered."""

import asyncio
import html
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import CallbackQuery, LinkPreviewOptions, Message

from auto_order.telegram.screens.screen import Screen, main_menu
from auto_order.telegram.texts import Html, Words
from auto_order.telegram.visit import Answer

log = structlog.get_logger()

_MOST_TOAST = 200
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NOT_MODIFIED = "message is not modified"
_LONGEST_WAIT_SECONDS = 15

ResultT = TypeVar("ResultT")


async def answer_message(bot: Bot, chat_id: int, answer: Answer, words: Words) -> None:
    """Answer a message: the screen goes below it."""
    if answer.screen is not None:
        await show(bot, chat_id, answer.screen, words)
    elif answer.toast is not None:
        await show(bot, chat_id, Screen(Html(answer.toast)), words)


async def answer_tap(bot: Bot, query: CallbackQuery, answer: Answer, words: Words) -> None:
    """Answer a tap: end its spinner and change the screen in place, both at once."""
    steps = [_end_spinner(query, answer)]
    if answer.screen is not None:
        steps.append(_put_screen(bot, query, answer.screen, words, is_new=answer.is_new))
    await asyncio.gather(*steps)


async def show(bot: Bot, chat_id: int, screen: Screen, words: Words) -> None:
    """Send a screen as a new message."""
    markup = main_menu(words) if screen.is_menu else screen.markup
    await _patiently(
        lambda: bot.send_message(chat_id, screen.text, reply_markup=markup, link_preview_options=_NO_PREVIEW)
    )


async def _end_spinner(query: CallbackQuery, answer: Answer) -> None:
    # A toast is plain text, and the words were made safe for HTML.
    toast = None if answer.toast is None else html.unescape(answer.toast)[:_MOST_TOAST]
    try:
        await _patiently(lambda: query.answer(toast, show_alert=answer.is_alert))
    except TelegramBadRequest as error:
        # The tap is older than Telegram remembers; what it asked for is done all the same.
        log.info("telegram.tap_not_answered", error=error.message)


async def _put_screen(bot: Bot, query: CallbackQuery, screen: Screen, words: Words, *, is_new: bool) -> None:
    message = query.message
    if is_new or screen.is_menu or not isinstance(message, Message) or message.text is None:
        await show(bot, query.from_user.id, screen, words)
        return
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
            await show(bot, query.from_user.id, screen, words)


async def _patiently(call: Callable[[], Awaitable[ResultT]]) -> ResultT:
    """Wait as long as Telegram asks to, once, if somebody may still be looking at the screen by then."""
    try:
        return await call()
    except TelegramRetryAfter as busy:
        if busy.retry_after > _LONGEST_WAIT_SECONDS:
            raise
        await asyncio.sleep(busy.retry_after)
    return await call()
