"""getMe, and everything a bot says about itself: name, descriptions, commands, menu button, rights."""

import re
from collections.abc import Callable

from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.keyboards import read_web_app

LONGEST = {"name": 64, "description": 512, "short_description": 120}  # characters
MOST_COMMANDS = 100
LONGEST_COMMAND_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_MENU_BUTTONS = {"default", "commands", "web_app"}
_RIGHTS = (
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def get_me(call: Call) -> Json:
    """https://core.telegram.org/bots/api#getme."""
    return {
        **call.bot.as_user,
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def setter_of(field: str) -> Callable[[Call], bool]:
    """Make the method that sets the name or a description, for people of one language or of all others."""

    def set_field(call: Call) -> bool:
        text = call.args.text(field).strip()
        if len(text) > LONGEST[field]:
            raise bad_request(f"BOT_{field.upper()}_TOO_LONG")
        call.bot.describe(field, _language(call), text)
        call.world.tell_bot(call.bot)
        return True

    return set_field


def getter_of(field: str) -> Callable[[Call], Json]:
    """Make the method that tells the name or a description."""

    def get_field(call: Call) -> Json:
        texts = call.bot.profile[field]
        text = texts.get(_language(call)) or texts.get("") or ""
        return {field: text or (call.bot.as_user["first_name"] if field == "name" else "")}

    return get_field


def _language(call: Call) -> str:
    code = call.args.text("language_code")
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("LANG_CODE_INVALID")
    return code


def set_my_commands(call: Call) -> bool:
    """https://core.telegram.org/bots/api#setmycommands."""
    given = call.args.content("commands", "Can't parse commands JSON object")
    if not isinstance(given, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(given) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.bot.commands[_scope(call)] = [_read_command(one) for one in given]
    call.world.tell_bot(call.bot)
    return True


def get_my_commands(call: Call) -> list[Json]:
    """https://core.telegram.org/bots/api#getmycommands."""
    return call.bot.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> bool:
    """https://core.telegram.org/bots/api#deletemycommands."""
    call.bot.commands.pop(_scope(call), None)
    call.world.tell_bot(call.bot)
    return True


def _read_command(given: object) -> Json:
    if not isinstance(given, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(given.get(name), str):
            raise bad_request(f"Can't parse BotCommand: Can't find field \"{name}\"")
    command, description = given["command"].removeprefix("/"), given["description"].strip()
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def _scope(call: Call) -> str:
    """Write scope and language as one key."""
    scope = call.args.content("scope", "Can't parse BotCommandScope JSON object") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("Can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = str(scope.get("type"))
    if kind not in _SCOPES:
        raise bad_request("Can't parse BotCommandScope: unsupported type specified")
    ids = [str(scope[name]) for name in _SCOPES[kind] if name in scope]
    if len(ids) < len(_SCOPES[kind]):
        raise bad_request(f"Can't parse BotCommandScope: Can't find field \"{_SCOPES[kind][len(ids)]}\"")
    if ids and not (ids[0].lstrip("-").isdecimal() and int(ids[0]) in call.bot.chats):
        raise bad_request("chat not found")
    return ":".join([kind, *ids, _language(call)])


def set_chat_menu_button(call: Call) -> bool:
    """https://core.telegram.org/bots/api#setchatmenubutton."""
    call.bot.menu_buttons[_menu_chat(call)] = _read_menu_button(call)
    call.world.tell_bot(call.bot)
    return True


def _read_menu_button(call: Call) -> Json:
    given = call.args.content("menu_button", "Can't parse menu button JSON object") or {"type": "default"}
    if not isinstance(given, dict) or str(given.get("type")) not in _MENU_BUTTONS:
        raise bad_request("Can't parse MenuButton: MenuButton has unsupported type")
    if given["type"] != "web_app":
        return {"type": given["type"]}
    if not isinstance(given.get("text"), str) or not given["text"].strip():
        raise bad_request("Can't parse MenuButton: Can't find field \"text\"")
    app = read_web_app(given.get("web_app"), error="Can't parse MenuButton", owner="menu button")
    return {"type": "web_app", "text": given["text"], "web_app": app}


def get_chat_menu_button(call: Call) -> Json:
    """https://core.telegram.org/bots/api#getchatmenubutton."""
    buttons = call.bot.menu_buttons
    usual = buttons.get(None, {"type": "commands"})
    button = buttons.get(_menu_chat(call), usual)
    return usual if button["type"] == "default" else button


def _menu_chat(call: Call) -> int | None:
    return call.get_chat().person.id if call.args.has("chat_id") else None


def set_my_rights(call: Call) -> bool:
    """https://core.telegram.org/bots/api#setmydefaultadministratorrights."""
    given = call.args.content("rights", "Can't parse chat administrator rights JSON object") or {}
    if not isinstance(given, dict):
        raise bad_request("Object expected as administrator rights")
    call.bot.rights[call.args.flag("for_channels")] = {name: bool(given.get(name)) for name in _RIGHTS}
    return True


def get_my_rights(call: Call) -> Json:
    """https://core.telegram.org/bots/api#getmydefaultadministratorrights."""
    return call.bot.rights.get(call.args.flag("for_channels")) or dict.fromkeys(_RIGHTS, False)


def log_out(_: Call) -> bool:
    """https://core.telegram.org/bots/api#logout. There is no cloud to go back to: nothing happens."""
    return True


def close(_: Call) -> bool:
    """https://core.telegram.org/bots/api#close. There is no other server to move to: nothing happens."""
    return True
