"""The vendor's limits, counted to the moment."""

from datetime import UTC, datetime, timedelta

import pytest

from auto_order_sandbox.gateway.limits import Limits
from auto_order_sandbox.gateway.payments import Method, Payment

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def make_payment() -> Payment:
    return Payment(
        txn_id="abcdefghijkl",
        project="shop",
        order_id="ORDER-0001",
        method=Method.QRIS,
        amount=99_000,
        fee=1_003,
        charged=99_000,
        is_sandbox=False,
        created_at=NOON,
    )


def allowed_writes(
    limits: Limits, *seconds: float, call: str = "create", project: str = "shop"
) -> list[bool]:
    moments = [NOON + timedelta(seconds=after) for after in seconds]
    return [limits.allows_write(project=project, call=call, now=moment) for moment in moments]


def test_the_third_write_within_a_second_is_one_too_many() -> None:
    limits = Limits(is_on=True)

    assert allowed_writes(limits, 0, 0.4, 0.9, 1.0, 1.3, 1.4) == [True, True, False, True, False, True]


@pytest.mark.parametrize(("call", "project"), [("cancel", "shop"), ("create", "other")])
def test_calls_and_projects_are_counted_apart(call: str, project: str) -> None:
    limits = Limits(is_on=True)

    assert allowed_writes(limits, 0, 0) == [True, True]
    assert allowed_writes(limits, 0, 0, call=call, project=project) == [True, True]


def test_a_status_refused_does_not_start_the_four_seconds_anew() -> None:
    limits, payment = Limits(is_on=True), make_payment()

    moments = [NOON + timedelta(seconds=after) for after in (0, 2, 3.999, 4, 7.9, 8)]

    assert [limits.allows_status(payment, now=moment) for moment in moments] == [
        True, False, False, True, False, True,
    ]  # fmt: skip


def test_switched_off_they_allow_everything() -> None:
    limits, payment = Limits(is_on=False), make_payment()

    assert allowed_writes(limits, 0, 0, 0, 0) == [True] * 4
    assert [limits.allows_status(payment, now=NOON) for _ in range(3)] == [True] * 3
