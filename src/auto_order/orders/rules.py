"""Decisions about orders: the allowed steps, and what a buyer agrees to when paying."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auto_order.kit.errors import Refusal
from auto_order.orders.models import Order, OrderStatus
from auto_order.vouchers.service import Applied

_NEXT = {
    OrderStatus.AWAITING: {OrderStatus.PAID, OrderStatus.EXPIRED, OrderStatus.CANCELED},
    OrderStatus.EXPIRED: {OrderStatus.PAID, OrderStatus.CREDITED},
    OrderStatus.CANCELED: {OrderStatus.PAID, OrderStatus.CREDITED},
    OrderStatus.PAID: {OrderStatus.FULFILLED, OrderStatus.REFUND_DUE},
    OrderStatus.REFUND_DUE: {OrderStatus.REFUNDED},
    OrderStatus.FULFILLED: set(),
    OrderStatus.CREDITED: set(),
    OrderStatus.REFUNDED: set(),
}
# Who has such an order may have its units, as often as they like.
WITH_GOODS = frozenset({OrderStatus.PAID, OrderStatus.FULFILLED})


class OrderMoved(Refusal):
    """The order is not where the step begins any more."""

    code = "order_moved"

    def __init__(self, *, was: OrderStatus, wanted: OrderStatus) -> None:
        super().__init__(f"{was} → {wanted}")
        self.was = was
        self.wanted = wanted


class OrderNotFound(Refusal):
    """There is no such order, or it is somebody else's: the answer is the same."""

    code = "order_not_found"


class EverOrdered(Refusal):
    """The product was ordered once, so that its history needs it. It can be archived."""

    code = "ever_ordered"


class TooManyOpenOrders(Refusal):
    """The buyer has as many unpaid orders as one may have."""

    code = "too_many_open_orders"

    def __init__(self, *, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class TooManyHeldUnits(Refusal):
    """The buyer would keep more units from others than one may without paying."""

    code = "too_many_held_units"

    def __init__(self, *, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class QuotedLine(NamedTuple):
    """A line at the price and stock of this moment. ``price`` is for one unit, in rupiah."""

    product_id: int
    name: str
    price: int
    quantity: int
    free: int

    @property
    def subtotal(self) -> int:
        return self.price * self.quantity


@dataclass(frozen=True)
class Quote:
    """What an order would cost now, before any fee. ``voucher`` is the one that the buyer chose."""

    lines: Sequence[QuotedLine]
    voucher: Applied | None = None

    @property
    def subtotal(self) -> int:
        return sum(line.subtotal for line in self.lines)

    @property
    def discount(self) -> int:
        return 0 if self.voucher is None else self.voucher.discount

    @property
    def total(self) -> int:
        return self.subtotal - self.discount

    @property
    def digest(self) -> str:
        """Eight characters that change when a product, price, quantity or discount does."""
        agreed = repr([(line.product_id, line.price, line.quantity) for line in self.lines])
        if self.discount:
            agreed += f" - {self.discount}"
        return hashlib.sha256(agreed.encode()).hexdigest()[:8]


class QuoteChanged(Refusal):
    """Prices or the cart changed since the buyer saw them; ``quote`` is what holds now."""

    code = "quote_changed"

    def __init__(self, quote: Quote) -> None:
        super().__init__()
        self.quote = quote


def advance(order: Order, wanted: OrderStatus) -> None:
    """Take the order one step on, or raise OrderMoved. The only place an order's status is set."""
    if wanted not in _NEXT[order.status]:
        raise OrderMoved(was=order.status, wanted=wanted)
    order.status = wanted
