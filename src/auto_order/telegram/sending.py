"""Puts screens into a chat: sent below, or in place of one that is there; patient with a busy Telegram."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramRetryAfter
from aiogram.types import BufferedInputFile, InputMediaPhoto, LinkPreviewOptions, Message

from auto_order.telegram.screens.screen import Picture, Screen
from auto_order.telegram.visit import File

log = structlog.get_logger()

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NOT_MODIFIED = "message is not modified"
_LONGEST_WAIT_SECONDS = 15

ResultT = TypeVar("ResultT")


async def show(bot: Bot, chat_id: int, screen: Screen) -> int:
    """Send a screen as a new message, and say which."""
    if screen.picture is not None:
        try:
            return await _show_picture(bot, chat_id, screen, screen.picture)
        except TelegramBadRequest as error:
            # Telegram's name of a picture is nothing to another bot, and a picture may be gone.
            log.warning("telegram.no_picture", error=error.message)
    sent = await patiently(
        lambda: bot.send_message(
            chat_id, screen.text, reply_markup=screen.menu or screen.markup, link_preview_options=_NO_PREVIEW
        )
    )
    return sent.message_id


async def put_in_place(bot: Bot, message: Message, screen: Screen) -> int:
    """Change a message into a screen; where that cannot be, send the screen and take the message away."""
    try:
        if await _edit(bot, message, screen):
            return message.message_id
    except TelegramBadRequest as error:
        if _NOT_MODIFIED in error.message:
            return message.message_id
        # Deleted or too old to change: the screen goes below.
    message_id = await show(bot, message.chat.id, screen)
    await remove(bot, message.chat.id, message.message_id)
    return message_id


async def send_file(bot: Bot, chat_id: int, file: File) -> None:
    """Send a file."""
    document = BufferedInputFile(file.content.reveal().encode(), file.name)
    await patiently(lambda: bot.send_document(chat_id, document))


async def send_sticker(bot: Bot, chat_id: int, sticker: str) -> None:
    """Send a sticker if Telegram takes it: it is an ornament, and nobody waits for it."""
    try:
        await bot.send_sticker(chat_id, sticker)
    except TelegramAPIError as error:
        log.warning("telegram.no_sticker", error=type(error).__name__)


async def show_again(bot: Bot, chat_id: int, message_id: int) -> None:
    """Show a message of a chat there once more, as others would get it."""
    try:
        await patiently(lambda: bot.copy_message(chat_id, chat_id, message_id))
    except TelegramAPIError as error:
        # Gone by now, of a kind that is not copied, or not at this moment: the screen below is there anyway.
        log.info("telegram.not_shown_again", error=type(error).__name__)


async def remove(bot: Bot, chat_id: int, message_id: int) -> None:
    """Take a message away if that can still be done."""
    try:
        await bot.delete_message(chat_id, message_id)
    except TelegramAPIError as error:
        # Gone already, or too old to be taken away: its buttons still answer.
        log.info("telegram.not_removed", error=type(error).__name__)


async def patiently(call: Callable[[], Awaitable[ResultT]]) -> ResultT:
    """Wait as long as Telegram asks to, once, if somebody may still be looking at the screen by then."""
    try:
        return await call()
    except TelegramRetryAfter as busy:
        if busy.retry_after > _LONGEST_WAIT_SECONDS:
            raise
        await asyncio.sleep(busy.retry_after)
    return await call()


async def _show_picture(bot: Bot, chat_id: int, screen: Screen, picture: Picture) -> int:
    photo, markup = _as_photo(picture), screen.menu or screen.markup
    sent = await patiently(lambda: bot.send_photo(chat_id, photo, caption=screen.text, reply_markup=markup))
    return sent.message_id


async def _edit(bot: Bot, message: Message, screen: Screen) -> bool:
    """Change a message, if it can become the screen at all: a text a text, a picture a picture."""
    chat_id, message_id = message.chat.id, message.message_id
    if screen.picture is None and message.text is not None:
        await patiently(
            lambda: bot.edit_message_text(
                screen.text,
                chat_id=chat_id,
                message_id=message_id,
                reply_markup=screen.markup,
                link_preview_options=_NO_PREVIEW,
            )
        )
        return True
    if screen.picture is None or not message.photo:
        return False
    if screen.picture.file_id in {size.file_id for size in message.photo}:
        await patiently(
            lambda: bot.edit_message_caption(
                chat_id=chat_id, message_id=message_id, caption=screen.text, reply_markup=screen.markup
            )
        )
    else:
        media = InputMediaPhoto(media=_as_photo(screen.picture), caption=screen.text)
        await patiently(
            lambda: bot.edit_message_media(
                media, chat_id=chat_id, message_id=message_id, reply_markup=screen.markup
            )
        )
    return True


def _as_photo(picture: Picture) -> str | BufferedInputFile:
    return picture.file_id or BufferedInputFile(picture.png, "picture.png")
