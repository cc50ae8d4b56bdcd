"""Tapping a button under a message, and asking a bot inline."""

from aiohttp import web

from auto_order_sandbox.control.answers import Declined, answer, read_object, read_whole
from auto_order_sandbox.control.target import Target, get_bot, get_message, get_target
from auto_order_sandbox.telegram import asking
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.methods.payments import LINK
from auto_order_sandbox.telegram.state.chats import Kept


async def tap(request: web.Request) -> web.Response:
    """Tap an inline button, found by its label, its data or its place. Waits for nothing.

    A button that asks the bot gives the id of the question; any other says what would happen.
    """
    target = get_target(request)
    wish = await read_object(request)
    kept = get_message(target, wish.get("message_id"))
    button = _find_button(kept, wish)
    if target.chat.is_blocked:
        blocker = f"{target.person.first_name} has blocked this bot"
        raise Declined(f"{blocker}; its buttons do nothing until it is unblocked.", status=409)
    return answer(_tapped(target, kept, button))


def _find_button(kept: Kept, wish: Json) -> Json:
    rows = kept.message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons: list[Json] = [button for row in rows for button in row]
    if not any(name in wish for name in ("text", "data", "index")):
        raise Declined('Name the button. Example: {"message_id": 7, "text": "the label"}.')
    found = [button for button in buttons if _is_meant(button, wish)]
    index = read_whole("index", wish.get("index", 0))
    if index >= len(found):
        labels = ", ".join(repr(button["text"]) for button in buttons) or "none"
        meant = wish.get("text", wish.get("data", f"number {index}"))
        raise Declined(f"Message {kept.id} has no button {meant!r}. Its buttons: {labels}.", status=404)
    return found[index]


def _is_meant(button: Json, wish: Json) -> bool:
    if "text" in wish and button["text"] != wish["text"]:
        return False
    return "data" not in wish or button.get("callback_data") == wish["data"]


def _tapped(target: Target, kept: Kept, button: Json) -> Json:
    world, bot, chat = target.world, target.bot, target.chat
    if "callback_data" in button:
        query_id = asking.tap(world, bot, chat, kept, button["callback_data"])
        return {"kind": "callback", "callback_query_id": query_id}
    if "pay" in button:
        return _paying(target, f"message:{kept.id}")
    if str(button.get("url", "")).startswith(LINK):
        return _paying(target, button["url"].removeprefix(LINK))
    return _would_happen(button)


def _would_happen(button: Json) -> Json:
    """Say what a phone would do; the bot is not told of it."""
    for kind in ("url", "web_app", "login_url"):
        if kind in button:
            value = button[kind]
            return {"kind": kind, "url": value if isinstance(value, str) else value.get("url")}
    if "copy_text" in button:
        return {"kind": "copy_text", "text": button["copy_text"]["text"]}
    if "disabled" in button:
        return {"kind": "disabled"}
    return {"kind": "inline", "query": _inline_query(button)}


def _inline_query(button: Json) -> str:
    chosen = button.get("switch_inline_query_chosen_chat", {})
    return str(
        button.get("switch_inline_query")
        or button.get("switch_inline_query_current_chat")
        or chosen.get("query", "")
    )


def _paying(target: Target, slug: str) -> Json:
    invoice = target.bot.invoices.get(slug)
    if invoice is None:
        raise Declined("This invoice is no longer known to the sandbox.", status=404)
    query_id = asking.begin_payment(target.world, target.bot, target.chat, invoice)
    return {"kind": "pay", "pre_checkout_query_id": query_id}


async def ask_inline(request: web.Request) -> web.Response:
    """Type the bot's name and a query in some chat."""
    target = get_target(request)
    wish = await read_object(request)
    query, offset = str(wish.get("query", "")), str(wish.get("offset", ""))
    query_id = asking.ask_inline(target.world, target.bot, target.chat, query, offset)
    return answer({"inline_query_id": query_id})


async def show_inline(request: web.Request) -> web.Response:
    """Show what the bot answered to an inline query, if it has."""
    query = get_bot(request).queries.get(request.match_info["query_id"])
    if query is None or query.kind != "inline":
        raise Declined("There is no such inline query.", status=404)
    return answer({"answered": query.answer is not None, **(query.answer or {})})
