"""deleteMessage and deleteMessages."""

from auto_order_sandbox.telegram import posting
from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.methods.copying import read_message_ids
from auto_order_sandbox.telegram.state.chats import Kept

DELETABLE_FOR = 48 * 3600  # seconds, https://core.telegram.org/bots/api#deletemessage


def delete_message(call: Call) -> bool:
    """https://core.telegram.org/bots/api#deletemessage."""
    if not call.args.has("chat_id"):
        raise bad_request("Chat identifier is not specified")
    if call.args.number("message_id") <= 0:
        raise bad_request("Message identifier is not specified")
    chat = call.get_chat()
    kept = call.get_message(chat, "message to delete")
    if _is_too_old(call, kept):
        raise bad_request("message can't be deleted for everyone")
    posting.delete(call.world, call.bot, chat, kept)
    return True


def delete_messages(call: Call) -> bool:
    """https://core.telegram.org/bots/api#deletemessages. What is not there or too old is skipped."""
    ids = read_message_ids(call)
    chat = call.get_chat()
    for message_id in ids:
        kept = chat.find(message_id)
        if kept is not None and not _is_too_old(call, kept):
            posting.delete(call.world, call.bot, chat, kept)
    return True


def _is_too_old(call: Call, kept: Kept) -> bool:
    written: int = kept.message["date"]
    return call.timestamp - written > DELETABLE_FOR
