"""The menu 📣 Broadcast."""

from aiogram.filters.callback_data import CallbackData

from auto_order.broadcasts.models import Audience
from auto_order.telegram.callbacks import RowKey


class ShowBroadcasts(CallbackData, prefix="B"):
    """Show the latest broadcasts."""


class WriteBroadcast(CallbackData, prefix="Bn"):
    """Ask for the message that is to go to many."""


class ManageBroadcast(CallbackData, prefix="Bq"):
    """Show a broadcast: whom it may go to, or how far it is."""

    broadcast: RowKey


class PickAudience(CallbackData, prefix="Ba"):
    """Ask once more before a broadcast goes to these."""

    broadcast: RowKey
    audience: Audience


class StartBroadcast(CallbackData, prefix="Bs"):
    """Send it."""

    broadcast: RowKey
    audience: Audience


class PauseBroadcast(CallbackData, prefix="Bp"):
    """Hold it."""

    broadcast: RowKey


class ResumeBroadcast(CallbackData, prefix="Br"):
    """Go on with it."""

    broadcast: RowKey


class CancelBroadcast(CallbackData, prefix="Bx"):
    """End it, once the person is sure."""

    broadcast: RowKey
    is_sure: bool = False
