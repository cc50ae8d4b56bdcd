"""What the staff's buttons carry, one class each and at most 64 bytes, as the buyers' do."""

from aiogram.filters.callback_data import CallbackData


class ShowAdmin(CallbackData, prefix="A"):
    """Show what the person may run of the shop."""
