"""getChat, getChatMember, reactions, pins, profile photos."""

from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.media_kinds import describe_picture
from auto_order_sandbox.telegram.methods.reactions import EMOJI
from auto_order_sandbox.telegram.posting import note

_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}
MOST_REACTIONS = 11


def get_chat(call: Call) -> Json:
    """https://core.telegram.org/bots/api#getchat."""
    chat = call.get_chat()
    pinned = [kept.written for kept in chat.list_messages() if kept.notes.get("pinned")]
    return {
        **chat.person.as_chat,
        **({"active_usernames": [chat.person.username]} if chat.person.username else {}),
        "accent_color_id": 0,
        "max_reaction_count": MOST_REACTIONS,
        "accepted_gift_types": _NO_GIFTS,
        **({"pinned_message": pinned[-1]} if pinned else {}),
    }


def get_chat_member(call: Call) -> Json:
    """https://core.telegram.org/bots/api#getchatmember. In a private chat there are two members."""
    chat = call.get_chat()
    user_id = call.args.number("user_id")
    if user_id <= 0:
        raise bad_request("Invalid user_id specified")
    if user_id == call.bot.id:
        return {"user": call.bot.as_user, "status": "kicked" if chat.is_blocked else "member"}
    if user_id != chat.person.id:
        raise bad_request("member not found")
    return {"user": chat.person.as_user, "status": "member"}


def get_chat_member_count(call: Call) -> int:
    """https://core.telegram.org/bots/api#getchatmembercount."""
    call.get_chat()
    return 2


def get_chat_administrators(call: Call) -> Json:
    """https://core.telegram.org/bots/api#getchatadministrators."""
    call.get_chat()
    raise bad_request("there are no administrators in the private chat")


def get_user_profile_photos(call: Call) -> Json:
    """https://core.telegram.org/bots/api#getuserprofilephotos. Only the bot itself may have one."""
    user_id = call.args.number("user_id")
    if user_id <= 0:
        raise bad_request("Invalid user_id specified")
    if user_id == call.bot.id and call.bot.photo is not None:
        return {"total_count": 1, "photos": [[describe_picture(call.bot.photo)]]}
    if user_id not in (call.bot.id, *call.world.people):
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}


def set_message_reaction(call: Call) -> bool:
    """https://core.telegram.org/bots/api#setmessagereaction."""
    reactions = _read_reactions(call)
    chat = call.get_open_chat()
    kept = call.get_message(chat, "message to react")
    note(call.world, call.bot, chat, kept, {"reactions": reactions})
    call.world.tell("reaction", call.bot, chat, {"message_id": kept.id, "reactions": reactions})
    return True


def _read_reactions(call: Call) -> list[Json]:
    given = call.args.content("reaction", "Can't parse reaction types JSON object")
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("Expected an Array of ReactionType")
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for one in given:
        if not isinstance(one, dict):
            raise bad_request("Can't parse ReactionType: expected an Object")
        if one.get("type") != "emoji":
            raise bad_request("Can't parse ReactionType: invalid reaction type specified")
        if _bare(one) not in EMOJI:
            raise bad_request("REACTION_INVALID")
    return [{"type": "emoji", "emoji": _bare(one)} for one in given]


def _bare(reaction: Json) -> str:
    """Leave out the variation selector that many write behind an emoji and Telegram does not."""
    return str(reaction.get("emoji", "")).removesuffix("\ufe0f")


def pin_chat_message(call: Call) -> bool:
    """https://core.telegram.org/bots/api#pinchatmessage."""
    chat = call.get_open_chat()
    kept = call.get_message(chat, "message to pin")
    note(call.world, call.bot, chat, kept, {"pinned": True})
    return True


def unpin_chat_message(call: Call) -> bool:
    """https://core.telegram.org/bots/api#unpinchatmessage. Without a message: the one pinned last."""
    chat = call.get_open_chat()
    if call.args.has("message_id"):
        unpinned = [call.get_message(chat, "message to unpin")]
    else:
        unpinned = [kept for kept in chat.list_messages() if kept.notes.get("pinned")][-1:]
    for kept in unpinned:
        note(call.world, call.bot, chat, kept, {"pinned": False})
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """https://core.telegram.org/bots/api#unpinallchatmessages."""
    chat = call.get_open_chat()
    for kept in chat.list_messages():
        if kept.notes.get("pinned"):
            note(call.world, call.bot, chat, kept, {"pinned": False})
    return True
