"""The work that delivery can promise."""

from dataclasses import dataclass
from typing import ClassVar

from auto_order.jobs.job import Backoff, Job, Priority


@dataclass(frozen=True, kw_only=True)
class DeliverOrder(Job):
    """Hand the units of a paid order to its buyer."""

    name: ClassVar[str] = "deliver_order"
    priority: ClassVar[Priority] = Priority.URGENT
    max_attempts: ClassVar[int] = 40
    backoff: ClassVar[Backoff] = Backoff(first=1, most=900)
    merges: ClassVar[bool] = True

    order_id: int

    @property
    def key(self) -> str:
        """One order is handed over by one worker at a time."""
        return f"delivery:{self.order_id}"
