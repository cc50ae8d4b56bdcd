"""Screens of the vouchers: a page of them, and one with its use."""

from collections.abc import Sequence
from datetime import datetime

from auto_order.telegram.screens.screen import Button, Screen, paging, tap
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.staff_callbacks.vouchers import (
    ManageVoucher,
    NewVoucher,
    SetVoucherActive,
    ShowVouchers,
)
from auto_order.telegram.texts import Html, Words
from auto_order.vouchers.managing import Total, VoucherFacts, VoucherFile, VoucherPage
from auto_order.vouchers.models import UseStatus, Voucher, VoucherKind

_NONE = Total(0, 0)


def vouchers(page: VoucherPage, words: Words, *, now: datetime) -> Screen:
    """List the vouchers, the latest first, a button each with how often it is used."""
    rows: list[Sequence[Button]] = [
        [tap(_label(voucher, uses, words, now=now), ManageVoucher(voucher=voucher.id))]
        for voucher, uses in page.vouchers
    ]
    key = "vouchers-admin" if rows else "vouchers-admin-none"
    rows += [
        paging(words, page=page.page, pages=page.pages, to=lambda number: ShowVouchers(page=number)),
        [tap(words("button-add-voucher"), NewVoucher())],
        [tap(words("button-back"), ShowAdmin())],
    ]
    return Screen(words(key), rows)


def voucher(shown: VoucherFile, meant: Sequence[str], words: Words, *, now: datetime) -> Screen:
    """Show a voucher, what it is for, and what came of it."""
    one = shown.voucher
    used = shown.totals.get(UseStatus.USED, _NONE)
    text = words(
        "voucher-admin",
        code=one.code,
        state=words(f"voucher-{_state(one, now=now)}"),
        facts=describe(_as_facts(one), meant, words),
        used=used.uses,
        discount=words.money(used.discount),
        held=shown.totals.get(UseStatus.HELD, _NONE).uses,
    )
    key = "button-end-voucher" if one.is_active else "button-resume-voucher"
    switch = SetVoucherActive(voucher=one.id, is_active=not one.is_active)
    return Screen(text, [[tap(words(key), switch)], [tap(words("button-back"), ShowVouchers())]])


def describe(facts: VoucherFacts, meant: Sequence[str], words: Words) -> Html:
    """Say what a voucher takes off, for whom, when, and for what."""
    return words(
        "voucher-facts",
        value=value_of(facts.kind, facts.value, words),
        most=_amount(facts.most_discount, words),
        least=_amount(facts.least_spend or None, words),
        total=_count(facts.uses_in_total, words),
        each=_count(facts.uses_per_customer, words),
        starts=words.moment(facts.starts_at) if facts.starts_at else words("voucher-at-once"),
        ends=words.moment(facts.ends_at) if facts.ends_at else words("voucher-never"),
        meant=", ".join(meant) if meant else words("voucher-everything"),
    )


def value_of(kind: VoucherKind, value: int, words: Words) -> str:
    """Say what a voucher takes off: ``10%`` or ``Rp 5.000``."""
    return f"{value}%" if kind is VoucherKind.PERCENT else words.money(value)


def _label(voucher: Voucher, uses: int, words: Words, *, now: datetime) -> str:
    mark = {"active": "🟢", "ended": "⏸", "over": "⌛", "ahead": "🗓"}[_state(voucher, now=now)]
    most = "∞" if voucher.uses_in_total is None else str(voucher.uses_in_total)
    return f"{mark} {voucher.code} · {value_of(voucher.kind, voucher.value, words)} · {uses}/{most}"


def _state(voucher: Voucher, *, now: datetime) -> str:
    if not voucher.is_active:
        return "ended"
    if voucher.ends_at is not None and voucher.ends_at <= now:
        return "over"
    return "ahead" if voucher.starts_at > now else "active"


def _as_facts(voucher: Voucher) -> VoucherFacts:
    return VoucherFacts(
        code=voucher.code,
        kind=voucher.kind,
        value=voucher.value,
        most_discount=voucher.most_discount,
        uses_in_total=voucher.uses_in_total,
        uses_per_customer=voucher.uses_per_customer,
        least_spend=voucher.least_spend,
        starts_at=voucher.starts_at,
        ends_at=voucher.ends_at,
    )


def _amount(amount: int | None, words: Words) -> str:
    return words("voucher-no-limit") if amount is None else words.money(amount)


def _count(count: int | None, words: Words) -> str:
    return words("voucher-no-limit") if count is None else words("voucher-times", count=count)
