"""Screens of everybody's orders: a page of them, one with all there is about it, and its story."""

from collections.abc import Sequence

from auto_order.backoffice.models import Event, OrderFile, OrderRow, OrderRows, Which
from auto_order.orders.models import OrderStatus
from auto_order.orders.rules import WITH_GOODS
from auto_order.refunds.models import RefundStatus
from auto_order.staff.models import Permission
from auto_order.stock.models import StockStatus
from auto_order.telegram.screens.orders import status
from auto_order.telegram.screens.screen import Button, Screen, cancel, in_columns, paging, tap
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.staff_callbacks.money import DecideMoney, DecideOrder, Deed
from auto_order.telegram.staff_callbacks.orders import (
    CallOffOrder,
    FindOrders,
    ManageOrder,
    ResendOrder,
    ShowAllOrders,
    ShowOrderUnits,
    ShowStory,
)
from auto_order.telegram.staff_callbacks.users import ManageCustomer
from auto_order.telegram.texts import Html, Words, joined

_MOST_LINES, _MOST_UNITS, _MOST_EVENTS = 20, 20, 40
_MARKS = {
    OrderStatus.AWAITING: "⏳",
    OrderStatus.PAID: "💰",
    OrderStatus.FULFILLED: "✅",
    OrderStatus.EXPIRED: "⌛",
    OrderStatus.CANCELED: "❌",
    OrderStatus.CREDITED: "💼",
    OrderStatus.REFUND_DUE: "↩️",
    OrderStatus.REFUNDED: "↩️",
}
_FILTERS = (
    (Which.ALL, "filter-all"),
    (Which.WAITING, "filter-waiting"),
    (Which.PAID, "filter-paid"),
    (Which.DELIVERED, "filter-delivered"),
    (Which.PROBLEM, "filter-problem"),
    (Which.OVER, "filter-over"),
)


def orders(page: OrderRows, here: ShowAllOrders, words: Words) -> Screen:
    """List everybody's orders, the latest first, a button each."""
    key = next(key for which, key in _FILTERS if which is here.which)
    text = words("orders-admin", which=words(key), total=page.total, page=page.page, pages=page.pages)
    if here.search:
        text = joined((text, words("products-admin-search", search=here.search)))
    filters = [
        tap(words(key), ShowAllOrders(which=which)) for which, key in _FILTERS if which is not here.which
    ]
    rows: list[Sequence[Button]] = [order_row(row, words) for row in page.rows]
    rows += [
        paging(
            words,
            page=page.page,
            pages=page.pages,
            to=lambda number: ShowAllOrders(which=here.which, page=number, search=here.search),
        ),
        *in_columns(filters, 3),
        [tap(words("button-search"), FindOrders()), tap(words("button-back"), ShowAdmin())],
    ]
    return Screen(text, rows)


def order_row(row: OrderRow, words: Words) -> Sequence[Button]:
    """Make the button of one order in a list."""
    label = f"{_MARKS[OrderStatus(row.status)]} {row.number[-8:]} · {words.money(row.total)} · {row.buyer}"
    return [tap(label, ManageOrder(order=row.id))]


def order(shown: OrderFile, permissions: frozenset[Permission], words: Words) -> Screen:
    """Show one order with what the person may do to it."""
    one = shown.order
    lines = [
        words("payment-line", name=line.product_name, quantity=line.quantity, price=words.money(line.price))
        for line in shown.lines[:_MOST_LINES]
    ]
    text = words(
        "order-admin",
        number=one.number,
        buyer=shown.buyer.name,
        lines=joined(lines),
        discount=words.money(one.discount),
        fee=words.money(one.service_fee),
        total=words.money(one.total),
        status=status(one.status, words),
        payment=_describe_payments(shown, words),
        delivery=_describe_delivery(shown, words),
        refunded=words.money(_sum_refunded(shown)),
        placed=words.moment(one.placed_at),
    )
    rows = [
        *in_columns([*_order_deeds(shown, words), *_money_deeds(shown, permissions, words)], 2),
        [tap(words("button-story"), ShowStory(order=one.id)), *_buyer_button(shown, permissions, words)],
        [tap(words("button-back"), ShowAllOrders())],
    ]
    return Screen(text, rows)


def story(shown: OrderFile, words: Words) -> Screen:
    """Say what happened to an order, moment by moment."""
    lines = [
        words("story-line", at=words.moment(event.at), what=_tell(event, words))
        for event in shown.events[-_MOST_EVENTS:]
    ]
    text = words("story", number=shown.order.number, lines=joined(lines))
    return Screen(text, [[tap(words("button-back"), ManageOrder(order=shown.order.id))]])


def units(shown: OrderFile, words: Words) -> Screen:
    """List the units that an order has, to replace one of them."""
    names = {line.id: line.product_name for line in shown.lines}
    sold = [unit for unit in shown.units if unit.status is StockStatus.SOLD]
    rows = [
        [
            tap(
                f"🔁 {number}. {names.get(unit.order_line_id or 0, '')}",
                DecideOrder(deed=Deed.REPLACE_UNIT, subject=shown.order.id, unit=unit.id),
            )
        ]
        for number, unit in enumerate(sold[:_MOST_UNITS], start=1)
    ]
    back = [tap(words("button-back"), ManageOrder(order=shown.order.id))]
    return Screen(words("order-units", number=shown.order.number), [*rows, back])


def sure_to_cancel(shown: OrderFile, words: Words) -> Screen:
    """Ask once more before an order is called off."""
    return Screen(
        words("order-sure-to-cancel", number=shown.order.number),
        [
            [tap(words("button-call-off"), CallOffOrder(order=shown.order.id, is_sure=True))],
            [tap(words("button-back"), ManageOrder(order=shown.order.id))],
        ],
    )


def ask_search(_typed: object, words: Words) -> Screen:
    """Ask for the number or the buyer to search by."""
    return Screen(words("orders-ask-search"), [cancel(words)])


def _order_deeds(shown: OrderFile, words: Words) -> Sequence[Button]:
    one = shown.order
    if one.status is OrderStatus.AWAITING:
        return [tap(words("button-call-off"), CallOffOrder(order=one.id))]
    if one.status in WITH_GOODS:
        return [
            tap(words("button-resend"), ResendOrder(order=one.id)),
            tap(words("button-replace-unit"), ShowOrderUnits(order=one.id)),
        ]
    return []


def _money_deeds(shown: OrderFile, permissions: frozenset[Permission], words: Words) -> Sequence[Button]:
    one = shown.order
    if Permission.MONEY not in permissions:
        return []
    if one.status in (OrderStatus.AWAITING, OrderStatus.EXPIRED, OrderStatus.CANCELED):
        return [tap(words("button-mark-paid"), DecideMoney(deed=Deed.MARK_PAID, subject=one.id))]
    if one.status in WITH_GOODS and sum(refund.amount for refund in shown.refunds) < one.total:
        return [
            tap(words("button-refund-wallet"), DecideMoney(deed=Deed.REFUND_WALLET, subject=one.id)),
            tap(words("button-refund-outside"), DecideMoney(deed=Deed.REFUND_OUTSIDE, subject=one.id)),
        ]
    return []


def _buyer_button(shown: OrderFile, permissions: frozenset[Permission], words: Words) -> Sequence[Button]:
    if Permission.USERS not in permissions:
        return []
    return [tap(words("button-buyer"), ManageCustomer(customer=shown.buyer.id))]


def _describe_payments(shown: OrderFile, words: Words) -> Html:
    if not shown.payments:
        return words("payment-none")
    latest = shown.payments[-1]
    state = words(f"payment-state-{latest.status}")
    return words("payment-admin", gateway=latest.gateway, state=state, reference=latest.reference)


def _describe_delivery(shown: OrderFile, words: Words) -> Html:
    return words("nothing-yet" if shown.delivery is None else f"delivery-state-{shown.delivery.status}")


def _sum_refunded(shown: OrderFile) -> int:
    return sum(refund.amount for refund in shown.refunds if refund.status is RefundStatus.MADE)


def _tell(event: Event, words: Words) -> Html:
    facts = dict(event.facts)
    if "amount" in facts:
        facts["amount"] = words.money(int(facts["amount"] or 0))
    if "status" in facts:
        facts["status"] = status(str(facts["status"]), words)
    return words(f"story-{event.what}", **facts)
