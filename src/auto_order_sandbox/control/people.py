"""`/_sandbox/state` and `/_sandbox/users`: what there is, and who."""

from aiohttp import web

from auto_order_sandbox.box import BOX
from auto_order_sandbox.control.answers import Declined, answer, read_object, read_whole
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.state.bots import Bot
from auto_order_sandbox.telegram.state.people import Person
from auto_order_sandbox.telegram.state.world import WORLD

LONGEST_NAME = 64
LARGEST_ID = 2**52


async def show_state(request: web.Request) -> web.Response:
    """Tell what the box holds now."""
    box, world = request.app[BOX], request.app[WORLD]
    return answer(
        {
            "box": box.id,
            "now": box.clock.now(),
            "limits": box.options.limits,
            "bots": [_shown_bot(bot) for bot in world.bots.values()],
            "users": [_shown_person(person) for person in world.people.values()],
            "faults": box.faults.show(),
            "calls": world.calls.seq,
        }
    )


async def add_user(request: web.Request) -> web.Response:
    """Let somebody have an account, or change what it says."""
    wish = await read_object(request)
    user_id = read_whole("id", wish.get("id"), least=1, most=LARGEST_ID)
    first_name = _read_name(wish, "first_name")
    if first_name is None:
        raise Declined('first_name is missing. Example: {"id": 1003, "first_name": "Dewi"}.')
    username = _read_name(wish, "username")
    person = Person(
        user_id,
        first_name,
        username.removeprefix("@") if username else None,
        _read_name(wish, "language_code"),
        _read_name(wish, "role"),
    )
    request.app[WORLD].add_person(person)
    return answer(_shown_person(person))


def _read_name(wish: Json, field: str) -> str | None:
    given = wish.get(field)
    if given is None:
        return None
    if not isinstance(given, str) or not 1 <= len(given.strip()) <= LONGEST_NAME:
        raise Declined(f"{field} must be a text of 1 to {LONGEST_NAME} characters.")
    return given.strip()


def _shown_person(person: Person) -> Json:
    return {**person.as_user, "role": person.role}


def _shown_bot(bot: Bot) -> Json:
    return {
        "id": bot.id,
        "first_name": bot.as_user.get("first_name"),
        "username": bot.as_user.get("username"),
        "photo": bot.photo.id if bot.photo else None,
        "pending_updates": len(bot.updates),
        "chats": [chat.person.id for chat in bot.chats.values() if chat.is_started],
    }
