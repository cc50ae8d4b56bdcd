"""Telegram's MarkdownV2: nested marks, blockquotes, and a backslash before every reserved character.

Source of the rules and of the wording of errors: https://core.telegram.org/bots/api#markdownv2-style and the
behaviour of the public Bot API server.
"""

import re
from dataclasses import dataclass

from auto_order_sandbox.telegram.entities.links import find_custom_emoji_id
from auto_order_sandbox.telegram.entities.tags import link_entity
from auto_order_sandbox.telegram.entities.text import (
    BadText,
    Entity,
    Formatted,
    byte_offset,
    in_order,
    utf16_length,
)

_PLAIN = re.compile(r"[^\\_*\[\]()~`>#+\-=|{}.!\n]+")
_PLAIN_CODE = re.compile(r"[^\\`]+")
_LANGUAGE = re.compile(r"([^\s`]+)(?=\s)")
_TARGET = re.compile(r"(?:\\[\x01-\x7e]|[^)])*")
_ESCAPED = re.compile(r"\\([\x01-\x7e])")
_NEW_LINE = re.compile(r"\n\r|\r\n|[\r\n]")
_LAST_ESCAPABLE = 126

# How each kind of mark is written, and what Telegram calls it when its end is missing.
_SIGNS = {
    "*": ("bold", "Bold"),
    "_": ("italic", "Italic"),
    "__": ("underline", "Underline"),
    "~": ("strikethrough", "Strikethrough"),
    "||": ("spoiler", "Spoiler"),
    "`": ("code", "Code"),
    "```": ("pre", "Pre"),
    "[": ("text_link", "TextUrl"),
    "![": ("custom_emoji", "CustomEmoji"),
    ">": ("blockquote", "BlockQuote"),
}
_ENDS = {"[": "]", "![": "]"}
_OPENERS = ("```", "__", "||", "![", "*", "_", "~", "`", "[")


def parse_markdown(source: str) -> Formatted:
    """Take the marks out of the text. Raises BadText, with the byte at which it went wrong."""
    return _Markdown(source).parse()


@dataclass(slots=True)
class _Open:
    """A mark that waits for its end."""

    sign: str
    offset: int
    at: int  # where it stands in the source
    piece: int  # how many pieces of text there were before it
    language: str = ""


class _Markdown:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []
        self._is_in_quote = False
        self._is_line_start = True

    def parse(self) -> Formatted:
        while self._at < len(self._source):
            self._step()
        if self._is_in_quote:
            self._end_quote(len(self._source))
        if self._open:
            raise self._no_end(self._open[-1])
        return Formatted("".join(self._pieces), in_order(self._entities))

    def _step(self) -> None:
        here = self._source[self._at]
        if here == "\\" and 0 < ord(self._source[self._at + 1 : self._at + 2] or "\0") <= _LAST_ESCAPABLE:
            self._put(self._source[self._at + 1])
            self._at += 2
        elif (plain := self._plain()) is not None:
            self._put(plain)
            self._at += len(plain)
        elif here == "\n":
            self._new_line()
        elif not self._close():
            self._begin()

    def _plain(self) -> str | None:
        """Read on to the next character that means something here."""
        is_code = bool(self._open) and self._open[-1].sign.startswith("`")
        match = (_PLAIN_CODE if is_code else _PLAIN).match(self._source, self._at)
        if match is not None:
            return match[0]
        return "\\" if self._source[self._at] == "\\" else None

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += utf16_length(piece)
        if ending := piece.rstrip("\r"):
            self._is_line_start = ending[-1] == "\n"

    def _new_line(self) -> None:
        if self._is_in_quote and self._source[self._at + 1 : self._at + 2] != ">":
            self._end_quote(self._at)
        self._put("\n")
        self._is_line_start = True
        self._at += 1

    def _end_quote(self, end: int) -> None:
        """End the blockquote with its last line; two bars that nothing follows make it expandable."""
        mark = self._open[-1]
        kind = "blockquote"
        if mark.sign == "||" and self._source[mark.at + 2 : end].strip("\r") == "":
            kind = "expandable_blockquote"
            self._open.pop()
            mark = self._open[-1]
        if mark.sign != ">":
            raise self._no_end(mark)
        self._open.pop()
        self._is_in_quote = False
        length = self._length - mark.offset + (self._source[end : end + 1] == "\n")
        if length:
            self._entities.append({"type": kind, "offset": mark.offset, "length": length})

    def _begin(self) -> None:
        if self._source[self._at] == ">":
            self._begin_quote()
            return
        sign = next((opener for opener in _OPENERS if self._source.startswith(opener, self._at)), None)
        if sign is None:
            raise self._reserved()
        mark = _Open(sign, self._length, self._at, len(self._pieces))
        self._at += len(sign)
        if sign == "```":
            self._begin_block(mark)
        self._open.append(mark)

    def _begin_quote(self) -> None:
        if not self._is_line_start:
            raise self._reserved()
        if not self._is_in_quote:
            self._open.append(_Open(">", self._length, self._at, len(self._pieces)))
            self._is_in_quote = True
        self._at += 1

    def _begin_block(self, mark: _Open) -> None:
        """Read the language of a block of code, and leave out one line break after the opening."""
        if (language := _LANGUAGE.match(self._source, self._at)) is not None:
            mark.language = language[1]
            self._at = language.end()
        if (new_line := _NEW_LINE.match(self._source, self._at)) is not None:
            self._at = new_line.end()

    def _close(self) -> bool:
        """End the innermost mark if that is what stands here."""
        if not self._open:
            return False
        mark = self._open[-1]
        end = _ENDS.get(mark.sign, mark.sign)
        if mark.sign == ">" or not self._source.startswith(end, self._at):
            return False
        if mark.sign == "_" and self._source.startswith("__", self._at):
            return False
        self._at += len(end)
        entity = self._entity(mark)
        length = self._length - mark.offset
        if entity is not None and length:
            self._entities.append({**entity, "offset": mark.offset, "length": length})
        self._open.pop()
        return True

    def _entity(self, mark: _Open) -> Entity | None:
        if mark.sign == "[":
            target = self._target("Can't find end of a URL at byte offset")
            return link_entity("".join(self._pieces[mark.piece :]) if target is None else target)
        if mark.sign == "![":
            return self._custom_emoji()
        if mark.language:
            return {"type": "pre", "language": mark.language}
        return {"type": _SIGNS[mark.sign][0]}

    def _custom_emoji(self) -> Entity:
        target = self._target("Can't find end of a custom emoji URL at byte offset")
        if target is None:
            raise BadText("Custom emoji entity must contain a tg://emoji URL")
        emoji_id = find_custom_emoji_id(target)
        if emoji_id is None:
            raise BadText("Invalid custom emoji URL specified")
        return {"type": "custom_emoji", "custom_emoji_id": emoji_id}

    def _target(self, error: str) -> str | None:
        """Read the link in round brackets; None when there are none."""
        if not self._source.startswith("(", self._at):
            return None
        begin = self._at + 1
        match = _TARGET.match(self._source, begin)
        end = match.end() if match else begin
        if not self._source.startswith(")", end):
            raise BadText(f"{error} {byte_offset(self._source, begin)}")
        self._at = end + 1
        return _ESCAPED.sub(r"\1", self._source[begin:end])

    def _reserved(self) -> BadText:
        here = self._source[self._at]
        return BadText(f"Character '{here}' is reserved and must be escaped with the preceding '\\'")

    def _no_end(self, mark: _Open) -> BadText:
        name = "PreCode" if mark.language else _SIGNS[mark.sign][1]
        at = byte_offset(self._source, mark.at)
        return BadText(f"Can't find end of {name} entity at byte offset {at}")
