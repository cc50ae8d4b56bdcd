"""Telegram's HTML: a handful of tags, four named character references, strict about everything else.

Source of the rules and of the wording of errors: https://core.telegram.org/bots/api#html-style and the
behaviour of the public Bot API server.
"""

import re

from auto_order_sandbox.telegram.entities.tags import TAGS, OpenTag, argument_of, close_tag
from auto_order_sandbox.telegram.entities.text import (
    BadText,
    Entity,
    Formatted,
    byte_offset,
    in_order,
    utf16_length,
)

_MARK = re.compile("[<&]")
_REFERENCE = re.compile(
    r"&(?:#(?:x(?P<hex>[0-9a-fA-F]+)|(?P<dec>[0-9]+))|(?P<name>lt|gt|amp|quot)(?![a-zA-Z]));?"
)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOO_LONG_A_REFERENCE = 10
_LAST_CHARACTER = 0x10FFFF

_START_TAG = re.compile(r"<([^\s>]*)(>?)")
_END_TAG = re.compile(r"</([^\s>]*)\s*(>?)")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[a-zA-Z0-9.-]*")


def parse_html(source: str) -> Formatted:
    """Take the tags out of the text. Raises BadText, with the byte at which it went wrong."""
    return _Html(source).parse()


class _Html:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[OpenTag] = []
        self._entities: list[Entity] = []

    def parse(self) -> Formatted:
        source = self._source
        for mark in _MARK.finditer(source):
            begin = mark.start()
            if begin < self._at:  # inside of a tag that has been read
                continue
            self._put(source[self._at : begin])
            self._at = begin
            if mark[0] == "&":
                self._put(self._reference() or self._ampersand())
            elif source.startswith("</", begin):
                self._end_tag()
            else:
                self._start_tag()
        self._put(source[self._at :])
        if self._open:
            raise BadText(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        return self._done()

    def _done(self) -> Formatted:
        text = "".join(self._pieces)
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise BadText(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ) from error
        for entity in self._entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return Formatted(text, in_order(self._entities))

    def _put(self, piece: str) -> None:
        if piece:
            self._pieces.append(piece)
            self._length += utf16_length(piece)

    def _ampersand(self) -> str:
        self._at += 1
        return "&"

    def _reference(self) -> str | None:
        """Read a character reference where it stands; None when it is a mere ampersand."""
        match = _REFERENCE.match(self._source, self._at)
        if match is None:
            return None
        if match["name"]:
            self._at = match.end()
            return _NAMED[match["name"]]
        if len(match[0].removesuffix(";")) >= _TOO_LONG_A_REFERENCE:
            return None
        code = int(match["hex"], 16) if match["hex"] else int(match["dec"])
        if not 0 < code < _LAST_CHARACTER:
            return None
        self._at = match.end()
        return chr(code)

    def _start_tag(self) -> None:
        begin = self._at
        name, is_over = self._match(_START_TAG)
        tag = name.lower()
        if not is_over and not self._here:
            raise self._error("Unclosed start tag", begin)
        if tag not in TAGS:
            raise self._error(f'Unsupported start tag "{tag}"', begin)
        argument = "" if is_over else self._argument(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(OpenTag(tag, argument, self._length, len(self._pieces)))

    def _argument(self, tag: str, begin: int) -> str:
        """Read the attributes to the end of the start tag and give the one that counts."""
        argument = ""
        while (attribute := self._attribute(tag, begin)) is not None:
            argument = argument_of(tag, *attribute) or argument
        return argument

    def _attribute(self, tag: str, begin: int) -> tuple[str, str] | None:
        """Read one attribute; None at the end of the tag, which is then behind us."""
        self._read(_SPACE, self._at)
        if self._here == ">":
            self._at += 1
            return None
        name = self._read(_ATTRIBUTE_NAME, self._at)
        if not name:
            raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
        self._read(_SPACE, self._at)
        if self._here and self._here != "=":
            return name, ""
        self._read(_SPACE, self._at + 1)
        if not self._here:
            raise self._error(f'Unclosed start tag "{tag}"', begin)
        value = self._quoted() if self._here in "'\"" else self._token()
        if not self._here:
            raise self._error("Unclosed start tag", begin)
        return name, value

    def _token(self) -> str:
        begin = self._at
        token = self._read(_TOKEN, begin)
        if self._here and not self._here.isspace() and self._here != ">":
            raise self._error("Unexpected end of name token", begin)
        return token.lower()

    def _quoted(self) -> str:
        quote = self._here
        self._at += 1
        pieces = []
        while self._here and self._here != quote:
            if self._here == "&" and (character := self._reference()) is not None:
                pieces.append(character)
            else:
                pieces.append(self._here)
                self._at += 1
        self._at += 1
        return "".join(pieces)

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise self._error("Unexpected end tag", begin)
        name, is_over = self._match(_END_TAG)
        if not is_over:
            raise self._error("Unclosed end tag", begin)
        tag = self._open.pop()
        if name.lower() not in ("", tag.name):
            at = byte_offset(self._source, begin)
            wanted = f'expected "</{tag.name}>", found "</{name.lower()}>"'
            raise BadText(f"Unmatched end tag at byte offset {at}, {wanted}")
        if self._length > tag.offset:
            inner = "".join(self._pieces[tag.piece :]) if tag.name == "a" else ""
            close_tag(tag, inner, self._length - tag.offset, self._entities)

    @property
    def _here(self) -> str:
        """The character we stand at; nothing, at the end."""
        return self._source[self._at : self._at + 1]

    def _read(self, pattern: re.Pattern[str], begin: int) -> str:
        """Read on from `begin` as far as the pattern goes, which is never a failure."""
        match = pattern.match(self._source, begin)
        self._at = match.end() if match else begin
        return match[0] if match else ""

    def _match(self, tag: re.Pattern[str]) -> tuple[str, str]:
        """Read on over the beginning of a tag: its name, and ">" if it ends there."""
        match = tag.match(self._source, self._at)
        assert match is not None
        self._at = match.end()
        return match[1], match[2]

    def _error(self, what: str, begin: int) -> BadText:
        return BadText(f"{what} at byte offset {byte_offset(self._source, begin)}")
