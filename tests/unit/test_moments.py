"""Days and moments as people type them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from auto_order.kit.moments import NotAMoment, read_moment

_JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("text", "is_end", "moment"),
    [
        ("31/12/2026", False, (2026, 12, 31, 0, 0)),
        ("31/12/2026", True, (2027, 1, 1, 0, 0)),
        (" 1-2-2027  8.05 ", False, (2027, 2, 1, 8, 5)),
        ("31/12/2026 20:00", True, (2026, 12, 31, 20, 0)),
    ],
)
def test_a_moment_is_read_in_the_time_of_the_shop(
    text: str, *, is_end: bool, moment: tuple[int, int, int, int, int]
) -> None:
    assert read_moment(text, _JAKARTA, is_end=is_end) == datetime(*moment, tzinfo=_JAKARTA)


@pytest.mark.parametrize(
    "text", ["", "besok", "31/2/2026", "2026-12-31", "1/1/2027 25:00", "31/12/26", "31/12/9999"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(NotAMoment):
        read_moment(text, _JAKARTA, is_end=True)
