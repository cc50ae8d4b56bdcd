"""Screens of filling the wallet, and of what moved in it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from auto_order.ledger.statements import MovementPage
from auto_order.notifications.notices import ToppedUp, TopupClosed, TopupReady
from auto_order.payments.models import MANUAL, Payment, PaymentStatus
from auto_order.payments.policy import TopupLimits
from auto_order.telegram.callbacks import (
    AskAmount,
    CancelTopup,
    CheckTopup,
    Deposit,
    ShowDeposit,
    ShowMovements,
    ShowTopup,
    ShowTransfer,
)
from auto_order.telegram.screens.screen import Button, Screen, cancel, link, paging, tap
from auto_order.telegram.texts import Words, joined

_PRESETS = (10_000, 25_000, 50_000, 100_000, 250_000, 500_000)
_A_ROW = 3


def deposit(
    balance: int, *, limits: TopupLimits, has_qris: bool, takes_transfers: bool, words: Words
) -> Screen:
    """Offer ways to fill the wallet."""
    amounts = [amount for amount in _PRESETS if limits.least <= amount <= limits.most]
    presets = [tap(words.money(amount), Deposit(amount=amount)) for amount in amounts]
    rows: list[Sequence[Button]] = []
    if has_qris:
        rows += [presets[at : at + _A_ROW] for at in range(0, len(presets), _A_ROW)]
        rows.append([tap(words("button-other-amount"), AskAmount(is_by_hand=False))])
    if takes_transfers:
        rows.append([tap(words("button-transfer"), ShowTransfer())])
    rows.append([tap(words("button-movements"), ShowMovements())])
    return Screen(words("deposit", balance=words.money(balance)), rows)


def ask_amount(data: Mapping[str, Any], words: Words) -> Screen:
    """Ask how much is to come in, or has been sent."""
    key = "ask-amount-sent" if data["is_by_hand"] else "ask-amount"
    least, most = words.money(data["least"]), words.money(data["most"])
    return Screen(words(key, least=least, most=most), [cancel(words)])


def transfer(instructions: str, words: Words) -> Screen:
    """Show where money is sent by hand."""
    return Screen(
        words("transfer", instructions=instructions),
        [
            [tap(words("button-transferred"), AskAmount(is_by_hand=True))],
            [tap(words("button-back"), ShowDeposit())],
        ],
    )


def preparing(payment: Payment, words: Words) -> Screen:
    """Bridge the second until the gateway has answered."""
    text = words("payment-preparing", number=payment.reference)
    return Screen(text, [[tap(words("button-cancel-deposit"), CancelTopup(payment=payment.id))]])


def open_topup(payment: Payment, words: Words) -> Screen:
    """Show a top-up that waits: for the payer, or for a person of the staff."""
    give_up = [tap(words("button-cancel-deposit"), CancelTopup(payment=payment.id))]
    facts = {"number": payment.reference, "amount": words.money(payment.amount)}
    if payment.gateway == MANUAL:
        return Screen(words("transfer-stated", **facts), [give_up])
    return Screen(
        words("topup-open", **facts),
        [
            [tap(words("button-show-qr"), ShowTopup(payment=payment.id))],
            [tap(words("button-check-status"), CheckTopup(payment=payment.id))],
            give_up,
        ],
    )


def invoice(notice: TopupReady, words: Words) -> Screen:
    """Write the caption under a QR that fills the wallet."""
    text = words(
        "topup-invoice",
        number=notice.number,
        amount=words.money(notice.amount),
        deadline=words.clock(datetime.fromisoformat(notice.deadline)),
        merchant=notice.merchant,
    )
    payment = notice.payment_id
    return Screen(
        text,
        [
            [] if notice.pay_url is None else [link(words("button-pay-page"), notice.pay_url)],
            [tap(words("button-check-status"), CheckTopup(payment=payment))],
            [tap(words("button-cancel-deposit"), CancelTopup(payment=payment))],
        ],
    )


def closed(notice: TopupClosed, words: Words) -> Screen:
    """Say that a top-up ended without money."""
    key = f"topup-closed-{notice.reason}".replace("_", "-")
    note = {"note": notice.note} if notice.note else {}
    return Screen(words(key, number=notice.number, **note), [[tap(words("menu-deposit"), ShowDeposit())]])


def credited(notice: ToppedUp, words: Words) -> Screen:
    """Say that the money is in the wallet."""
    text = words(
        "topped-up",
        number=notice.number,
        amount=words.money(notice.amount),
        balance=words.money(notice.balance),
    )
    return Screen(text, [[tap(words("button-movements"), ShowMovements())]])


def movements(found: MovementPage, *, balance: int, words: Words) -> Screen:
    """Show what moved in the wallet, the latest first."""
    lines = [
        words(
            "movement-line",
            what=words(f"movement-{row.kind}".replace("_", "-")),
            amount=words.money(row.amount),
            sign=words("sign-in" if row.amount > 0 else "sign-out"),
            balance=words.money(row.balance),
            at=words.moment(row.posted_at),
        )
        for row in found.movements
    ]
    text = words(
        "movements",
        balance=words.money(balance),
        lines=joined(lines) if lines else words("movements-none"),
        page=found.page,
        pages=found.pages,
    )
    pages = paging(words, page=found.page, pages=found.pages, to=lambda page: ShowMovements(page=page))
    return Screen(text, [pages, [tap(words("menu-deposit"), ShowDeposit())]])


def state(payment: Payment, *, now: datetime, words: Words) -> str:
    """Say where a top-up stands."""
    if payment.status is PaymentStatus.CREATING:
        return words("invoice-status-preparing")
    if payment.status is not PaymentStatus.PENDING:
        return words(f"topup-status-{payment.status}")
    if now >= payment.deadline or payment.failed_checks:
        return words("invoice-status-verifying")
    return words("invoice-status-waiting", deadline=words.clock(payment.deadline))
