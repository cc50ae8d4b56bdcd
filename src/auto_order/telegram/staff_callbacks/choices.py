"""The menu ⚙️ Toko."""

from aiogram.filters.callback_data import CallbackData

from auto_order.preferences.models import Choice


class ShowChoices(CallbackData, prefix="C"):
    """Show what is chosen for the shop."""


class Switch(CallbackData, prefix="Cs"):
    """Choose one of the values that a button can carry."""

    choice: Choice
    value: str


class AskChoice(CallbackData, prefix="Ca"):
    """Ask for another value."""

    choice: Choice


class ClearChoice(CallbackData, prefix="Cx"):
    """Leave a value empty."""

    choice: Choice
