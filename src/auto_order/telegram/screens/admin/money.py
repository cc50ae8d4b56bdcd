"""Screens of the money that waits for a person, and the questions of what is decided with a reason."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from auto_order.backoffice.models import TopupRow
from auto_order.payments.models import Payment, ReviewCase
from auto_order.refunds.models import Refund
from auto_order.telegram.screens.screen import Button, Screen, cancel, in_columns, tap
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.staff_callbacks.money import (
    DecideMoney,
    Deed,
    ManageCase,
    ShowCases,
    ShowMoney,
    ShowRefundsDue,
    ShowTopups,
    ShowTransfers,
)
from auto_order.telegram.texts import Html, Words, joined


class Waiting(NamedTuple):
    """How much waits for a person."""

    transfers: int
    cases: int
    refunds: int


def money(waiting: Waiting, words: Words) -> Screen:
    """Show what waits for a person, and where it is decided."""
    return Screen(
        words("money-admin", transfers=waiting.transfers, cases=waiting.cases, refunds=waiting.refunds),
        [
            [tap(words("button-transfers", count=waiting.transfers), ShowTransfers())],
            [tap(words("button-cases", count=waiting.cases), ShowCases())],
            [tap(words("button-refunds-due", count=waiting.refunds), ShowRefundsDue())],
            [tap(words("button-topups"), ShowTopups())],
            [tap(words("button-back"), ShowAdmin())],
        ],
    )


def transfers(stated: Sequence[tuple[Payment, str]], words: Words) -> Screen:
    """List the transfers that buyers say to have made, each to confirm or to reject."""
    lines, rows = list[Html](), list[Sequence[Button]]()
    for number, (payment, buyer) in enumerate(stated, start=1):
        amount = words.money(payment.amount)
        at = words.moment(payment.created_at)
        lines.append(words("transfer-line", number=number, buyer=buyer, amount=amount, at=at))
        rows.append(
            [
                tap(
                    words("button-confirm-transfer", number=number),
                    DecideMoney(deed=Deed.CONFIRM_TRANSFER, subject=payment.id),
                ),
                tap(
                    words("button-reject-transfer", number=number),
                    DecideMoney(deed=Deed.REJECT_TRANSFER, subject=payment.id),
                ),
            ]
        )
    return _list("transfers-admin", lines, rows, words)


def topups(latest: Sequence[TopupRow], words: Words) -> Screen:
    """List the latest top-ups, however they ended."""
    lines = [
        words(
            "topup-line",
            buyer=row.buyer,
            amount=words.money(row.amount),
            state=words(f"payment-state-{row.status}"),
            at=words.moment(row.created_at),
        )
        for row in latest
    ]
    return _list("topups-admin", lines, [], words)


def cases(waiting: Sequence[tuple[ReviewCase, Payment, str]], words: Words) -> Screen:
    """List the payments whose facts do not fit, a button each."""
    rows = [
        [
            tap(
                f"🚨 {words.money(case.amount)} · {buyer}",
                ManageCase(payment=payment.id),
            )
        ]
        for case, payment, buyer in waiting
    ]
    return _list("cases-admin", [], rows, words)


def case(shown: ReviewCase, payment: Payment, buyer: str, words: Words) -> Screen:
    """Show such a payment with what can be decided."""
    text = words(
        "case-admin",
        buyer=buyer,
        amount=words.money(shown.amount),
        asked=words.money(payment.amount),
        faults=shown.faults.replace("_", " "),
        reference=payment.reference,
        opened=words.moment(shown.opened_at),
    )
    ways = [Deed.REVIEW_DELIVER, Deed.REVIEW_CREDIT, Deed.REVIEW_REFUND] if not shown.is_test else []
    buttons = [
        tap(words(f"button-{_key(deed)}"), DecideMoney(deed=deed, subject=payment.id))
        for deed in (*ways, Deed.REVIEW_DISMISS)
    ]
    return Screen(text, [*in_columns(buttons, 2), [tap(words("button-back"), ShowCases())]])


def refunds_due(due: Sequence[tuple[Refund, str]], words: Words) -> Screen:
    """List the refunds that a person still has to send, each to mark as made."""
    lines, rows = list[Html](), list[Sequence[Button]]()
    for number, (refund, buyer) in enumerate(due, start=1):
        amount = words.money(refund.amount)
        lines.append(
            words("refund-due-line", number=number, buyer=buyer, amount=amount, reason=refund.reason)
        )
        rows.append(
            [
                tap(
                    words("button-refund-made", number=number),
                    DecideMoney(deed=Deed.REFUND_MADE, subject=refund.id),
                )
            ]
        )
    return _list("refunds-due-admin", lines, rows, words)


def ask_deed(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for the amount where a deed has one, then for the reason."""
    deed = Deed(typed["deed"])
    if typed["asks_amount"] and "amount" not in typed:
        question = words("deed-ask-amount")
    else:
        question = words(f"deed-reason-{_key(deed)}")
    return Screen(joined((words(f"deed-{_key(deed)}"), question), between="\n\n"), [cancel(words)])


def _key(deed: Deed) -> str:
    return deed.name.lower().replace("_", "-")


def _list(key: str, lines: Sequence[Html], rows: Sequence[Sequence[Button]], words: Words) -> Screen:
    text = words(key)
    if not lines and not rows:
        text = joined((text, words("nothing-waits")), between="\n\n")
    elif lines:
        text = joined((text, joined(lines)), between="\n\n")
    return Screen(text, [*rows, [tap(words("button-back"), ShowMoney())]])
