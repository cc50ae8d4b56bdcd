"""Lets a person in: who asks, and when; finds who answers; and never lets a tap go without an answer."""

import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, Message, User

from auto_order.kit.errors import Refusal
from auto_order.telegram.answering import answer_message, answer_tap
from auto_order.telegram.people import Profile
from auto_order.telegram.refusals import answer_to
from auto_order.telegram.routes import Routes
from auto_order.telegram.screens.screen import Screen
from auto_order.telegram.texts import LANGUAGES
from auto_order.telegram.visit import Answer, ShopFront, Visit

log = structlog.get_logger()

Alarm = Callable[[str, str], Awaitable[None]]


class Door:
    """Answers the messages and taps of one shop. ``alarm`` hears of errors: reference code and kind."""

    def __init__(self, shop: ShopFront, *, clock: Callable[[], datetime], alarm: Alarm) -> None:
        self._shop = shop
        self._clock = clock
        self._alarm = alarm
        self._routes = Routes(shop.texts)

    async def on_message(self, message: Message, bot: Bot) -> None:
        """Answer a command or a key of the menu; meet everything else with silence."""
        call = self._routes.find_call(message.text or "")
        if call is None or message.from_user is None or message.chat.type != ChatType.PRIVATE:
            return
        argument, handler = call
        await self._serve(
            message.from_user,
            None,
            lambda visit: handler(visit, argument),
            lambda visit, answer: answer_message(bot, message.chat.id, answer, visit.words),
        )

    async def on_tap(self, query: CallbackQuery, bot: Bot) -> None:
        """Answer a tap, whatever message it comes from and however old that is."""
        found = self._routes.find_tap(query.data or "")
        message_id = query.message.message_id if query.message else None

        async def handle(visit: Visit) -> Answer:
            if found is None:
                return Answer(toast=visit.words("old-button"), is_alert=True)
            return await found.handler(visit, found.data)

        await self._serve(
            query.from_user,
            message_id,
            handle,
            lambda visit, answer: answer_tap(bot, query, answer, visit.words),
        )

    async def _serve(
        self,
        user: User,
        message_id: int | None,
        handle: Callable[[Visit], Awaitable[Answer]],
        show: Callable[[Visit, Answer], Awaitable[None]],
    ) -> None:
        visit = await self._admit(user, message_id)
        try:
            answer = await handle(visit) if not visit.customer.is_blocked else _turn_away(visit)
        except Refusal as refusal:
            answer = answer_to(refusal, visit.words)
        except Exception as error:
            code = secrets.token_hex(4).upper()
            log.exception("telegram.handler_failed", code=code)
            await self._alarm(code, type(error).__name__)
            answer = Answer(Screen(visit.words("apology", code=code)), is_new=True)
        try:
            await show(visit, answer)
        except TelegramAPIError as error:
            # What was to be done is done and can be looked up; only the answer did not arrive.
            log.warning("telegram.answer_lost", error=type(error).__name__)

    async def _admit(self, user: User, message_id: int | None) -> Visit:
        profile = Profile(user.id, user.full_name, user.username, self._find_language(user))
        customer = await self._shop.people.recognize(profile)
        words = self._shop.texts[customer.language]
        return Visit(self._shop, customer, words, self._clock(), user.id, message_id)

    def _find_language(self, user: User) -> str:
        """Speak a newcomer's own language if the shop does, and the shop's otherwise."""
        spoken = (user.language_code or "").partition("-")[0]
        return spoken if spoken in LANGUAGES else self._shop.texts.default.language


def _turn_away(visit: Visit) -> Answer:
    return Answer(toast=visit.words("blocked"), is_alert=True)
