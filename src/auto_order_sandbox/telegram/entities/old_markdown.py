"""Telegram's first Markdown, kept for old bots: no nesting, and any underscore starts italics.

Source of the rules and of the wording of errors: https://core.telegram.org/bots/api#markdown-style and the
behaviour of the public Bot API server.
"""

import re

from auto_order_sandbox.telegram.entities.tags import link_entity
from auto_order_sandbox.telegram.entities.text import (
    BadText,
    Entity,
    Formatted,
    byte_offset,
    in_order,
    utf16_length,
)

_TOKEN = re.compile(r"\\(?P<escaped>[_*`\[])|(?P<open>```|[_*`\[])")
_LANGUAGE = re.compile(r"([^\s`]+)(?=\s)")
_NEW_LINE = re.compile(r"\n\r|\r\n|[\r\n]")
_TARGET = re.compile(r"\(([^)]*)\)?")
_KINDS = {"_": "italic", "*": "bold", "`": "code", "```": "pre"}


def parse_old_markdown(source: str) -> Formatted:
    """Take the marks out of the text. Raises BadText, with the byte at which it went wrong."""
    pieces: list[str] = []
    entities: list[Entity] = []
    length = at = 0
    while (token := _TOKEN.search(source, at)) is not None:
        plain = source[at : token.start()] + (token["escaped"] or "")
        pieces.append(plain)
        length += utf16_length(plain)
        at = token.end()
        if token["open"]:
            inner, entity, at = _marked(source, token)
            pieces.append(inner)
            if entity is not None and inner:
                entities.append({**entity, "offset": length, "length": utf16_length(inner)})
            length += utf16_length(inner)
    pieces.append(source[at:])
    return Formatted("".join(pieces), in_order(entities))


def _marked(source: str, token: re.Match[str]) -> tuple[str, Entity | None, int]:
    """Read what stands between a mark and its end, what it becomes, and where to go on."""
    sign, begin = token["open"], token.end()
    language = ""
    if sign == "```":
        language, begin = _block_start(source, begin)
    close = "]" if sign == "[" else sign
    end = source.find(close, begin)
    if end < 0:
        at = byte_offset(source, token.start())
        raise BadText(f"Can't find end of the entity starting at byte offset {at}")
    inner, at = source[begin:end], end + len(close)
    if sign != "[":
        return inner, {"type": _KINDS[sign], **({"language": language} if language else {})}, at
    target = _TARGET.match(source, at)
    if target is None:
        return inner, link_entity(inner), at
    return inner, link_entity(target[1]), target.end()


def _block_start(source: str, begin: int) -> tuple[str, int]:
    """Read the language of a block of code, and leave out one line break after the opening."""
    language = ""
    if (match := _LANGUAGE.match(source, begin)) is not None:
        language, begin = match[1], match.end()
    new_line = _NEW_LINE.match(source, begin)
    return language, new_line.end() if new_line else begin
