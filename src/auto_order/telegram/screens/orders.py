"""Screens of the buyer's orders, and the messages that bring the goods."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from auto_order.notifications.port import Goods, GoodsLine
from auto_order.orders.models import Order, OrderLine, OrderStatus
from auto_order.orders.rules import WITH_GOODS
from auto_order.orders.service import OrderPage
from auto_order.telegram.callbacks import (
    CancelOrder,
    CheckStatus,
    ClaimWarranty,
    FulfilTerms,
    ResendGoods,
    ShowCategories,
    ShowInvoice,
    ShowOrder,
    ShowOrders,
)
from auto_order.telegram.screens.checkout import discount_line, fee_line
from auto_order.telegram.screens.screen import NUMBER_KEYS, Button, Screen, paging, tap, telegram_length
from auto_order.telegram.texts import Html, Words, joined
from auto_order.warranty.models import WarrantyClaim

# Telegram takes 4096 characters of text; what is longer goes as a file.
_MOST_TEXT = 4096
_MOST_UNITS_IN_TEXT = 20
# What Telegram takes out of a text or puts something else for, see clean_input_string in
# https://github.com/tdlib/td/blob/master/td/telegram/misc.cpp: tabs, carriage returns, directions of writing.
_CHANGED_ON_THE_WAY = re.compile(r"[\x00-\x09\x0b-\x1f\u2028-\u202e\u0333\u033f\u030a]|[\u200e\u200f]{2}")


def orders(page: OrderPage, words: Words) -> Screen:
    """List the buyer's orders, the latest first."""
    if not page.orders:
        return Screen(words("orders-none"), [[tap(words("menu-products"), ShowCategories())]])
    lines = [
        words(
            "orders-line",
            number=number,
            order=order.number,
            total=words.money(order.total),
            status=status(order.status, words),
            placed=words.moment(order.placed_at),
        )
        for number, order in enumerate(page.orders, start=1)
    ]
    numbers = [
        tap(key, ShowOrder(order=order.id, page=page.page))
        for key, order in zip(NUMBER_KEYS, page.orders, strict=False)
    ]
    text = words("orders", lines=joined(lines), page=page.page, pages=page.pages)
    return Screen(
        text,
        [numbers, paging(words, page=page.page, pages=page.pages, to=lambda number: ShowOrders(page=number))],
    )


class Changes(NamedTuple):
    """What became of an order after it was paid: units replaced, rupiah that went back, claims made.

    ``can_claim``: something of it is under warranty now.
    """

    replaced: int = 0
    refunded: int = 0
    claims: Sequence[WarrantyClaim] = ()
    can_claim: bool = False


def order(order: Order, lines: Sequence[OrderLine], changes: Changes, *, page: int, words: Words) -> Screen:
    """Show one order with what can be done about it now."""
    sold = [
        words("payment-line", name=line.product_name, quantity=line.quantity, price=words.money(line.price))
        for line in lines
    ]
    text = words(
        "order",
        number=order.number,
        lines=joined(sold),
        discount=discount_line(order.discount, words),
        fee=fee_line(order.service_fee, words),
        total=words.money(order.total),
        status=status(order.status, words),
        placed=words.moment(order.placed_at),
    )
    parts = [text]
    if changes.replaced:
        parts.append(words("order-replaced", count=changes.replaced))
    if changes.refunded:
        parts.append(words("order-refunded", amount=words.money(changes.refunded)))
    parts += [claim_line(claim, words) for claim in changes.claims]
    claim = [tap(words("button-claim"), ClaimWarranty(order=order.id))] if changes.can_claim else []
    back = [tap(words("button-back"), ShowOrders(page=page))]
    return Screen(joined(parts), [*_order_buttons(order, words), claim, back])


def claim_line(claim: WarrantyClaim, words: Words) -> Html:
    """Say how a claim stands."""
    status = words(f"claim-status-{claim.status}")
    if claim.reason:
        status = words("claim-status-with-reason", status=status, reason=claim.reason)
    return words("order-claim", at=words.moment(claim.made_at), status=status)


def status(order_status: str, words: Words) -> Html:
    """Say where an order stands."""
    return words(f"status-{order_status}".replace("_", "-"))


def _order_buttons(order: Order, words: Words) -> Sequence[Sequence[Button]]:
    if order.status is OrderStatus.AWAITING:
        return [
            [tap(words("button-show-qr"), ShowInvoice(order=order.id))],
            [tap(words("button-check-status"), CheckStatus(order=order.id))],
            [tap(words("button-cancel-purchase"), CancelOrder(order=order.id))],
        ]
    if order.status in WITH_GOODS:
        return [[tap(words("button-resend"), ResendGoods(order=order.id))]]
    return []


def goods_text(goods: Goods, words: Words) -> Html | None:
    """Write all goods as one message with each unit in a block to copy, None if they need files."""
    contents = [content.reveal() for line in goods.lines for content in line.contents]
    # What is sold arrives as it was loaded.
    if len(contents) > _MOST_UNITS_IN_TEXT or any(map(_is_changed_on_the_way, contents)):
        return None
    parts = [words("goods-header", number=goods.number)]
    for line in goods.lines:
        parts.append(words("goods-line", name=line.name, quantity=line.quantity))
        parts.extend(words("goods-unit", content=content.reveal()) for content in line.contents)
    whole = joined(parts, between="\n\n")
    return whole if telegram_length(whole) <= _MOST_TEXT else None


def _is_changed_on_the_way(content: str) -> bool:
    return content != content.strip() or _CHANGED_ON_THE_WAY.search(content) is not None


def goods_file(line: GoodsLine) -> str:
    """Write the units of one line as a text file: one alone as it is, short ones a line each."""
    contents = [content.reveal() for content in line.contents]
    if len(contents) == 1:
        return contents[0]
    if not any("\n" in content or "\r" in content for content in contents):
        return "\n".join(contents) + "\n"
    total = len(contents)
    return "".join(
        f"--- {number}/{total} ---\n{content}\n" for number, content in enumerate(contents, start=1)
    )


def terms(goods: Goods, words: Words) -> Sequence[Screen]:
    """Show the terms of each product that has some, in messages of a length that Telegram takes.

    Under the last one a buyer says that they are met.
    """
    shown = list[Screen]()
    for line in goods.lines:
        for part in _cut(line.terms):
            text = joined((words("goods-terms", name=line.name), words("goods-terms-text", terms=part)))
            shown.append(Screen(text))
        if line.terms:
            fulfil = tap(words("button-fulfil-terms"), FulfilTerms(line=line.line_id))
            shown[-1] = shown[-1]._replace(rows=[[fulfil]])
    return shown


def _cut(text: str) -> Sequence[str]:
    size = _MOST_TEXT // 2
    return [text[at : at + size] for at in range(0, len(text), size)]
