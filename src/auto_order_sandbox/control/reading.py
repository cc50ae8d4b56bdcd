"""What a person, or whoever watches, sees: messages, the chat around them, files, the bot's calls."""

import asyncio
from urllib.parse import quote

from aiohttp import web

from auto_order_sandbox.control.answers import Declined, answer, read_number, read_whole
from auto_order_sandbox.control.target import Target, find_bot_id, get_target
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.state.world import WORLD

LONGEST_WAIT = 60.0  # seconds
_SHOWN_IN_PLACE = ("image/png", "image/jpeg", "image/gif", "image/webp", "video/", "audio/")


async def show_messages(request: web.Request) -> web.Response:
    """Show what is new or changed after a seq; with `wait`, wait so many seconds for it."""
    target = get_target(request)
    chat = target.chat
    after, wait = _read_position(request)
    loop = asyncio.get_running_loop()
    until = loop.time() + wait
    while chat.seq <= after and (left := until - loop.time()) > 0:
        await chat.bell.wait(left)
    return answer(
        {
            "seq": chat.seq,
            "messages": [kept.shown() for kept in chat.changed_since(after)],
            "reply_keyboard": chat.reply_keyboard,
            "toasts": chat.toasts_since(after),
        }
    )


def _read_position(request: web.Request) -> tuple[int, float]:
    after = read_whole("after", request.query.get("after", "0"))
    return after, read_number("wait", request.query.get("wait", "0"), most=LONGEST_WAIT)


async def show_chat(request: web.Request) -> web.Response:
    """Show what surrounds the messages: who, whether blocked, the bot's commands and descriptions."""
    target = get_target(request)
    language = target.person.language_code or ""
    menu = target.bot.menu_buttons
    return answer(
        {
            "bot": target.bot.id,
            "user": target.person.as_user,
            "started": target.chat.is_started,
            "blocked": target.chat.is_blocked,
            "seq": target.chat.seq,
            "reply_keyboard": target.chat.reply_keyboard,
            "commands": _commands(target, language),
            "menu_button": menu.get(target.person.id) or menu.get(None) or {"type": "commands"},
            "description": _said(target.bot.profile["description"], language),
            "short_description": _said(target.bot.profile["short_description"], language),
        }
    )


def _commands(target: Target, language: str) -> list[Json]:
    """Find the commands that Telegram would show here.

    https://core.telegram.org/bots/api#determining-list-of-commands
    """
    for scope in (f"chat:{target.person.id}", "all_private_chats", "default"):
        for code in (language, ""):
            if commands := target.bot.commands.get(f"{scope}:{code}"):
                return commands
    return []


def _said(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("") or ""


async def show_file(request: web.Request) -> web.Response:
    """Give a file's bytes. Only pictures, videos and sounds are shown in place; a page is never run."""
    stored = request.app[WORLD].files.find(request.match_info["file_id"])
    if stored is None:
        raise Declined("There is no such file, or it had to make room for newer ones.", status=404)
    is_harmless = stored.media_type.startswith(_SHOWN_IN_PLACE)
    place = "inline" if is_harmless else "attachment"
    headers = {
        "Content-Type": stored.media_type if is_harmless else "application/octet-stream",
        "Content-Disposition": f"{place}; filename*=UTF-8''{quote(stored.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
    }
    return web.Response(body=stored.body, headers=headers)


async def show_calls(request: web.Request) -> web.Response:
    """Show the calls of the Bot API after a seq; with `wait`, wait so many seconds for one."""
    calls, bot_id = request.app[WORLD].calls, find_bot_id(request)
    after, wait = _read_position(request)
    if wait and calls.seq <= after:
        await calls.bell.wait(wait)
    return answer({"seq": calls.seq, "calls": [call.shown() for call in calls.since(after, bot_id)]})
