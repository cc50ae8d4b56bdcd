"""What is asked about a new voucher, one thing at a time, and the last look at it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from auto_order.telegram.screens.admin.vouchers import describe
from auto_order.telegram.screens.screen import Button, Screen, cancel, in_columns, tap
from auto_order.telegram.staff_callbacks.vouchers import (
    AskVoucherBefore,
    MakeVoucher,
    Meant,
    SkipVoucherQuestion,
    SwitchMeant,
)
from auto_order.telegram.texts import Html, Words, joined
from auto_order.vouchers.managing import VoucherFacts
from auto_order.vouchers.models import VoucherKind

# What is chosen as a list of [id, name], by what kind of thing it is.
CHOSEN = {Meant.PRODUCT: "products", Meant.CATEGORY: "categories"}


class Ask(StrEnum):
    """What is asked, in this order, by the name under which the answer is kept."""

    CODE = "code"
    VALUE = "value"
    MOST = "most_discount"
    LEAST = "least_spend"
    TOTAL = "uses_in_total"
    EACH = "uses_per_customer"
    STARTS = "starts_at"
    ENDS = "ends_at"
    MEANT = "meant"
    SURE = "sure"


_OPTIONAL = frozenset(Ask) - {Ask.CODE, Ask.VALUE, Ask.SURE}


def list_questions(typed: Mapping[str, Any]) -> Sequence[Ask]:
    """List what is asked about this voucher: only a percentage has a most that it takes off."""
    is_percent = typed.get("kind") != VoucherKind.RUPIAH
    return [ask for ask in Ask if ask is not Ask.MOST or is_percent]


def read_facts(typed: Mapping[str, Any]) -> VoucherFacts:
    """Give what was answered so far as a voucher."""
    moments = {
        name: None if typed.get(name) is None else datetime.fromisoformat(typed[name])
        for name in (Ask.STARTS, Ask.ENDS)
    }
    return VoucherFacts(
        code=typed[Ask.CODE],
        kind=VoucherKind(typed["kind"]),
        value=typed[Ask.VALUE],
        most_discount=typed.get(Ask.MOST),
        least_spend=typed.get(Ask.LEAST) or 0,
        uses_in_total=typed.get(Ask.TOTAL),
        uses_per_customer=typed.get(Ask.EACH),
        starts_at=moments[Ask.STARTS],
        ends_at=moments[Ask.ENDS],
        product_ids=[thing for thing, _name in typed["products"]],
        category_ids=[thing for thing, _name in typed["categories"]],
    )


def ask_new(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask the next thing about a new voucher."""
    ask = Ask(typed["at"])
    questions = list_questions(typed)
    number = questions.index(ask) + 1
    text = words("voucher-new", number=number, count=len(questions), question=_question(ask, typed, words))
    back = [tap(words("button-back"), AskVoucherBefore())] if number > 1 else []
    return Screen(text, [*_choices(ask, typed, words), [*back, *cancel(words)]])


def _question(ask: Ask, typed: Mapping[str, Any], words: Words) -> Html:
    question = words(f"voucher-ask-{ask}".replace("_", "-"))
    if ask is Ask.SURE:
        facts = describe(read_facts(typed), _list_names(typed), words)
        return joined((question, words("voucher-code", code=typed[Ask.CODE]), facts), between="\n\n")
    if ask is Ask.MEANT:
        names = ", ".join(_list_names(typed)) or words("voucher-everything")
        return joined((question, words("voucher-meant-now", meant=names)), between="\n\n")
    return question


def _choices(ask: Ask, typed: Mapping[str, Any], words: Words) -> Sequence[Sequence[Button]]:
    if ask is Ask.SURE:
        return [[tap(words("button-make-voucher"), MakeVoucher())]]
    if ask is Ask.MEANT:
        return [
            *in_columns(_switches(Meant.CATEGORY, typed, typed["shelves"]), 2),
            *in_columns(_switches(Meant.PRODUCT, typed, typed["found"]), 1),
            [tap(words("button-go-on"), SkipVoucherQuestion())],
        ]
    return [[tap(words("button-skip"), SkipVoucherQuestion())]] if ask in _OPTIONAL else []


def _switches(kind: Meant, typed: Mapping[str, Any], offered: Sequence[Sequence[Any]]) -> Sequence[Button]:
    chosen = typed[CHOSEN[kind]]
    things = [*chosen, *(thing for thing in offered if thing not in chosen)]
    return [
        tap(f"{'✅' if thing in chosen else '⬜'} {thing[1]}", SwitchMeant(kind=kind, thing=thing[0]))
        for thing in things
    ]


def _list_names(typed: Mapping[str, Any]) -> Sequence[str]:
    return [name for _thing, name in (*typed["categories"], *typed["products"])]
