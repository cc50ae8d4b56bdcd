"""`/_sandbox/chats`: every person's chat with a bot at a glance, and what each has yet to read."""

from aiohttp import web

from auto_order_sandbox.control.answers import answer
from auto_order_sandbox.control.target import get_bot, get_target
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.state.chats import Chat
from auto_order_sandbox.telegram.state.people import Person
from auto_order_sandbox.telegram.state.world import WORLD


async def list_chats(request: web.Request) -> web.Response:
    """List everybody's chat with the bot, the ones that have not begun included."""
    bot = get_bot(request)
    people = request.app[WORLD].people.values()
    return answer([_glance(person, bot.chats.get(person.id) or Chat(person)) for person in people])


async def mark_read(request: web.Request) -> web.Response:
    """Let the person have seen all that is in the chat."""
    target = get_target(request)
    if target.chat.read():
        target.world.tell("read", target.bot, target.chat, {"read_up_to": target.chat.read_up_to})
    return answer({"read_up_to": target.chat.read_up_to})


def _glance(person: Person, chat: Chat) -> Json:
    last = chat.last
    return {
        "user": {**person.as_user, "role": person.role},
        "started": chat.is_started,
        "blocked": chat.is_blocked,
        "seq": chat.seq,
        "unread": chat.unread,
        "last": None if last is None else last.shown(),
    }
