"""How a message comes into a chat, changes and goes: kept, numbered, told to the bot and to listeners."""

import orjson

from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.keyboards import Keyboard
from auto_order_sandbox.telegram.state.bots import Bot
from auto_order_sandbox.telegram.state.chats import Chat, Kept
from auto_order_sandbox.telegram.state.world import World


def post_out(world: World, bot: Bot, chat: Chat, content: Json, keyboard: Keyboard | None = None) -> Kept:
    """Let the bot say something."""
    if keyboard is not None and keyboard.is_inline:
        content = {**content, "reply_markup": keyboard.content}
    kept = _post(world, bot, chat, bot.as_user, content)
    if keyboard is not None and not keyboard.is_inline:
        show_keyboard(world, bot, chat, None if keyboard.kind == "remove" else keyboard.content)
    return kept


def post_in(world: World, bot: Bot, chat: Chat, content: Json) -> Kept:
    """Let the person say something: the bot gets an update."""
    kept = _post(world, bot, chat, chat.person.as_user, content)
    bot.updates.add("message", kept.written, lane=chat.person.id)
    return kept


def _post(world: World, bot: Bot, chat: Chat, author: Json, content: Json) -> Kept:
    message_id = bot.next_message_id()
    message = {
        "message_id": message_id,
        "from": author,
        "chat": chat.person.as_chat,
        "date": world.box.clock.timestamp(),
        **content,
    }
    kept = Kept(message_id, orjson.dumps(message), is_out=author is bot.as_user)
    chat.keep(kept)
    tell(world, "message", bot, chat, kept)
    return kept


def tell(world: World, kind: str, bot: Bot, chat: Chat, kept: Kept) -> None:
    """Publish how a message looks now."""
    if world.box.events.has_listeners:
        world.tell(kind, bot, chat, {"message": kept.shown()})


def show_keyboard(world: World, bot: Bot, chat: Chat, keyboard: Json | None) -> None:
    """Put a reply keyboard under the chat or take it away."""
    chat.show_keyboard(keyboard)
    world.tell("reply_keyboard", bot, chat, {"reply_keyboard": keyboard, "seq": chat.seq})


def replace(world: World, bot: Bot, chat: Chat, kept: Kept, message: Json) -> None:
    """Put another content in the place of a message."""
    kept.body = orjson.dumps(message)
    chat.touch(kept)
    tell(world, "edited", bot, chat, kept)


def note(world: World, bot: Bot, chat: Chat, kept: Kept, notes: Json) -> None:
    """Note on a message what people see on it."""
    kept.notes = {**kept.notes, **notes}
    chat.touch(kept)
    tell(world, "edited", bot, chat, kept)


def delete(world: World, bot: Bot, chat: Chat, kept: Kept) -> None:
    chat.delete(kept)
    world.tell("deleted", bot, chat, {"message_id": kept.id, "seq": kept.seq})
