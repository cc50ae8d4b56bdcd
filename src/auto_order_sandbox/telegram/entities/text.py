"""What the parsers share: text measured in UTF-16 code units, entities, and how they are put in order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

# An entity as the Bot API writes it: type, offset, length, and perhaps url, user, language, custom_emoji_id.
Entity = dict[str, Any]


class BadText(Exception):
    """A text that Telegram refuses; the message is its reason."""


@dataclass(slots=True)
class Formatted:
    """A text without marks, and what the marks said. Offsets and lengths count UTF-16 code units."""

    text: str
    entities: list[Entity] = field(default_factory=list)


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, in which Telegram measures entities."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def byte_offset(text: str, index: int) -> int:
    """Turn an index into an offset in UTF-8 bytes, in which Telegram reports errors."""
    return len(text[:index].encode("utf-8", "surrogatepass"))


# Of two entities over the same stretch, the one with the lower number comes first (and encloses the other).
_RANK = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 10,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_OTHER_RANK = 50


def in_order(entities: Iterable[Entity]) -> list[Entity]:
    """Sort by place, the enclosing one before the enclosed."""
    return sorted(entities, key=_place)


def _place(entity: Entity) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _RANK.get(entity["type"], _OTHER_RANK)
