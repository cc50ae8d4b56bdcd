"""A refund formula is read by a grammar of its own: it works figures out, and can do nothing else."""

import pytest

from auto_order.calculator import rules
from auto_order.calculator.rules import BadDays, BadFormula, NotWorkable


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        (rules.DEFAULT, 27_000),
        ("harga × sisa : masa", 27_000),
        ("price * left / days * 90%", 24_300),
        ("harga - terpakai * 1000", 33_000),
        ("price - 100000", 0),
        ("(price + 1) / 2", 22_500),
        ("price * 1 / 3 * 3", 45_000),
        ("price - price / 10 - 500", 40_000),
    ],
)
def test_a_refund_is_worked_out_in_whole_rupiah_and_never_below_nothing(formula: str, result: int) -> None:
    kept = rules.check(formula)

    assert rules.work_out(kept, price=45_000, days=30, used=12) == result


@pytest.mark.parametrize(
    "text",
    [
        "",
        "harga *",
        "(harga",
        "harga)",
        "harga masa",
        "2 ** 3",
        "harga.__class__",
        "__import__('os')",
        "harga; masa",
        "lambda: 1",
        "1e9",
        "(" * 50 + "1" + ")" * 50,
        "1" * 300,
        "9999999999999999",
        "harga * 😀",
        "saldo",
    ],
)
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(BadFormula):
        rules.check(text)


def test_dividing_by_nothing_is_refused_in_words() -> None:
    with pytest.raises(NotWorkable):
        rules.work_out("price / left", price=45_000, days=30, used=30)


@pytest.mark.parametrize(("days", "used"), [(0, 0), (30, 31), (36_501, 0)])
def test_days_that_cannot_be_are_refused(days: int, used: int) -> None:
    with pytest.raises(BadDays):
        rules.check_days(days, used)


def test_a_formula_is_written_key_by_key() -> None:
    tokens: list[str] = []
    for key in ("price", "*", "9", "0", "%"):
        tokens = rules.add_token(tokens, key)

    assert tokens == ["price", "*", "90", "%"]
    with pytest.raises(BadFormula):
        rules.add_token(tokens, "1 1")
