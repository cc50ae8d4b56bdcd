"""copyMessage, forwardMessage and their plurals."""

from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.methods.results import Written
from auto_order_sandbox.telegram.posting import post_out
from auto_order_sandbox.telegram.sending import content_of, send
from auto_order_sandbox.telegram.state.chats import Chat, Kept
from auto_order_sandbox.telegram.texts import read_caption

MOST_AT_ONCE = 100
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


def copy_message(call: Call) -> Json:
    """https://core.telegram.org/bots/api#copymessage."""
    call.args.required("from_chat_id")
    kept = call.get_message(call.get_chat("from_chat_id"), "message to copy")
    content = _copied(kept)
    if call.args.has("caption") and "text" not in content:
        content = {**_without_caption(content), **read_caption(call.args, call.world.people)}
    return {"message_id": send(call, content).id}


def forward_message(call: Call) -> Written:
    """https://core.telegram.org/bots/api#forwardmessage."""
    call.args.required("from_chat_id")
    kept = call.get_message(call.get_chat("from_chat_id"), "message to forward")
    return Written(send(call, _forwarded(kept)).body)


def copy_messages(call: Call) -> list[Json]:
    """https://core.telegram.org/bots/api#copymessages. What cannot be copied is left out."""
    is_bare = call.args.flag("remove_caption")
    contents = [content_of(kept.message) for kept in _list_messages(call)]
    return _send_all(call, [_without_caption(one) if is_bare else one for one in contents if one])


def forward_messages(call: Call) -> list[Json]:
    """https://core.telegram.org/bots/api#forwardmessages. What cannot be forwarded is left out."""
    return _send_all(call, [_forwarded(kept) for kept in _list_messages(call) if _is_free(kept.message)])


def _copied(kept: Kept) -> Json:
    content = content_of(kept.message)
    if not content:
        raise bad_request("message can't be copied")
    return content


def _forwarded(kept: Kept) -> Json:
    message = kept.message
    if not _is_free(message):
        raise bad_request("message can't be forwarded")
    author = {"type": "user", "sender_user": message["from"], "date": message["date"]}
    return {"forward_origin": message.get("forward_origin", author), **content_of(message)}


def _is_free(message: Json) -> bool:
    return bool(content_of(message)) and not message.get("has_protected_content")


def _without_caption(content: Json) -> Json:
    return {name: value for name, value in content.items() if name not in _CAPTION}


def _list_messages(call: Call) -> list[Kept]:
    call.args.required("from_chat_id")
    ids = read_message_ids(call)
    if sorted(set(ids)) != ids:
        raise bad_request("message identifiers must be in a strictly increasing order")
    source: Chat = call.get_chat("from_chat_id")
    found = [kept for one in ids if (kept := source.find(one)) is not None]
    if not found:
        raise bad_request("message to forward not found")
    return found


def _send_all(call: Call, contents: list[Json]) -> list[Json]:
    chat = call.get_open_chat()
    if not contents:
        raise bad_request("there are no messages to forward")
    call.spend(chat, "send", len(contents))
    protected = {"has_protected_content": True} if call.args.flag("protect_content") else {}
    sent = [post_out(call.world, call.bot, chat, {**protected, **content}) for content in contents]
    return [{"message_id": kept.id} for kept in sent]


def read_message_ids(call: Call) -> list[int]:
    """Read `message_ids`, at most a hundred."""
    ids = call.args.content("message_ids", "Can't parse message_ids JSON object")
    if ids is None or ids == []:
        raise bad_request("Message identifiers are not specified")
    if not isinstance(ids, list):
        raise bad_request("Expected an Array of message identifiers")
    if len(ids) > MOST_AT_ONCE:
        raise bad_request("Too many message identifiers specified")
    return [_read_message_id(one) for one in ids]


def _read_message_id(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int | str):
        raise bad_request("Message identifier must be a Number")
    try:
        number = int(given)
    except ValueError as error:
        raise bad_request("Can't parse message identifier as Number") from error
    if number <= 0:
        raise bad_request("Invalid message identifier specified")
    return number
