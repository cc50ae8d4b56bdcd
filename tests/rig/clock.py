"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

# Noon in Jakarta, on a Monday.
NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


class Clock:
    """Called, it says the moment, in UTC: what the shop gets wherever it asks for a clock."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.now = moment

    def __call__(self) -> datetime:
        return self.now

    def move(self, **parts: float) -> datetime:
        """Go forward (or back, with negative figures) by the parts of a timedelta, such as ``minutes=16``."""
        self.now += timedelta(**parts)
        return self.now
