"""What a person asks a bot and then waits for: a tap, an inline query, a payment about to be made."""

import secrets

from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.state.bots import Bot, Query
from auto_order_sandbox.telegram.state.chats import Chat, Kept
from auto_order_sandbox.telegram.state.world import World


def tap(world: World, bot: Bot, chat: Chat, kept: Kept, data: str) -> str:
    """Tap a button with callback data; gives the id of the callback query."""
    content = {"message": kept.written, "chat_instance": str(chat.person.id * 7_919), "data": data}
    return _ask(world, bot, chat, "callback", content)


def begin_payment(world: World, bot: Bot, chat: Chat, invoice: Json) -> str:
    """Confirm a payment: the bot is asked whether it agrees. Gives the id of the pre-checkout query."""
    content = {
        "currency": invoice["currency"],
        "total_amount": invoice["total_amount"],
        "invoice_payload": invoice["payload"],
    }
    return _ask(world, bot, chat, "pre_checkout", content, subject=invoice)


def ask_inline(world: World, bot: Bot, chat: Chat, query: str, offset: str) -> str:
    """Type the bot's name and a query; gives the id of the inline query."""
    content = {"query": query, "offset": offset, "chat_type": "sender"}
    return _ask(world, bot, chat, "inline", content)


def _ask(world: World, bot: Bot, chat: Chat, kind: str, content: Json, *, subject: Json | None = None) -> str:
    query_id = str(secrets.randbits(62))
    bot.ask(query_id, Query(kind, chat.person, world.box.clock.monotonic(), subject or {}))
    update = {"id": query_id, "from": chat.person.as_user, **content}
    bot.updates.add(f"{kind}_query", update, lane=chat.person.id)
    return query_id
