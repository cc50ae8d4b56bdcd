"""What all methods that send have in common: where to, in reply to what, with which keyboard, how often."""

from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.keyboards import read_keyboard
from auto_order_sandbox.telegram.posting import post_out
from auto_order_sandbox.telegram.state.chats import Chat, Kept

# What a message says, as opposed to who said it, when, and in answer to what: this is what a copy carries.
CONTENT = (
    "text",
    "entities",
    "link_preview_options",
    "photo",
    "document",
    "sticker",
    "video",
    "audio",
    "voice",
    "animation",
    "video_note",
    "contact",
    "location",
    "caption",
    "caption_entities",
    "show_caption_above_media",
    "has_media_spoiler",
)


_EXTRAS = frozenset(
    {
        "reply_parameters",
        "reply_to_message_id",
        "allow_sending_without_reply",
        "protect_content",
        "message_effect_id",
    }
)


def send(call: Call, content: Json) -> Kept:
    """Send one message as the parameters of the call say."""
    keyboard = read_keyboard(call.args)
    chat = call.get_open_chat()
    extras = read_extras(call.args, chat)
    call.spend(chat, "send")
    return post_out(call.world, call.bot, chat, {**extras, **content}, keyboard)


def content_of(message: Json) -> Json:
    """Take of a message what a copy of it carries."""
    return {name: message[name] for name in CONTENT if name in message}


def read_extras(args: Arguments, chat: Chat) -> Json:
    """Read what any message may carry besides its content."""
    if args.has_none_of(_EXTRAS):
        return {}
    extras = read_reply(args, chat)
    if args.flag("protect_content"):
        extras["has_protected_content"] = True
    if effect := args.text("message_effect_id"):
        if not effect.isdecimal():
            raise bad_request("EFFECT_ID_INVALID")
        extras["effect_id"] = effect
    return extras


def read_reply(args: Arguments, chat: Chat) -> Json:
    """Read what the message answers. Raises a 400 when that is not there and must be."""
    reply = args.content("reply_parameters", "Can't parse reply parameters JSON object")
    if reply is None:
        reply = {
            "message_id": args.number("reply_to_message_id"),
            "allow_sending_without_reply": args.flag("allow_sending_without_reply"),
        }
    if not isinstance(reply, dict):
        raise bad_request("Object expected as reply parameters")
    if not reply.get("message_id"):
        return {}
    replied = _find(reply, chat)
    if replied is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {**answer_to(replied), **_quote(reply, replied)}


def answer_to(replied: Kept) -> Json:
    """Carry the message that is answered; what that one answered is left out."""
    message = replied.message
    message.pop("reply_to_message", None)
    return {"reply_to_message": message}


def _find(reply: Json, chat: Chat) -> Kept | None:
    if str(reply.get("chat_id") or chat.person.id) != str(chat.person.id):
        return None
    try:
        return chat.find(int(reply["message_id"]))
    except (TypeError, ValueError) as error:
        raise bad_request('Field "message_id" must be a valid Number') from error


def _quote(reply: Json, replied: Kept) -> Json:
    if not reply.get("quote"):
        return {}
    quote = str(reply["quote"])
    message = replied.message
    text = message.get("text") or message.get("caption") or ""
    position = text.find(quote)
    if position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"quote": {"text": quote, "position": position, "is_manual": True}}
