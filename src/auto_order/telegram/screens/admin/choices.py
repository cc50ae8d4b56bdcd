"""The screen of what is chosen for the shop, with a button for each."""

from collections.abc import Mapping
from typing import Any

from auto_order.preferences.models import Choice, Preferences
from auto_order.preferences.rules import write_hours
from auto_order.telegram.screens.screen import Button, Screen, cancel, in_columns, tap
from auto_order.telegram.staff_callbacks.choices import AskChoice, ClearChoice, Switch
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.texts import Html, Words

_TYPED = (
    Choice.SHOP_NAME,
    Choice.SUPPORT_CONTACT,
    Choice.INVOICE_MINUTES,
    Choice.LOW_STOCK_AT,
    Choice.HOURS,
)
_CLEARABLE = frozenset({Choice.SUPPORT_CONTACT, Choice.HOURS})
_LANGUAGES = ("id,en", "id", "en")


def choices(chosen: Preferences, words: Words) -> Screen:
    """Show everything that is chosen, and let it be changed."""
    typed = [tap(words(f"button-{_key(choice)}"), AskChoice(choice=choice)) for choice in _TYPED]
    ways = [
        _switch(Choice.TAKES_QRIS, words, is_on=chosen.takes_qris),
        _switch(Choice.TAKES_WALLET, words, is_on=chosen.takes_wallet),
        _switch(Choice.TAKES_TRANSFERS, words, is_on=chosen.takes_transfers),
    ]
    key = "button-open-shop" if chosen.is_closed else "button-close-shop"
    closing = tap(words(key), Switch(choice=Choice.IS_CLOSED, value=_flag(is_on=not chosen.is_closed)))
    rows = [
        *in_columns([*typed, _languages(chosen, words)], 2),
        ways,
        [closing],
        [tap(words("button-back"), ShowAdmin())],
    ]
    return Screen(_describe(chosen, words), rows)


def ask_choice(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for another value, below the one that holds."""
    choice = Choice(typed["choice"])
    text = words("choice-ask", was=typed["was"], question=words(f"ask-{_key(choice)}"))
    clear = [tap(words("button-clear"), ClearChoice(choice=choice))] if choice in _CLEARABLE else []
    return Screen(text, [clear, cancel(words)])


def describe(chosen: Preferences, choice: Choice, words: Words) -> Html | str:
    """Say what holds for one choice."""
    if choice is Choice.HOURS:
        return write_hours(chosen.hours) or words("all-day")
    value = getattr(chosen, choice.value)
    return words("nothing-yet") if value is None else str(value)


def _describe(chosen: Preferences, words: Words) -> Html:
    return words(
        "choices",
        state=words("shop-is-closed" if chosen.is_closed else "shop-is-open"),
        name=chosen.shop_name,
        contact=describe(chosen, Choice.SUPPORT_CONTACT, words),
        hours=describe(chosen, Choice.HOURS, words),
        minutes=chosen.invoice_minutes,
        low=chosen.low_stock_at,
        languages=", ".join(chosen.languages).upper(),
    )


def _switch(choice: Choice, words: Words, *, is_on: bool) -> Button:
    mark = "✅" if is_on else "⬜"
    return tap(
        f"{mark} {words(f'button-{_key(choice)}')}", Switch(choice=choice, value=_flag(is_on=not is_on))
    )


def _languages(chosen: Preferences, words: Words) -> Button:
    now = ",".join(chosen.languages)
    following = _LANGUAGES[(_LANGUAGES.index(now) + 1) % len(_LANGUAGES)]
    # A comma is no part of the separator of buttons.
    return tap(words("button-languages"), Switch(choice=Choice.LANGUAGES, value=following))


def _flag(*, is_on: bool) -> str:
    return "1" if is_on else "0"


def _key(choice: Choice) -> str:
    return choice.value.replace("_", "-")
