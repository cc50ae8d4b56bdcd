"""What may be chosen, how it is written down, and whether the shop sells at this moment."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any, NamedTuple

from auto_order.kit.errors import Refusal
from auto_order.preferences.models import Choice, Hours, Preferences

_MOST_NAME, _MOST_CONTACT = 64, 128
_LEAST_MINUTES, _MOST_MINUTES = 5, 180
_MOST_LOW = 100_000
_LANGUAGES = ("id", "en")
_HOURS = re.compile(r"(\d{1,2})[.:](\d{2})\s*(?:-|–|s/?d|sampai|to)\s*(\d{1,2})[.:](\d{2})", re.IGNORECASE)


class BadPreference(Refusal):
    """Something cannot be chosen as it was given. ``choice`` names it."""

    code = "bad_preference"

    def __init__(self, choice: Choice) -> None:
        super().__init__(choice)
        self.choice = str(choice)


class ShopClosed(Refusal):
    """The shop does not sell now. ``opens`` says at what time of the day it does, "none" if nobody knows."""

    code = "shop_closed"

    def __init__(self, opens: str) -> None:
        super().__init__(opens)
        self.opens = opens


def read(values: Mapping[str, str], defaults: Preferences) -> Preferences:
    """Put what was chosen over the defaults; what cannot be read any more is as the installation says."""
    chosen: dict[str, Any] = {}
    for choice, kind in _KINDS.items():
        if choice in values:
            try:
                chosen[choice.value] = kind.read(values[choice])
            except (ValueError, IndexError):
                continue
    return replace(defaults, **chosen)


def write(choice: Choice, text: str) -> str:
    """Check what was typed or tapped and give it as it is kept. Raises BadPreference."""
    try:
        return _KINDS[choice].tidy(text)
    except (ValueError, IndexError):
        raise BadPreference(choice) from None


def check_open(preferences: Preferences, *, now: datetime) -> None:
    """Accept a moment at which the shop sells. Raises ShopClosed."""
    hours = preferences.hours
    if preferences.is_closed:
        raise ShopClosed("none")
    if hours is not None and not _is_within(hours, now.astimezone(preferences.timezone).time()):
        raise ShopClosed(f"{hours.opens:%H:%M}")


def write_hours(hours: Hours | None) -> str:
    """Write hours down as they are shown: ``08:00–22:00``; empty for all day."""
    return "" if hours is None else f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"


class _Kind(NamedTuple):
    """How one choice is checked when it is made, and read from what is kept."""

    tidy: Callable[[str], str]
    read: Callable[[str], Any]


def _tidy_name(text: str) -> str:
    return _tidy_line(text, most=_MOST_NAME) or _refuse()


def _tidy_contact(text: str) -> str:
    return _tidy_line(text, most=_MOST_CONTACT)


def _tidy_line(text: str, *, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else _refuse()


def _tidy_between(least: int, most: int) -> Callable[[str], str]:
    def tidy(text: str) -> str:
        number = int(text.strip().replace(".", ""))
        return str(number) if least <= number <= most else _refuse()

    return tidy


def _tidy_flag(text: str) -> str:
    return text if text in ("0", "1") else _refuse()


def _tidy_hours(text: str) -> str:
    return write_hours(_read_hours(text))


def _read_hours(text: str) -> Hours | None:
    if not text.strip():
        return None
    match = _HOURS.fullmatch(text.strip())
    if match is None:
        raise ValueError
    hours = Hours(time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4])))
    if hours.opens == hours.closes:
        raise ValueError
    return hours


def _read_languages(text: str) -> tuple[str, ...]:
    chosen = tuple(language for language in _LANGUAGES if language in text.split(","))
    if not chosen:
        raise ValueError
    return chosen


def _tidy_languages(text: str) -> str:
    return ",".join(_read_languages(text))


def _refuse() -> str:
    raise ValueError


def _is_within(hours: Hours, moment: time) -> bool:
    if hours.opens < hours.closes:
        return hours.opens <= moment < hours.closes
    return moment >= hours.opens or moment < hours.closes


_FLAG = _Kind(_tidy_flag, lambda text: text == "1")
_KINDS: Mapping[Choice, _Kind] = {
    Choice.SHOP_NAME: _Kind(_tidy_name, str),
    Choice.SUPPORT_CONTACT: _Kind(_tidy_contact, lambda text: text or None),
    Choice.INVOICE_MINUTES: _Kind(_tidy_between(_LEAST_MINUTES, _MOST_MINUTES), int),
    Choice.LOW_STOCK_AT: _Kind(_tidy_between(0, _MOST_LOW), int),
    Choice.IS_CLOSED: _FLAG,
    Choice.HOURS: _Kind(_tidy_hours, _read_hours),
    Choice.TAKES_QRIS: _FLAG,
    Choice.TAKES_WALLET: _FLAG,
    Choice.TAKES_TRANSFERS: _FLAG,
    Choice.LANGUAGES: _Kind(_tidy_languages, _read_languages),
}
