"""Screens of the refund calculator: its formula, a guided calculation, and keys to write a formula with."""

from collections.abc import Mapping, Sequence
from typing import Any

from auto_order.calculator.models import RefundCalculation
from auto_order.calculator.rules import NAMES
from auto_order.telegram.screens.screen import Screen, cancel, in_columns, tap
from auto_order.telegram.staff_callbacks.calculator import (
    Calculate,
    EditFormula,
    PressToken,
    SaveFormula,
    ShowCalculator,
    TakeTokenBack,
)
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.texts import Html, Words, joined

_SIGNS = {"*": "×", "/": "÷"}
_KEYS = (*"123+", *"456-", *"789*", *"()0/", "%")
# What is asked before a refund is worked out, in this order.
QUESTIONS = ("price", "days", "used")


def calculator(formula: str, latest: Sequence[RefundCalculation], words: Words) -> Screen:
    """Show the formula and what was worked out last."""
    lines = [
        words(
            "calculation-line",
            price=words.money(one.price),
            used=one.used,
            days=one.days,
            result=words.money(one.result),
            at=words.moment(one.made_at),
        )
        for one in latest
    ]
    text = words(
        "calculator",
        formula=show_formula(formula.split(), words),
        latest=joined(lines) if lines else words("nothing-yet"),
    )
    return Screen(
        text,
        [
            [tap(words("button-calculate"), Calculate()), tap(words("button-formula"), EditFormula())],
            [tap(words("button-back"), ShowAdmin())],
        ],
    )


def calculation(one: RefundCalculation, words: Words) -> Screen:
    """Show what a refund comes to, and from what."""
    text = words(
        "calculation",
        price=words.money(one.price),
        days=one.days,
        used=one.used,
        left=one.days - one.used,
        formula=show_formula(one.formula.split(), words),
        result=words.money(one.result),
    )
    again = [tap(words("button-calculate-again"), Calculate())]
    return Screen(text, [again, [tap(words("button-back"), ShowCalculator())]])


def ask_figure(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for the next figure of a calculation."""
    number = sum(question in typed for question in QUESTIONS)
    question = words(f"calculation-ask-{QUESTIONS[min(number, len(QUESTIONS) - 1)]}")
    text = words("calculation-new", number=number + 1, count=len(QUESTIONS), question=question)
    return Screen(text, [cancel(words)])


def ask_formula(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for another formula, with keys to write it with."""
    names = [tap(words(f"formula-{name}"), PressToken(token=name)) for name in NAMES]
    signs = [tap(_SIGNS.get(key, key), PressToken(token=key)) for key in _KEYS]
    shown = show_formula(typed["tokens"], words) or words("nothing-yet")
    return Screen(
        words("formula-ask", formula=shown),
        [
            *in_columns(names, 4),
            *in_columns([*signs, tap("⌫", TakeTokenBack())], 4),
            [tap(words("button-save"), SaveFormula())],
            cancel(words),
        ],
    )


def show_formula(tokens: Sequence[str], words: Words) -> Html:
    """Write a formula as people do."""
    return joined(
        (words(f"formula-{token}") if token in NAMES else Html(_SIGNS.get(token, token)) for token in tokens),
        between=" ",
    )
