"""Five actions without a pause between them are too many; a pause makes good again."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from auto_order.telegram.bursts import Bursts, Pace
from tests.rig.clock import NOW

FINE, TOO_FAST, IGNORED = Pace.FINE, Pace.TOO_FAST, Pace.IGNORED


def note_all(moments: Sequence[float]) -> list[Pace]:
    bursts = Bursts()
    return [bursts.note(7001, now=NOW + timedelta(seconds=moment)) for moment in moments]


@pytest.mark.parametrize(
    ("moments", "paces"),
    [
        ([0, 0, 0, 0], [FINE] * 4),
        ([0, 0, 0, 0, 0, 0], [FINE] * 4 + [TOO_FAST, IGNORED]),
        ([0, 1, 2, 3, 4], [FINE] * 4 + [TOO_FAST]),
        ([0, 1.01, 2.02, 3.03, 4.04, 5.05], [FINE] * 6),
        ([0, 0.1, 0.2, 0.3, 1.31, 1.4], [FINE] * 6),
        ([0, 0.1, 0.2, 0.3, 0.4, 1.4, 2.41], [FINE] * 4 + [TOO_FAST, IGNORED, FINE]),
    ],
)
def test_a_burst_is_told_once_and_ends_with_a_pause(moments: Sequence[float], paces: list[Pace]) -> None:
    assert note_all(moments) == paces


def test_people_do_not_count_for_one_another() -> None:
    bursts = Bursts()

    assert {bursts.note(person, now=NOW) for person in range(100)} == {FINE}


def test_only_so_many_people_are_remembered() -> None:
    bursts = Bursts()
    for person in range(20_000):
        bursts.note(person, now=NOW)

    assert len(bursts._bursts) == 10_000  # noqa: SLF001 - how much is kept shows nowhere else
