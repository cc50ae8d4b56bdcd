"""The first screen of the staff."""

from aiogram.filters.callback_data import CallbackData


class ShowAdmin(CallbackData, prefix="A"):
    """Show what the person may run of the shop."""
