"""The shop's words: data in Fluent files, one a language, with the same keys and variables in each.

``id.ftl`` holds most of a language, ``id/*.ftl`` what is told about one matter.
"""

import html
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType
from fluent.syntax.ast import Resource

from auto_order.kit.money import rupiah

LANGUAGES = ("id", "en")
_LONG = 1000


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

    def __call__(self, key: str, /, **values: object) -> Html:
        """Say the words under ``key``. Texts are escaped unless they are :class:`Html`; numbers are grouped.

        An unknown key or a missing value is a bug and raises.
        """
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            message = f"{key} has no words"
            raise KeyError(message)
        safe = {name: _safe(value) for name, value in values.items()}
        said, errors = self._bundle.format_pattern(pattern, safe)
        if errors:
            raise errors[0]
        return Html(said)

    def has(self, key: str) -> bool:
        return self._bundle.has_message(key)

    def moment(self, moment: datetime) -> str:
        """Show a moment: ``23/11/2026 12:00 WIB``."""
        return f"{moment.astimezone(self._timezone):%d/%m/%Y %H:%M %Z}"

    def clock(self, moment: datetime) -> str:
        """Show the time of a moment that is near: ``12:00 WIB``."""
        return f"{moment.astimezone(self._timezone):%H:%M %Z}"

    def money(self, amount: int) -> str:
        return rupiah(amount)


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


class _Whole(FluentType):
    """A text that is inserted whole. A plain one of more than 2,500 characters is a ValueError to Fluent."""

    def __init__(self, text: str) -> None:
        self._text = text

    def format(self, locale: object) -> str:  # noqa: ARG002 - a text is the same in every language
        return self._text


def _safe(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value if isinstance(value, Html) else html.escape(value, quote=False)
    # A short one stays a text, which the words may choose by.
    return _Whole(text) if len(text) > _LONG else text
