"""What a voucher takes off, and how long a guesser waits: decisions on values."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auto_order.vouchers.models import Voucher, VoucherGuesses, VoucherKind
from auto_order.vouchers.rules import (
    BadVoucher,
    GuessLimits,
    Line,
    Reach,
    VoucherForOthers,
    VoucherSpendMore,
    check_code,
    compute_discount,
    count_failure,
    find_pause,
    tidy_code,
)
from tests.rig.clock import NOW

EVERYTHING = Reach(frozenset(), frozenset())
LIMITS = GuessLimits(tries=3, pause=timedelta(minutes=1))


def voucher(kind: VoucherKind, value: int, *, most: int | None = None, least: int = 0) -> Voucher:
    return Voucher(kind=kind, value=value, most_discount=most, least_spend=least)


@pytest.mark.parametrize(
    ("kind", "value", "most", "discount"),
    [
        (VoucherKind.PERCENT, 10, None, 4_599),
        (VoucherKind.PERCENT, 10, 4_000, 4_000),
        (VoucherKind.PERCENT, 100, None, 45_999),
        (VoucherKind.RUPIAH, 5_000, None, 5_000),
        (VoucherKind.RUPIAH, 50_000, None, 45_999),
    ],
)
def test_a_discount_is_whole_rupiah_and_never_more_than_the_price(
    kind: VoucherKind, value: int, most: int | None, discount: int
) -> None:
    assert compute_discount(voucher(kind, value, most=most), EVERYTHING, [Line(1, None, 45_999)]) == discount


@given(st.sampled_from(VoucherKind), st.integers(1, 100), st.lists(st.integers(1, 10**9), min_size=1))
def test_no_discount_exceeds_what_it_is_for(kind: VoucherKind, value: int, subtotals: list[int]) -> None:
    lines = [Line(number, None, subtotal) for number, subtotal in enumerate(subtotals)]

    assert 0 <= compute_discount(voucher(kind, value), EVERYTHING, lines) <= sum(subtotals)


def test_only_the_products_and_categories_it_is_for_are_made_cheaper() -> None:
    lines = [Line(1, 7, 10_000), Line(2, 8, 20_000), Line(3, None, 40_000)]
    half = voucher(VoucherKind.PERCENT, 50)

    assert compute_discount(half, Reach(frozenset({1}), frozenset()), lines) == 5_000
    assert compute_discount(half, Reach(frozenset({1}), frozenset({8})), lines) == 15_000
    with pytest.raises(VoucherForOthers):
        compute_discount(half, Reach(frozenset({9}), frozenset({9})), lines)


def test_a_minimum_counts_the_whole_purchase() -> None:
    lines = [Line(1, None, 10_000), Line(2, None, 39_999)]
    dear = voucher(VoucherKind.RUPIAH, 1_000, least=50_000)

    with pytest.raises(VoucherSpendMore) as refused:
        compute_discount(dear, EVERYTHING, lines)

    assert refused.value.minimum == 50_000
    assert compute_discount(dear, EVERYTHING, [*lines, Line(3, None, 1)]) == 1_000


@pytest.mark.parametrize(
    ("failures", "minutes"), [(0, 0), (2, 0), (3, 1), (4, 2), (5, 4), (8, 32), (9, 60), (50, 60)]
)
def test_each_further_guess_doubles_the_wait_up_to_an_hour(failures: int, minutes: int) -> None:
    guesses = VoucherGuesses(failures=failures, last_failed_at=NOW)

    assert find_pause(guesses, LIMITS, now=NOW) == timedelta(minutes=minutes)
    assert find_pause(guesses, LIMITS, now=NOW + timedelta(minutes=minutes)) == timedelta(0)


def test_yesterdays_typing_errors_are_forgotten() -> None:
    guesses = VoucherGuesses(failures=9, last_failed_at=NOW)

    assert count_failure(guesses, now=NOW + timedelta(hours=23)) == 10
    assert count_failure(guesses, now=NOW + timedelta(hours=24)) == 1
    assert count_failure(None, now=NOW) == 1


def test_a_code_is_read_as_people_type_it() -> None:
    assert tidy_code(" hemat 10 ") == "HEMAT10"
    assert check_code("hemat-10") == "HEMAT-10"
    for bad in ("", "ab", "a" * 33, "kode!", "-ABC"):
        with pytest.raises(BadVoucher):
            check_code(bad)
