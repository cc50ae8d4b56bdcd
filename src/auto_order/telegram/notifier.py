"""Tells people by Telegram what the rooms have to tell: the Notifier of the notifications' port."""

from collections import OrderedDict

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, LinkPreviewOptions, Message

from auto_order.notifications.notices import (
    InvoiceReady,
    Notice,
    PaidNotice,
    TopupReady,
)
from auto_order.notifications.port import Goods, GoodsLine, Posted
from auto_order.telegram import qr, sending
from auto_order.telegram.errors import translated
from auto_order.telegram.screens import orders
from auto_order.telegram.screens.notices import screen_of
from auto_order.telegram.screens.screen import Screen
from auto_order.telegram.texts import Words
from auto_order.telegram.turns import Urgency, speaking
from auto_order.telegram.wordings import WordedTexts

log = structlog.get_logger()

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_MOST_PICTURES = 500


class TelegramNotifier:
    """Shows notices as messages. ``protects_goods`` keeps goods from being forwarded."""

    def __init__(self, bot: Bot, texts: WordedTexts, *, protects_goods: bool) -> None:
        self._bot = bot
        self._texts = texts
        self._protects_goods = protects_goods
        # Telegram's names of pictures that it has, by what their QR says.
        self._pictures: OrderedDict[str, str] = OrderedDict()

    async def tell(
        self, *, chat_id: int, language: str, notice: Notice, previous: Posted | None
    ) -> Posted | None:
        """Show a notice in place of the previous one: the new message first, then the old one goes."""
        words = (await self._texts.apply())[language]
        with translated(), speaking(Urgency.ANSWER if notice.is_awaited else Urgency.NOTICE):
            if notice.changes_in_place and previous is not None:
                return await self._edit(previous, screen_of(notice, words))
            posted = await self._post(chat_id, notice, words)
            if previous is not None:
                await self._remove(previous)
        return posted

    async def hand_over(self, *, chat_id: int, language: str, goods: Goods) -> None:
        """Send the goods as text to copy, or as files when they are many or long; then their terms."""
        words = (await self._texts.apply())[language]
        text = orders.goods_text(goods, words)
        with translated(), speaking(Urgency.GOODS):
            if text is not None:
                await self._send(chat_id, Screen(text), is_goods=True)
            else:
                await self._send_texts_as_files(chat_id, goods, words)
            await self._send_files(chat_id, goods, words)
            for terms in orders.terms(goods, words):
                await self._send(chat_id, terms)

    async def _post(self, chat_id: int, notice: Notice, words: Words) -> Posted | None:
        if isinstance(notice, PaidNotice):
            return None
        screen = screen_of(notice, words)
        if screen.picture is not None:
            return Posted(chat_id, await sending.show(self._bot, chat_id, screen))
        if isinstance(notice, InvoiceReady | TopupReady):
            message = await self._send_invoice(chat_id, notice, screen)
        else:
            message = await self._send(chat_id, screen)
        return Posted(message.chat.id, message.message_id)

    async def _send(self, chat_id: int, screen: Screen, *, is_goods: bool = False) -> Message:
        return await self._bot.send_message(
            chat_id,
            screen.text,
            reply_markup=screen.markup,
            link_preview_options=_NO_PREVIEW,
            protect_content=is_goods and self._protects_goods,
        )

    async def _send_invoice(self, chat_id: int, notice: InvoiceReady | TopupReady, screen: Screen) -> Message:
        known = self._pictures.get(notice.qr_string)
        photo = known or BufferedInputFile(await qr.draw(notice.qr_string), f"{notice.number}.png")
        message = await self._bot.send_photo(chat_id, photo, caption=screen.text, reply_markup=screen.markup)
        if known is None and message.photo:
            self._pictures[notice.qr_string] = message.photo[-1].file_id
            if len(self._pictures) > _MOST_PICTURES:
                self._pictures.popitem(last=False)
        return message

    async def _send_texts_as_files(self, chat_id: int, goods: Goods, words: Words) -> None:
        await self._send(chat_id, Screen(words("goods-header", number=goods.number)))
        for number, line in enumerate(goods.lines, start=1):
            if line.contents:
                content = orders.goods_file(line).encode()
                await self._send_file(chat_id, f"{goods.number}-{number}.txt", content, goods, line, words)

    async def _send_files(self, chat_id: int, goods: Goods, words: Words) -> None:
        """Send the units that are files, one after another and each under its own name."""
        for line in goods.lines:
            for file in line.files:
                content = await file.read()
                await self._send_file(chat_id, file.name.reveal(), content, goods, line, words)

    async def _send_file(
        self, chat_id: int, name: str, content: bytes, goods: Goods, line: GoodsLine, words: Words
    ) -> None:
        await self._bot.send_document(
            chat_id,
            BufferedInputFile(content, name),
            caption=words("goods-file", name=line.name, quantity=line.quantity, number=goods.number),
            protect_content=self._protects_goods,
        )

    async def _edit(self, previous: Posted, screen: Screen) -> Posted | None:
        try:
            await self._bot.edit_message_text(
                screen.text,
                chat_id=previous.chat_id,
                message_id=previous.message_id,
                reply_markup=screen.markup,
            )
        except TelegramBadRequest as error:
            if "message is not modified" not in error.message:
                message = await self._send(previous.chat_id, screen)
                return Posted(message.chat.id, message.message_id)
        return previous

    async def _remove(self, previous: Posted) -> None:
        try:
            await self._bot.delete_message(previous.chat_id, previous.message_id)
        except TelegramBadRequest as error:
            # Gone already, or older than the 48 hours in which a bot may delete.
            log.info("telegram.not_removed", error=error.message)
