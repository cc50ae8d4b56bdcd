"""Whom a request of the control API is about: which bot, which person, which chat between them."""

from dataclasses import dataclass

from aiohttp import web

from auto_order_sandbox.control.answers import Declined, read_whole
from auto_order_sandbox.telegram.state.bots import Bot
from auto_order_sandbox.telegram.state.chats import Chat, Kept
from auto_order_sandbox.telegram.state.people import Person
from auto_order_sandbox.telegram.state.world import WORLD, World


@dataclass(frozen=True, slots=True)
class Target:
    """A chat between a bot and a person."""

    world: World
    bot: Bot
    person: Person
    chat: Chat


def find_bot_id(request: web.Request) -> int | None:
    """Read `?bot=<id>`; None when the request is about no bot in particular."""
    given = request.query.get("bot")
    return None if given is None else read_whole("bot", given)


def get_bot(request: web.Request) -> Bot:
    """Give the bot of `?bot=<id>`, without it the first. Declines an id that no bot has called in with."""
    world, bot_id = request.app[WORLD], find_bot_id(request)
    if bot_id is None:
        return world.first_bot()
    bot = world.bots.get(bot_id)
    if bot is None:
        known = ", ".join(map(str, world.bots)) or "none yet"
        raise Declined(f"No bot {bot_id} has called the Bot API. Those that have: {known}.", status=404)
    return bot


def get_target(request: web.Request) -> Target:
    """Give the chat of the person in the path."""
    world, bot = request.app[WORLD], get_bot(request)
    user_id = read_whole("The user's id in the path", request.match_info["user_id"])
    person = world.people.get(user_id)
    if person is None:
        raise Declined(f"There is no user {user_id}. POST /_sandbox/users makes one.", status=404)
    return Target(world, bot, person, bot.chat_with(person))


def get_message(target: Target, message_id: object) -> Kept:
    """Give the message that is named and still to be seen."""
    number = read_whole("message_id", message_id)
    kept = target.chat.find(number)
    if kept is None:
        raise Declined(f"There is no message {number} in this chat, or it has been deleted.", status=404)
    return kept
