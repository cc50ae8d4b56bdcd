"""The menu 📊 Statistik."""

from aiogram.filters.callback_data import CallbackData

from auto_order.reporting.models import Span


class ShowStatistics(CallbackData, prefix="T"):
    """Show what the shop earned, divided into days, weeks or months."""

    span: Span = Span.DAY


class ExportStatistics(CallbackData, prefix="Tx"):
    """Send the same figures as a file."""

    span: Span
