"""The shop's words: data in Fluent files, one a language, with the same keys and variables in each.

``id.ftl`` holds most of a language, ``id/*.ftl`` what is told about one matter.
"""

import html
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

from auto_order.kit.money import rupiah
from auto_order.templates.models import Own
from auto_order.templates.rules import fill
from auto_order.templates.service import Wordings

LANGUAGES = ("id", "en")
_LONG = 1000
_MARK = re.compile(r"\x00(\d{1,4})\x00")


class Html(str):
    """Text that is HTML already. Any other text is escaped when it is put between words."""

    __slots__ = ()


class Words:
    """The words of one language, and how moments are shown in this shop's time zone."""

    def __init__(self, language: str, *, timezone: tzinfo) -> None:
        self.language = language
        self._timezone = timezone
        # Isolation marks would be copied along with what a buyer copies.
        self._bundle = FluentBundle([language], use_isolating=False)
        for resource in _read_resources(language):
            self._bundle.add_resource(resource)
        self._own: Mapping[str, Own] = {}

    def __call__(self, key: str, /, **values: object) -> Html:
        """Say the words under ``key``, in the seller's own wording where there is one.

        Texts are escaped unless they are :class:`Html`; numbers are grouped. An unknown key or a missing
        value is a bug and raises.
        """
        own = self._own.get(key)
        if own is not None and own.text is not None:
            return Html(fill(own.text, {name: self._show(value) for name, value in values.items()}))
        return self.say_default(key, **values)

    def say_default(self, key: str, /, **values: object) -> Html:
        """Say the words under ``key`` as the shop comes with them."""
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            message = f"{key} has no words"
            raise KeyError(message)
        long = _LongTexts()
        safe = {name: long.put_aside(_safe(value)) for name, value in values.items()}
        said, errors = self._bundle.format_pattern(pattern, safe)
        if errors:
            raise errors[0]
        return Html(long.put_in(str(said)))

    def has(self, key: str) -> bool:
        return self._bundle.has_message(key)

    def picture(self, key: str) -> str | None:
        """Give the picture that the seller has put to the words under ``key``: Telegram's id of it."""
        own = self._own.get(key)
        return None if own is None else own.photo

    def reword(self, own: Mapping[str, Own]) -> None:
        """Say these from now on in the seller's own wording, and everything else as the shop has it."""
        self._own = own

    def moment(self, moment: datetime) -> str:
        """Show a moment: ``23/11/2026 12:00 WIB``."""
        return f"{moment.astimezone(self._timezone):%d/%m/%Y %H:%M %Z}"

    def clock(self, moment: datetime) -> str:
        """Show the time of a moment that is near: ``12:00 WIB``."""
        return f"{moment.astimezone(self._timezone):%H:%M %Z}"

    def money(self, amount: int) -> str:
        return rupiah(amount)

    def _show(self, value: object) -> str:
        if isinstance(value, int):
            grouped = f"{value:,}"
            return grouped.replace(",", ".") if self.language == "id" else grouped
        return str(_safe(value))


class Texts:
    """Every language's words."""

    def __init__(self, *, timezone: tzinfo, default: str) -> None:
        self._words: Mapping[str, Words] = {
            language: Words(language, timezone=timezone) for language in LANGUAGES
        }
        self._default = self._words[default]

    def __getitem__(self, language: str) -> Words:
        """Give the words of a language, those of the shop's own when there are none."""
        return self._words.get(language, self._default)

    @property
    def all(self) -> tuple[Words, ...]:
        return tuple(self._words.values())

    @property
    def default(self) -> Words:
        return self._default

    def reword(self, wordings: Wordings) -> None:
        """Speak in the seller's own words from now on, wherever there are some."""
        for words in self.all:
            words.reword(
                {place.name: own for place, own in wordings.items() if place.language == words.language}
            )


def joined(lines: Iterable[Html], *, between: str = "\n") -> Html:
    """Put lines of HTML under one another."""
    return Html(between.join(lines))


@cache
def _read_resources(language: str) -> tuple[Resource, ...]:
    """Read a language's files. Parsing them takes a third of a second, and shops in one process share it."""
    return tuple(FluentResource(source.read_text(encoding="utf-8")) for source in _list_sources(language))


def _list_sources(language: str) -> Iterable[Traversable]:
    folder = files(__package__)
    yield folder.joinpath(f"{language}.ftl")
    yield from folder.joinpath(language).iterdir()


def _safe(value: object) -> object:
    if isinstance(value, Html) or not isinstance(value, str):
        return value
    return html.escape(value, quote=False)


class _LongTexts:
    """Stands in for long texts while words are put together, and puts them in after.

    Fluent refuses to insert more than 2,500 characters: it guards against words that strangers wrote.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []

    def put_aside(self, value: object) -> object:
        """Give a mark for a long text. A short one stays, and words may choose by it."""
        if not isinstance(value, str) or len(value) <= _LONG:
            return value
        self._texts.append(value)
        return f"\0{len(self._texts) - 1}\0"

    def put_in(self, said: str) -> str:
        return _MARK.sub(self._find, said) if self._texts else said

    def _find(self, mark: re.Match[str]) -> str:
        number = int(mark[1])
        return self._texts[number] if number < len(self._texts) else mark[0]
