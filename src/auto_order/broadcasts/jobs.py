"""The work that broadcasts can promise."""

from dataclasses import dataclass
from typing import ClassVar

from auto_order.jobs.job import Job, Priority


@dataclass(frozen=True, kw_only=True)
class SendBroadcast(Job):
    """Send a broadcast to some of those who still wait for it, and promise the rest."""

    name: ClassVar[str] = "send_broadcast"
    priority: ClassVar[Priority] = Priority.BULK
    merges: ClassVar[bool] = True

    broadcast_id: int

    @property
    def key(self) -> str:
        """One broadcast is sent by one worker at a time."""
        return f"broadcast:{self.broadcast_id}"
