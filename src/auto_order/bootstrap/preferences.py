"""What holds as long as the seller chooses nothing else, from the settings."""

from auto_order.preferences.models import Preferences
from auto_order.settings import Settings


def read_preferences(settings: Settings) -> Preferences:
    """Read the defaults of what a seller may choose."""
    return Preferences(
        shop_name=settings.bot_store_name,
        support_contact=settings.bot_support_contact,
        invoice_minutes=settings.invoice_minutes,
        timezone=settings.bot_timezone,
    )
