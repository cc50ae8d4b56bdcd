"""The text or caption of a message: formatted, and not longer than Telegram takes."""

from collections.abc import Mapping

from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.entities import BadText, Formatted, format_text, read_entities
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.state.people import Person

LONGEST_TEXT = 4096  # characters, after the marks are gone
LONGEST_CAPTION = 1024
_LARGEST_SOURCE = 1 << 15  # bytes


def read_text(args: Arguments, people: Mapping[int, Person], name: str = "text") -> Json:
    """Read the text of a message. Raises a 400 for none, too much, or what cannot be parsed."""
    if not args.text(name):
        raise bad_request("Message text is empty")
    formatted = _formatted(args, name, "entities")
    if not formatted.text:
        raise bad_request("Text must be non-empty")
    if len(formatted.text) > LONGEST_TEXT:
        raise bad_request("Message is too long")
    return _fields("text", "entities", _with_people(formatted, people))


def read_caption(args: Arguments, people: Mapping[int, Person]) -> Json:
    """Read the caption of a medium, which there need not be."""
    if not args.has("caption"):
        return {}
    formatted = _formatted(args, "caption", "caption_entities")
    if len(formatted.text) > LONGEST_CAPTION:
        raise bad_request("Message caption is too long")
    above = {"show_caption_above_media": True} if args.flag("show_caption_above_media") else {}
    if not formatted.text:
        return {}
    return {**_fields("caption", "caption_entities", _with_people(formatted, people)), **above}


def _formatted(args: Arguments, name: str, entities_name: str) -> Formatted:
    text, mode = args.text(name), args.text("parse_mode")
    if len(text.encode()) > _LARGEST_SOURCE:
        raise bad_request("Text is too long")
    try:
        given = args.content(entities_name, "Can't parse entities JSON object") if not mode else None
        return format_text(text, mode, read_entities(given))
    except BadText as reason:
        raise bad_request(str(reason)) from reason


def _with_people(formatted: Formatted, people: Mapping[int, Person]) -> Formatted:
    """Say who is mentioned by id; who is unknown is not mentioned at all."""
    entities = []
    for entity in formatted.entities:
        if entity["type"] != "text_mention":
            entities.append(entity)
        elif (person := people.get(entity["user"]["id"])) is not None:
            entities.append({**entity, "user": person.as_user})
    formatted.entities = entities
    return formatted


def _fields(text_name: str, entities_name: str, formatted: Formatted) -> Json:
    if not formatted.entities:
        return {text_name: formatted.text}
    return {text_name: formatted.text, entities_name: formatted.entities}


_LINK_PREVIEW = frozenset({"link_preview_options", "disable_web_page_preview"})


def read_link_preview(args: Arguments) -> Json:
    """Read `link_preview_options`, or the flag that came before them."""
    if args.has_none_of(_LINK_PREVIEW):
        return {}
    options = args.content("link_preview_options", "Can't parse link preview options JSON object")
    if options is None:
        options = {"is_disabled": True} if args.flag("disable_web_page_preview") else {}
    if not isinstance(options, dict):
        raise bad_request("Object expected as link preview options")
    kept = {name: value for name, value in options.items() if value not in (None, False, "")}
    return {"link_preview_options": kept} if kept else {}
