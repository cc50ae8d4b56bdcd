"""From what a bot sends to the text that people see: parsed, cleaned, trimmed, links found."""

from typing import Any

from auto_order_sandbox.telegram.entities.detection import detect
from auto_order_sandbox.telegram.entities.html import parse_html
from auto_order_sandbox.telegram.entities.links import find_link
from auto_order_sandbox.telegram.entities.markdown import parse_markdown
from auto_order_sandbox.telegram.entities.normal_form import clean, resolve, trim
from auto_order_sandbox.telegram.entities.old_markdown import parse_old_markdown
from auto_order_sandbox.telegram.entities.text import BadText, Entity, Formatted, in_order

_PARSERS = {"html": parse_html, "markdownv2": parse_markdown, "markdown": parse_old_markdown}


def format_text(text: str, parse_mode: str = "", entities: list[Entity] | None = None) -> Formatted:
    """Give the text as Telegram shows it. With a parse mode, given entities do not count. Raises BadText."""
    formatted = clean(_parsed(text, parse_mode.lower(), entities or []))
    formatted.entities = resolve(formatted.entities)
    formatted = trim(formatted)
    if found := detect(formatted):
        formatted.entities = resolve(in_order(formatted.entities + found))
    return formatted


def _parsed(text: str, mode: str, entities: list[Entity]) -> Formatted:
    if not text or mode in ("", "none"):
        return Formatted(text, in_order(entities))
    if mode not in _PARSERS:
        raise BadText("Unsupported parse_mode")
    try:
        return _PARSERS[mode](text)
    except BadText as error:
        raise BadText(f"Can't parse entities: {error}") from error


# What a bot may ask for itself, with the field each needs besides its place; Telegram finds the others.
_GIVEN = {
    "bold": None,
    "italic": None,
    "underline": None,
    "strikethrough": None,
    "spoiler": None,
    "blockquote": None,
    "expandable_blockquote": None,
    "code": None,
    "pre": None,
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
}
_FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
_FARTHEST = 1_000_000


def read_entities(given: object) -> list[Entity]:
    """Read the entities that a bot gives itself. Raises BadText."""
    if not isinstance(given, list):
        return []
    return [entity for one in given if (entity := _read(one)) is not None]


def _read(given: Any) -> Entity | None:  # noqa: ANN401 - JSON of a stranger
    if not isinstance(given, dict):
        raise BadText("Can't parse MessageEntity: expected an Object")
    kind = str(given.get("type"))
    if kind in _FOUND:
        return None
    if kind not in _GIVEN:
        raise BadText("Can't parse MessageEntity: Unsupported type specified")
    entity = {"type": kind, "offset": _place(given, "offset"), "length": _place(given, "length")}
    field = _GIVEN[kind]
    if field is not None and field not in given:
        raise BadText(f"Can't parse MessageEntity: Can't find field \"{field}\"")
    return _with_argument(entity, given) if entity["length"] else None


def _place(given: dict[str, Any], name: str) -> int:
    number = given.get(name)
    if not isinstance(number, int):
        raise BadText(f"Can't parse MessageEntity: Can't find field \"{name}\"")
    if not 0 <= number <= _FARTHEST:
        raise BadText(f"Receive an entity with incorrect {name} {number}")
    return number


def _with_argument(entity: Entity, given: dict[str, Any]) -> Entity | None:
    kind = entity["type"]
    if kind == "text_link":
        link = find_link(str(given["url"]))
        return {**entity, "url": link} if link else None
    if kind == "text_mention":
        user = given["user"]
        user_id = user.get("id") if isinstance(user, dict) else None
        return {**entity, "user": {"id": user_id}} if isinstance(user_id, int) else None
    if kind == "custom_emoji":
        return {**entity, "custom_emoji_id": str(given["custom_emoji_id"])}
    if kind == "pre" and given.get("language"):
        return {**entity, "language": str(given["language"])}
    return entity
