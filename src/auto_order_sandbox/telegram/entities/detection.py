"""What Telegram finds in a plain text by itself: mentions, commands, hashtags, links, e-mails and the like.

Links without a scheme are found for the domains people use in shops; Telegram knows a few hundred more.
"""

import re

from auto_order_sandbox.telegram.entities.text import Entity, Formatted, in_order, utf16_length

_LETTERS = r"\w\u200c\u00b7\u0d80-\u0dff"
_HOST = r"(?:[\w-]+\.)+"
_TOP = "com|org|net|info|biz|id|io|me|co|app|dev|shop|store|site|online|xyz|link|tv|gg|ai|page|cloud|us"
_PORT = r"(?::\d{1,5})?"
_PATH = r"(?:[/?#][^\s<>\"«»]*[^\s<>\"«».:;,('?!`)]|[/?#])?"

# What a text must hold for a kind to be worth looking for, the kind, and how it looks.
_KINDS = (
    ("@", "mention", re.compile(r"(?<!\w)@[a-zA-Z0-9_]{4,32}(?!\w)")),
    ("@", "email", re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}@{_HOST}[a-zA-Z]{{2,24}}(?![\w@-])")),
    ("/", "bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>@])")),
    ("#", "hashtag", re.compile(rf"(?<![{_LETTERS}])#(?=\d*[^\W\d])[{_LETTERS}]{{1,256}}(?![{_LETTERS}#])")),
    ("$", "cashtag", re.compile(rf"(?<![{_LETTERS}$])\$(?:1INCH|[A-Z]{{1,8}})(?![{_LETTERS}$])")),
    ("+", "phone_number", re.compile(r"(?<![\w+])\+\d{9,14}(?!\w)")),
    ("://", "url", re.compile(rf"(?<![\w+])tg://[\w-]{{1,253}}{_PATH}", re.IGNORECASE)),
    ("://", "url", re.compile(rf"(?<![\w+])https?://{_HOST}\w{{1,24}}{_PORT}{_PATH}", re.IGNORECASE)),
    (
        ".",
        "url",
        re.compile(rf"(?<![\w@./-]){_HOST}(?:{_TOP})(?![\w-]){_PORT}{_PATH}", re.IGNORECASE),
    ),
)


def detect(formatted: Formatted) -> list[Entity]:
    """Find what the text says by itself, outside of links, code and whatever else is one piece."""
    text = formatted.text
    found = [
        {"type": kind, "offset": match.start(), "length": match.end() - match.start()}
        for hint, kind, pattern in _KINDS
        if hint in text
        for match in pattern.finditer(text)
    ]
    if not found:
        return found
    apart = _apart(found)
    if not text.isascii():
        apart = [_measured(text, entity) for entity in apart]
    return [entity for entity in apart if not _is_taken(entity, formatted.entities)]


def _apart(found: list[Entity]) -> list[Entity]:
    """Keep of those that overlap the one that begins first, and of these the longest."""
    kept: list[Entity] = []
    end = 0
    for entity in in_order(found):
        if entity["offset"] >= end:
            kept.append(entity)
            end = entity["offset"] + entity["length"]
    return kept


def _measured(text: str, entity: Entity) -> Entity:
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    return {**entity, "offset": utf16_length(text[:begin]), "length": utf16_length(text[begin:end])}


# Inside these nothing else is looked for; a stretch of bold, say, may well hold a link.
_WHOLE = {"pre", "code", "text_link", "text_mention", "custom_emoji"}
_QUOTES = {"blockquote", "expandable_blockquote"}


def _is_taken(entity: Entity, entities: list[Entity]) -> bool:
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    for other in entities:
        first, last = other["offset"], other["offset"] + other["length"]
        if begin >= last or end <= first:
            continue
        if other["type"] in _WHOLE or (other["type"] in _QUOTES and not first <= begin <= end <= last):
            return True
    return False
