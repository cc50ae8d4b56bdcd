"""Days, weeks and months are those of the shop's own time zone."""

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from auto_order.kit.money import compact_rupiah
from auto_order.reporting.models import Span
from auto_order.reporting.rules import HOW_MANY, list_stretches

_JAKARTA = ZoneInfo("Asia/Jakarta")
# It is the 16th in Jakarta already, a Friday.
_NOW = datetime(2026, 1, 15, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "first", "last", "end"),
    [
        (Span.DAY, (2026, 1, 3), (2026, 1, 16), (2026, 1, 17)),
        (Span.WEEK, (2025, 11, 24), (2026, 1, 12), (2026, 1, 19)),
        (Span.MONTH, (2025, 2, 1), (2026, 1, 1), (2026, 2, 1)),
    ],
)
def test_time_is_divided_without_a_gap(
    span: Span, first: tuple[int, int, int], last: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    stretches = list_stretches(span, now=_NOW, timezone=_JAKARTA)

    assert len(stretches) == HOW_MANY[span]
    assert stretches[0].starts_at == datetime(*first, tzinfo=_JAKARTA)
    assert stretches[-1] == (datetime(*last, tzinfo=_JAKARTA), datetime(*end, tzinfo=_JAKARTA))
    assert all(one.ends_at == other.starts_at for one, other in pairwise(stretches))


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(0, "0"), (999, "999"), (45_900, "45 rb"), (1_250_000, "1,2 jt"), (250_400_000, "250 jt")],
)
def test_an_amount_is_shown_in_few_characters(amount: int, shown: str) -> None:
    assert compact_rupiah(amount, thousand="rb", million="jt") == shown
