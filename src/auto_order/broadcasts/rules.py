"""The steps of a broadcast, and how long it waits when Telegram does not answer."""

from datetime import timedelta

from auto_order.broadcasts.models import Broadcast, BroadcastStatus
from auto_order.kit.errors import Refusal

_NEXT = {
    BroadcastStatus.DRAFT: {BroadcastStatus.RUNNING, BroadcastStatus.CANCELED},
    BroadcastStatus.RUNNING: {BroadcastStatus.PAUSED, BroadcastStatus.CANCELED, BroadcastStatus.DONE},
    BroadcastStatus.PAUSED: {BroadcastStatus.RUNNING, BroadcastStatus.CANCELED},
    BroadcastStatus.CANCELED: set(),
    BroadcastStatus.DONE: set(),
}
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)


class BroadcastMoved(Refusal):
    """The broadcast is further than the button that was tapped, or there is none."""

    code = "broadcast_moved"


def advance(broadcast: Broadcast, wanted: BroadcastStatus) -> None:
    """Take a broadcast one step on, or raise BroadcastMoved. The only place its status is set."""
    if wanted not in _NEXT[broadcast.status]:
        raise BroadcastMoved
    broadcast.status = wanted


def find_pause(troubles: int) -> timedelta:
    """Say how long to leave Telegram alone after so many troubles in a row: each try costs a recipient."""
    return min(_FIRST_PAUSE * (1 << min(troubles, 10)), _LONGEST_PAUSE)
