"""Screens of what the shop knows of a buyer, and whom to ask for help."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from auto_order.customers.rules import ProfileField
from auto_order.customers.service import CustomerCard
from auto_order.orders.models import Order
from auto_order.telegram.callbacks import (
    ClearProfile,
    EditProfile,
    ShowDeposit,
    ShowInformation,
    ShowLanguages,
    ShowMovements,
    ShowOrders,
    ShowSupport,
)
from auto_order.telegram.screens.orders import status
from auto_order.telegram.screens.screen import Button, Screen, cancel, link, tap, worded
from auto_order.telegram.texts import Html, Words, joined

_HANDLE = re.compile(r"@([A-Za-z]\w{3,31})", re.ASCII)
_PHONE = re.compile(r"\+?(\d{9,15})", re.ASCII)


def information(customer: CustomerCard, latest: Sequence[Order], *, balance: int, words: Words) -> Screen:
    """Show what the shop knows of the customer, and their latest orders."""
    text = words(
        "information",
        name=customer.shown_name,
        whatsapp=customer.whatsapp or words("profile-nothing"),
        id=str(customer.telegram_id),
        balance=words.money(balance),
        latest=_list_latest(latest, words),
    )
    return Screen(
        text,
        [
            [
                tap(words("button-edit-display-name"), EditProfile(field=ProfileField.NAME)),
                tap(words("button-edit-whatsapp"), EditProfile(field=ProfileField.WHATSAPP)),
            ],
            [tap(words("button-movements"), ShowMovements()), tap(words("menu-deposit"), ShowDeposit())],
            [tap(words("menu-orders"), ShowOrders()), tap(words("button-language"), ShowLanguages())],
            [tap(words("button-support"), ShowSupport())],
        ],
    )


def ask_profile(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for a new value of a field, above the way to have none."""
    key = "profile-ask-name" if typed["field"] == ProfileField.NAME else "profile-ask-whatsapp"
    rows: list[Sequence[Button]] = [cancel(words)]
    if typed["was"]:
        rows.insert(0, [tap(words("button-clear-profile"), ClearProfile())])
    return Screen(words(key, was=typed["was"] or words("profile-nothing")), rows)


def support(contact: str | None, words: Words) -> Screen:
    """Say whom to ask, with a button that leads there where the contact names a place."""
    back = [tap(words("button-back"), ShowInformation())]
    if contact is None:
        return Screen(words("support-none"), [back])
    url = _find_url(contact)
    there = [] if url is None else [link(words("button-chat-support"), url)]
    return worded(words, "support", [there, back], contact=contact)


def _find_url(contact: str) -> str | None:
    """Say where a contact leads: a name on Telegram, a telephone on WhatsApp, or a page."""
    if handle := _HANDLE.fullmatch(contact.strip()):
        return f"https://t.me/{handle[1]}"
    if phone := _PHONE.fullmatch(re.sub(r"[\s().-]+", "", contact)):
        digits = phone[1]
        return f"https://wa.me/{'62' + digits[1:] if digits.startswith('0') else digits}"
    return contact if re.fullmatch(r"https?://\S+\.\S+", contact) else None


def _list_latest(latest: Sequence[Order], words: Words) -> Html:
    if not latest:
        return words("information-no-orders")
    return joined(
        words(
            "information-order",
            order=order.number,
            total=words.money(order.total),
            status=status(order.status, words),
        )
        for order in latest
    )
