"""The menu 🧮 Kalkulator."""

from aiogram.filters.callback_data import CallbackData


class ShowCalculator(CallbackData, prefix="K"):
    """Show the formula and what was worked out last."""


class Calculate(CallbackData, prefix="Kn"):
    """Ask for what a refund is worked out from."""


class EditFormula(CallbackData, prefix="Kf"):
    """Ask for another formula."""


class PressToken(CallbackData, prefix="Kt"):
    """Put one more part at the end of the formula that is being written."""

    token: str


class TakeTokenBack(CallbackData, prefix="Kd"):
    """Take the last part of the formula back."""


class SaveFormula(CallbackData, prefix="Ks"):
    """Work refunds out by the formula that was written."""
