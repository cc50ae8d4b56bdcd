"""Days and moments as people type them, in the time zone of the shop."""

import re
from datetime import datetime, timedelta, tzinfo

from auto_order.kit.errors import Refusal

_MOMENT = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s+(\d{1,2})[.:](\d{2}))?")


class NotAMoment(Refusal):
    """What was typed is no day, alone or with a time."""

    code = "not_a_moment"


def read_moment(text: str, timezone: tzinfo, *, is_end: bool = False) -> datetime:
    """Read ``31/12/2026`` or ``31/12/2026 20:00``. Raises NotAMoment.

    A day alone is its first instant, and as an end the one after its last.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise NotAMoment
    day, month, year, hour, minute = (int(part or 0) for part in match.groups())
    try:
        moment = datetime(year, month, day, hour, minute, tzinfo=timezone)
        return moment + timedelta(days=1) if is_end and match[4] is None else moment
    except (ValueError, OverflowError):
        raise NotAMoment from None
