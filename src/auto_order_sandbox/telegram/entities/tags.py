"""What the tags of Telegram's HTML mean: which there are, what their attributes say, what they become."""

from dataclasses import dataclass

from auto_order_sandbox.telegram.entities.links import find_link, find_user_id
from auto_order_sandbox.telegram.entities.text import BadText, Entity

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = {*_STYLES, "a", "code", "pre", "blockquote", "tg-emoji"}


@dataclass(slots=True)
class OpenTag:
    """A tag that waits for its end. `piece` is how many pieces of text there were before it."""

    name: str
    argument: str
    offset: int
    piece: int


def argument_of(tag: str, name: str, value: str) -> str:
    """Say what an attribute means for its tag; nothing, for most of them."""
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id")):
        return value
    if (tag, name) == ("code", "class"):
        return value.removeprefix("language-") if value.startswith("language-") else ""
    if (tag, name) == ("span", "class"):
        return value.removeprefix("tg-") if value.startswith("tg-") else ""
    return "1" if (tag, name) == ("blockquote", "expandable") else ""


def close_tag(tag: OpenTag, inner: str, length: int, entities: list[Entity]) -> None:
    """Add what a tag around a text becomes. `inner` is the text of a link, `length` its UTF-16 code units."""
    place: Entity = {"offset": tag.offset, "length": length}
    if tag.name in _STYLES:
        entities.append({"type": _STYLES[tag.name], **place})
    elif tag.name == "blockquote":
        kind = "expandable_blockquote" if tag.argument else "blockquote"
        entities.append({"type": kind, **place})
    elif tag.name == "tg-emoji":
        entities.append({"type": "custom_emoji", **place, "custom_emoji_id": _emoji(tag.argument)})
    elif tag.name == "a":
        if (link := link_entity(tag.argument or inner)) is not None:
            entities.append({**link, **place})
    else:
        _close_code(tag, place, entities)


def link_entity(link: str) -> Entity | None:
    """Make the entity of a link, still without a place; None for what Telegram leaves plain text."""
    if (user_id := find_user_id(link)) is not None:
        return {"type": "text_mention", "user": {"id": user_id}}
    if (written := find_link(link)) is not None:
        return {"type": "text_link", "url": written}
    return None


def _close_code(tag: OpenTag, place: Entity, entities: list[Entity]) -> None:
    """Close <pre> or <code>; around the same text they are one: a block with a language."""
    last = entities[-1] if entities else {}
    is_same_place = all(last.get(key) == value for key, value in place.items())
    language = {"language": tag.argument} if tag.argument else {}
    if tag.name == "pre" and is_same_place and last["type"] == "code" and "language" in last:
        last["type"] = "pre"
    elif tag.name == "code" and is_same_place and last["type"] == "pre" and language:
        last.update(language)
    else:
        entities.append({"type": tag.name, **place, **language})


def _emoji(identifier: str) -> str:
    if not identifier.isdecimal() or not identifier.strip("0"):
        raise BadText("Invalid custom emoji identifier specified")
    return identifier
