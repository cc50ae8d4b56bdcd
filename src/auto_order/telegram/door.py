"""Lets a person in: who asks, and when; finds who answers; and never lets a tap go without an answer."""

import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, Message, User

from auto_order.customers.service import CustomerCard
from auto_order.kit.errors import Refusal
from auto_order.telegram.answering import answer_message, answer_tap
from auto_order.telegram.awaiting import Awaiting
from auto_order.telegram.bursts import Bursts, Pace
from auto_order.telegram.choices import Choices, choose_words
from auto_order.telegram.people import Profile
from auto_order.telegram.refusals import answer_to
from auto_order.telegram.routes import Routes
from auto_order.telegram.screens.screen import Screen
from auto_order.telegram.steps import place_question, read_typed
from auto_order.telegram.texts import LANGUAGES
from auto_order.telegram.visit import Answer, ShopFront, Visit

log = structlog.get_logger()

Alarm = Callable[[str, str], Awaitable[None]]
SpamAlarm = Callable[[CustomerCard], Awaitable[None]]


class Door:
    """Answers the messages and taps of one shop.

    ``alarm`` hears of errors: reference code and kind. ``spam_alarm`` hears of who is too fast; without it
    everybody may be as fast as they like.
    """

    def __init__(
        self,
        shop: ShopFront,
        *,
        clock: Callable[[], datetime],
        alarm: Alarm,
        spam_alarm: SpamAlarm | None,
    ) -> None:
        self._shop = shop
        self._clock = clock
        self._alarm = alarm
        self._spam_alarm = spam_alarm
        self._bursts = Bursts()
        self._routes = Routes(shop.texts)
        self._awaiting = Awaiting(shop)
        self._choices = Choices(shop, clock)

    async def on_message(self, message: Message, bot: Bot) -> None:
        """Answer a command, a key of the menu, or what is awaited; meet everything else with silence."""
        if message.from_user is None or message.chat.type != ChatType.PRIVATE:
            return
        call = self._routes.find_call(message.text or "")
        step = await self._awaiting.find(message.chat.id)
        if call is None and step is None:
            return

        async def handle(visit: Visit) -> Answer:
            if call is None:
                assert step is not None
                return await self._awaiting.answer(visit, step, read_typed(message))
            return await self._awaiting.leave_for(visit, step, call)

        await self._serve(
            message.from_user,
            None,
            handle,
            lambda answer: answer_message(bot, message.chat.id, answer),
        )

    async def on_tap(self, query: CallbackQuery, bot: Bot) -> None:
        """Answer a tap, whatever message it comes from and however old that is."""
        await self._serve(
            query.from_user,
            query.message.message_id if query.message else None,
            lambda visit: self._routes.follow(visit, query.data or ""),
            lambda answer: answer_tap(bot, query, answer),
        )

    async def _serve(
        self,
        user: User,
        message_id: int | None,
        handle: Callable[[Visit], Awaitable[Answer]],
        show: Callable[[Answer], Awaitable[int | None]],
    ) -> None:
        visit = await self._admit(user, message_id)
        try:
            answer = await self._handle(visit, handle)
        except Refusal as refusal:
            answer = answer_to(refusal, visit.words)
        except Exception as error:
            code = secrets.token_hex(4).upper()
            log.exception("telegram.handler_failed", code=code)
            await self._alarm(code, type(error).__name__)
            answer = Answer(Screen(visit.words("apology", code=code)), is_new=True)
        try:
            shown = await show(answer)
        except TelegramAPIError as error:
            # What was to be done is done and can be looked up; only the answer did not arrive.
            log.warning("telegram.answer_lost", error=type(error).__name__)
            return
        if answer.is_asking and shown is not None and shown != message_id:
            await place_question(visit, shown)

    async def _handle(self, visit: Visit, handle: Callable[[Visit], Awaitable[Answer]]) -> Answer:
        too_fast = await self._slow_down(visit)
        if too_fast is not None:
            return too_fast
        if visit.customer.is_blocked:
            return Answer(toast=visit.words("blocked"), is_alert=True)
        return await self._routes.arrive(visit, await handle(visit))

    async def _slow_down(self, visit: Visit) -> Answer | None:
        """Tell somebody who is too fast, once, and ignore them until they pause. Never the staff."""
        if self._spam_alarm is None or await self._shop.badges.find(visit.chat_id):
            return None
        pace = self._bursts.note(visit.chat_id, now=visit.now)
        if pace is Pace.FINE:
            return None
        if pace is Pace.IGNORED:
            return Answer()
        await self._spam_alarm(visit.customer)
        return Answer(toast=visit.words("too-fast"), is_alert=True)

    async def _admit(self, user: User, message_id: int | None) -> Visit:
        profile = Profile(user.id, user.full_name, user.username, self._find_language(user))
        customer = await self._shop.people.recognize(profile)
        shop = await self._choices.apply()
        words = choose_words(shop, customer.language)
        return Visit(shop, customer, words, self._clock(), user.id, message_id)

    def _find_language(self, user: User) -> str:
        """Speak a newcomer's own language if the shop does, and the shop's otherwise."""
        spoken = (user.language_code or "").partition("-")[0]
        return spoken if spoken in LANGUAGES else self._shop.texts.default.language
