"""What the staff is told."""

from auto_order.notifications.notices import StaffOrder, StaffProblem, StaffTopup
from auto_order.telegram.screens.orders import status
from auto_order.telegram.screens.screen import Screen
from auto_order.telegram.texts import Words, joined

_MARKS = {"awaiting": "🆕", "paid": "💰", "fulfilled": "✅", "credited": "💰"}


def order(notice: StaffOrder, words: Words) -> Screen:
    """Show an order as it stands; the same message follows it to its end."""
    lines = [
        words("payment-line", name=line.name, quantity=line.quantity, price=words.money(line.price))
        for line in notice.lines
    ]
    text = words(
        "staff-order",
        mark=_MARKS.get(notice.status, "▫️"),
        number=notice.number,
        buyer=notice.buyer,
        lines=joined(lines),
        total=words.money(notice.total),
        status=status(notice.status, words),
    )
    return Screen(text)


def topup(notice: StaffTopup, words: Words) -> Screen:
    """Show a top-up as it stands; one by hand waits for a person."""
    key = "pending" if notice.status == "creating" else notice.status
    if key == "pending" and notice.is_by_hand:
        key = "waiting-by-hand"
    text = words(
        "staff-topup",
        number=notice.number,
        buyer=notice.buyer,
        amount=words.money(notice.amount),
        status=words(f"topup-status-{key}"),
    )
    return Screen(text)


def problem(notice: StaffProblem, words: Words) -> Screen:
    """Say what needs a person."""
    return Screen(words(f"staff-problem-{notice.problem}".replace("_", "-"), **notice.facts))
