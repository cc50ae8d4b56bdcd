"""How a message comes into a chat, changes and goes: kept, numbered, told to the bot and to listeners."""

from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.keyboards import Keyboard
from auto_order_sandbox.telegram.state.bots import Bot
from auto_order_sandbox.telegram.state.chats import Chat, Kept
from auto_order_sandbox.telegram.state.world import World


def post_out(world: World, bot: Bot, chat: Chat, content: Json, keyboard: Keyboard | None = None) -> Kept:
    """Let the bot say something."""
    message = {
        "message_id": bot.next_message_id(),
        "from": bot.as_user,
        "chat": chat.person.as_chat,
        "date": world.box.clock.timestamp(),
        **content,
    }
    if keyboard is not None and keyboard.is_inline:
        message["reply_markup"] = keyboard.content
    kept = chat.keep(message, is_out=True)
    world.tell("message", bot, chat, {"message": kept.shown()})
    if keyboard is not None and not keyboard.is_inline:
        show_keyboard(world, bot, chat, None if keyboard.kind == "remove" else keyboard.content)
    return kept


def post_in(world: World, bot: Bot, chat: Chat, content: Json) -> Kept:
    """Let the person say something: the bot gets an update."""
    message = {
        "message_id": bot.next_message_id(),
        "from": chat.person.as_user,
        "chat": chat.person.as_chat,
        "date": world.box.clock.timestamp(),
        **content,
    }
    kept = chat.keep(message, is_out=False)
    bot.updates.add("message", message, lane=chat.person.id)
    world.tell("message", bot, chat, {"message": kept.shown()})
    return kept


def show_keyboard(world: World, bot: Bot, chat: Chat, keyboard: Json | None) -> None:
    """Put a reply keyboard under the chat or take it away."""
    chat.show_keyboard(keyboard)
    world.tell("reply_keyboard", bot, chat, {"reply_keyboard": keyboard, "seq": chat.seq})


def replace(world: World, bot: Bot, chat: Chat, kept: Kept, message: Json) -> None:
    """Put another content in the place of a message."""
    kept.message = message
    chat.touch(kept)
    world.tell("edited", bot, chat, {"message": kept.shown()})


def delete(world: World, bot: Bot, chat: Chat, kept: Kept) -> None:
    chat.delete(kept)
    world.tell("deleted", bot, chat, {"message_id": kept.id, "seq": kept.seq})
