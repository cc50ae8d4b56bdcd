"""Keyboards as bots send them: read, checked, and written as Telegram gives them back.

https://core.telegram.org/bots/api#inlinekeyboardmarkup and the ones that follow it.
"""

from dataclasses import dataclass
from typing import Any

from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.entities.links import BadLink, get_link
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.json_types import Json

MOST_BUTTONS = 100
LONGEST_DATA = 64  # bytes
LONGEST_COPY = 256
STYLES = {"danger", "success", "primary"}

_LOOKS = ("icon_custom_emoji_id", "style")
_KEYBOARD_FLAGS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective")
_KEYBOARD_BUTTON = ("request_contact", "request_location", "request_poll", "request_users", "request_chat")


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A reply markup. An inline one belongs to its message, the others to the chat."""

    kind: str  # inline, keyboard, remove or force_reply
    content: Json

    @property
    def is_inline(self) -> bool:
        return self.kind == "inline"


def read_keyboard(args: Arguments, *, is_invoice: bool = False) -> Keyboard | None:
    """Read `reply_markup`. Raises a 400 in Telegram's words for what it does not take."""
    markup = args.content("reply_markup", "Can't parse reply keyboard markup JSON object")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    if rows := _rows(markup, "keyboard", 'Field "keyboard" must be an Array of Arrays'):
        return Keyboard("keyboard", _reply_keyboard(markup, rows))
    wrong = 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    if rows := _rows(markup, "inline_keyboard", wrong):
        return Keyboard("inline", _inline_keyboard(rows, is_invoice=is_invoice))
    if markup.get("remove_keyboard"):
        return Keyboard("remove", {"remove_keyboard": True})
    if markup.get("force_reply"):
        placeholder = _optional(markup, "input_field_placeholder")
        return Keyboard("force_reply", {"force_reply": True, **placeholder})
    return None


def read_inline_keyboard(args: Arguments) -> Json | None:
    """Read the keyboard of an edit, which can only be an inline one."""
    keyboard = read_keyboard(args)
    if keyboard is not None and not keyboard.is_inline:
        raise bad_request("inline keyboard expected")
    return None if keyboard is None else keyboard.content


def _rows(markup: Json, name: str, error: str) -> list[list[Any]]:
    rows = markup.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise bad_request(f'Field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(error)
    return [row for row in rows if row]


def _optional(given: Json, *names: str) -> Json:
    return {name: given[name] for name in names if given.get(name)}


def _reply_keyboard(markup: Json, rows: list[list[Any]]) -> Json:
    keyboard = [[_reply_button(button) for button in row] for row in rows]
    return {"keyboard": keyboard, **_optional(markup, *_KEYBOARD_FLAGS, "input_field_placeholder")}


def _reply_button(button: object) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("Can't parse keyboard button: KeyboardButton must be a String or an Object")
    text = _label(button, "Can't parse keyboard button")
    return {"text": text, **_optional(button, *_KEYBOARD_BUTTON, "web_app", *_LOOKS)}


def _label(button: Json, error: str) -> str:
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request(f'{error}: Can\'t find field "text"')
    if not text.strip():
        raise bad_request("Keyboard button text must be non-empty")
    if button.get("style") not in (None, "", *STYLES):
        raise bad_request(f"{error}: invalid button style specified")
    return text


def _inline_keyboard(rows: list[list[Any]], *, is_invoice: bool) -> Json:
    buttons = [[_inline_button(button) for button in row] for row in rows]
    if sum(map(len, buttons)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    paying = [("pay" in button) for row in buttons for button in row]
    if any(paying[1:] if is_invoice else paying):
        raise bad_request("BUTTON_TYPE_INVALID")
    if is_invoice and not paying[0]:
        raise bad_request("The first button in the invoice's keyboard must be a Pay button")
    return {"inline_keyboard": buttons}


def _inline_button(button: object) -> Json:
    error = "Can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad_request(f"{error}: InlineKeyboardButton must be an Object")
    text = _label(button, error)
    for name, read in _ACTIONS.items():
        if button.get(name) not in (None, "", False) or (name in _MAY_BE_EMPTY and name in button):
            return {"text": text, **_optional(button, *_LOOKS), name: read(button[name])}
    raise bad_request(f"{error}: Text buttons are unallowed in the inline keyboard")


def _url(url: object) -> str:
    try:
        return get_link(str(url))
    except BadLink as reason:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}") from reason


def _callback_data(data: object) -> str:
    if not isinstance(data, str) or len(data.encode()) > LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _copy_text(copy: object) -> Json:
    text = copy.get("text") if isinstance(copy, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


def _web_app(app: object) -> Json:
    return read_web_app(app, error="Can't parse inline keyboard button", owner="inline keyboard button")


def read_web_app(app: object, *, error: str, owner: str) -> Json:
    """Read a WebAppInfo. `error` and `owner` are what Telegram calls that which opens it."""
    url = app.get("url") if isinstance(app, dict) else None
    if not isinstance(url, str):
        raise bad_request(f'{error}: Can\'t find field "url"')
    if not url.lower().startswith("https://"):
        raise bad_request(f"{owner} Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    return {"url": url}


def _as_given(value: Any) -> Any:  # noqa: ANN401 - JSON of a stranger, handed back
    return value


# What a button may do, in the order in which Telegram looks for it.
_ACTIONS = {
    "url": _url,
    "callback_data": _callback_data,
    "callback_game": _as_given,
    "pay": _as_given,
    "switch_inline_query": _as_given,
    "switch_inline_query_chosen_chat": _as_given,
    "switch_inline_query_current_chat": _as_given,
    "login_url": _as_given,
    "web_app": _web_app,
    "copy_text": _copy_text,
    "disabled": _as_given,
}
_MAY_BE_EMPTY = {
    "callback_game",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "disabled",
    "copy_text",
}
