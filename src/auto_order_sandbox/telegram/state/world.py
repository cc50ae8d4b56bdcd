"""Everything the emulated Telegram knows, and the way to each bot and person."""

import re

from aiohttp import web

from auto_order_sandbox.box import Box
from auto_order_sandbox.telegram.calls import CallLog
from auto_order_sandbox.telegram.errors import unauthorized
from auto_order_sandbox.telegram.files import FileStore
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.state.bots import UNCLAIMED, Bot
from auto_order_sandbox.telegram.state.chats import Chat
from auto_order_sandbox.telegram.state.people import PERSONAS, Person
from auto_order_sandbox.telegram.webhook import CarryOut, Webhook

MOST_BOTS = 1_000
LONGEST_TOKEN = 80
# The part behind the colon may be of any length, so that the "42:TEST" of a test will do.
_TOKEN = re.compile(r"([1-9]\d{0,18}):[A-Za-z0-9_-]+")


class World:
    """One for the whole box."""

    def __init__(self, box: Box, carry_out: CarryOut) -> None:
        self.box = box
        self.people = {person.id: person for person in PERSONAS}
        self.bots: dict[int, Bot] = {}
        self.files = FileStore()
        self.calls = CallLog()
        self.webhooks: dict[int, Webhook] = {}
        self.carry_out = carry_out
        self._by_token: dict[str, Bot] = {}

    def get_bot(self, token: str) -> Bot:
        """Give the bot of a token; it springs into being with its first call.

        Raises a 401 for what is no token, and for another secret than the one a bot began with.
        """
        bot = self._by_token.get(token)
        if bot is None:
            bot = self._by_token[token] = self._claim(token)
        return bot

    def _claim(self, token: str) -> Bot:
        match = _TOKEN.fullmatch(token)
        if match is None or len(token) > LONGEST_TOKEN or len(self.bots) >= MOST_BOTS:
            raise unauthorized()
        bot_id = int(match[1])
        if bot_id in self.bots:
            raise unauthorized()
        bot = self.bots.pop(UNCLAIMED, None) or Bot(self.box.clock)
        bot.claim(bot_id, token)
        self.bots[bot_id] = bot
        self.tell_bot(bot)
        return bot

    def first_bot(self) -> Bot:
        """Give the bot that called first; before any has, the one that is still to come."""
        if not self.bots:
            self.bots[UNCLAIMED] = Bot(self.box.clock)
        return next(iter(self.bots.values()))

    def add_person(self, person: Person) -> None:
        """Let somebody have an account, or change what it says."""
        self.people[person.id] = person
        for bot in self.bots.values():
            if person.id in bot.chats:
                bot.chats[person.id].person = person
        self.box.events.publish("user", {"user": {**person.as_user, "role": person.role}})

    def tell_bot(self, bot: Bot) -> None:
        """Publish that a bot has come, or says something else about itself."""
        self.box.events.publish("bot", {"bot": bot.id, **bot.as_user})

    def tell(self, kind: str, bot: Bot, chat: Chat, payload: Json) -> None:
        """Publish what happened in a chat, if anybody listens."""
        if self.box.events.has_listeners:
            self.box.events.publish(kind, {"bot": bot.id, "chat_id": chat.person.id, **payload})


WORLD = web.AppKey("world", World)
