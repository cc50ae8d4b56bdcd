"""How often the vendor lets a shop ask, counted on the sandbox's clock."""

from collections import deque
from datetime import datetime, timedelta

from auto_order_sandbox.gateway.payments import Payment

_STATUS_PAUSE = timedelta(seconds=4)
_WRITES = 2
_WRITES_WITHIN = timedelta(seconds=1)


class Limits:
    """Two creates and two cancels a second and project; one status in four seconds and payment.

    A refused call is not counted. ``is_on`` may be changed at any time, for load tests.
    """

    def __init__(self, *, is_on: bool) -> None:
        self.is_on = is_on
        self._written: dict[tuple[str, str], deque[datetime]] = {}

    def allows_write(self, *, project: str, call: str, now: datetime) -> bool:
        """Count a create or a cancel, unless it is one too many."""
        if not self.is_on:
            return True
        moments = self._written.setdefault((project, call), deque(maxlen=_WRITES))
        if len(moments) == _WRITES and now - moments[0] < _WRITES_WITHIN:
            return False
        moments.append(now)
        return True

    def allows_status(self, payment: Payment, *, now: datetime) -> bool:
        """Count a look at the payment's status, unless the last one was less than 4 s ago."""
        last = payment.status_asked_at
        if self.is_on and last is not None and now - last < _STATUS_PAUSE:
            return False
        payment.status_asked_at = now
        return True
