"""What a person does to a bot by writing: messages, photos, documents, a contact; blocking and unblocking."""

from aiohttp import web

from auto_order_sandbox.control.answers import Declined, answer, read_number, read_object
from auto_order_sandbox.control.target import Target, get_message, get_target
from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.entities import format_text
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.media import store
from auto_order_sandbox.telegram.media_kinds import KINDS
from auto_order_sandbox.telegram.membership import set_blocked
from auto_order_sandbox.telegram.posting import post_in, show_keyboard
from auto_order_sandbox.telegram.request_body import Upload, read_body
from auto_order_sandbox.telegram.sending import answer_to
from auto_order_sandbox.telegram.texts import LONGEST_CAPTION, LONGEST_TEXT

_FILES = ("photo", "document")
_EXAMPLE = 'For example {"text": "/start"}, or multipart with photo or document.'


async def send(request: web.Request) -> web.Response:
    """Let the person send something. Like Telegram's apps, it sends what is too long as several messages."""
    target = get_target(request)
    is_form = request.content_type == "multipart/form-data"
    wish, files = await read_body(request) if is_form else (await read_object(request), {})
    contents = _read_contents(target, wish, files)
    answered = _read_reply(target, wish)
    _open(target, str(wish.get("text", "")))
    kept = [post_in(target.world, target.bot, target.chat, {**answered, **one}) for one in contents]
    _put_keyboard_away(target, contents[0])
    return answer({**kept[0].message, **kept[0].seen(), "message_ids": [one.id for one in kept]})


def _read_contents(target: Target, wish: Json, files: dict[str, Upload]) -> list[Json]:
    kind = next((kind for kind in _FILES if kind in files), None)
    if kind is not None:
        return [_read_file(target, kind, files[kind], wish)]
    if wish.get("contact"):
        return [_read_contact(target, wish["contact"])]
    if wish.get("location"):
        return [_read_location(wish["location"])]
    text = wish.get("text")
    if not isinstance(text, str):
        raise Declined(f"text is missing or not a text. {_EXAMPLE}")
    pieces = [text[at : at + LONGEST_TEXT] for at in range(0, len(text), LONGEST_TEXT)]
    formatted = [one for piece in pieces if (one := format_text(piece)).text]
    if not formatted:
        raise Declined(f"A message of nothing but white space cannot be sent. {_EXAMPLE}")
    return [{"text": one.text, **({"entities": one.entities} if one.entities else {})} for one in formatted]


def _read_file(target: Target, kind: str, upload: Upload, wish: Json) -> Json:
    caption = format_text(str(wish.get("caption") or ""))
    if len(caption.text) > LONGEST_CAPTION:
        raise Declined(f"A caption has at most {LONGEST_CAPTION} characters.")
    stored = store(target.world, target.bot, upload, kind)
    content: Json = {kind: KINDS[kind].describe(stored, Arguments({}), {})}
    if caption.text:
        content["caption"] = caption.text
    if caption.entities:
        content["caption_entities"] = caption.entities
    return content


def _read_contact(target: Target, given: object) -> Json:
    """Read the person's own contact, as a button with request_contact shares it."""
    number = given.get("phone_number") if isinstance(given, dict) else None
    if not isinstance(number, str) or not number:
        raise Declined('contact must hold a phone_number. Example: {"contact": {"phone_number": "+62812"}}.')
    person = target.person
    return {"contact": {"phone_number": number, "first_name": person.first_name, "user_id": person.id}}


def _read_location(given: object) -> Json:
    """Read where the person is, as a button with request_location shares it."""
    if not isinstance(given, dict):
        raise Declined('location must be like {"latitude": -6.2, "longitude": 106.8}.')
    return {
        "location": {
            "latitude": read_number("latitude", given.get("latitude"), least=-90, most=90),
            "longitude": read_number("longitude", given.get("longitude"), least=-180, most=180),
        }
    }


def _read_reply(target: Target, wish: Json) -> Json:
    if not wish.get("reply_to_message_id"):
        return {}
    return answer_to(get_message(target, wish["reply_to_message_id"]))


def _open(target: Target, text: str) -> None:
    """Start the chat. Someone who has blocked the bot can only start it again."""
    if target.chat.is_blocked:
        if text.split(maxsplit=1)[:1] != ["/start"]:
            blocker = f"{target.person.first_name} has blocked this bot"
            raise Declined(f"{blocker}. Unblock it first, or send /start, which does.", status=409)
        set_blocked(target.world, target.bot, target.chat, is_blocked=False)
    target.chat.is_started = True


def _put_keyboard_away(target: Target, content: Json) -> None:
    """Hide a keyboard that was to be used once, when one of its buttons has been."""
    keyboard = target.chat.reply_keyboard
    if not keyboard or not (keyboard.get("one_time_keyboard") or keyboard.get("force_reply")):
        return
    labels = {button["text"] for row in keyboard.get("keyboard", ()) for button in row}
    if not labels or content.get("text") in labels:
        show_keyboard(target.world, target.bot, target.chat, None)


async def block(request: web.Request) -> web.Response:
    """Let the person block the bot: whatever it sends is refused, and it is told."""
    return _set_blocked(request, is_blocked=True)


async def unblock(request: web.Request) -> web.Response:
    return _set_blocked(request, is_blocked=False)


def _set_blocked(request: web.Request, *, is_blocked: bool) -> web.Response:
    target = get_target(request)
    set_blocked(target.world, target.bot, target.chat, is_blocked=is_blocked)
    return answer({"blocked": is_blocked})
