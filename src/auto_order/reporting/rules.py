"""How time is divided, in the shop's own time zone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from auto_order.reporting.models import Span, Stretch

HOW_MANY: Mapping[Span, int] = {Span.DAY: 14, Span.WEEK: 8, Span.MONTH: 12}


def list_stretches(span: Span, *, now: datetime, timezone: tzinfo) -> Sequence[Stretch]:
    """List the latest stretches, the running one last. Weeks begin on Monday."""
    today = now.astimezone(timezone).date()
    starts = [_find_start(span, today, back) for back in range(HOW_MANY[span] - 1, -2, -1)]
    moments = [datetime.combine(start, time(0), tzinfo=timezone) for start in starts]
    return [Stretch(start, end) for start, end in pairwise(moments)]


def _find_start(span: Span, today: date, back: int) -> date:
    """Say when the stretch began that lies so many back; -1 is the next one."""
    if span is Span.DAY:
        return today - timedelta(days=back)
    if span is Span.WEEK:
        return today - timedelta(days=today.weekday() + 7 * back)
    months = today.year * 12 + today.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)
