"""Whether a person lets the bot write: blocking and unblocking, of which the bot is told."""

from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.state.bots import Bot
from auto_order_sandbox.telegram.state.chats import Chat
from auto_order_sandbox.telegram.state.world import World


def set_blocked(world: World, bot: Bot, chat: Chat, *, is_blocked: bool) -> None:
    """Block or unblock. Doing what is done already does nothing, and tells nobody."""
    if chat.is_blocked == is_blocked:
        return
    chat.is_blocked = is_blocked
    before, after = _member(bot, is_blocked=not is_blocked), _member(bot, is_blocked=is_blocked)
    update = {
        "chat": chat.person.as_chat,
        "from": chat.person.as_user,
        "date": world.box.clock.timestamp(),
        "old_chat_member": before,
        "new_chat_member": after,
    }
    bot.updates.add("my_chat_member", update, lane=chat.person.id)
    world.tell("blocked", bot, chat, {"blocked": is_blocked})


def _member(bot: Bot, *, is_blocked: bool) -> Json:
    if is_blocked:
        return {"user": bot.as_user, "status": "kicked", "until_date": 0}
    return {"user": bot.as_user, "status": "member"}
