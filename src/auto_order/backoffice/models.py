"""Values that the staff's screens show. It has no table of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from auto_order.audit.rules import Fact
from auto_order.customers.service import CustomerCard
from auto_order.delivery.models import Delivery
from auto_order.orders.models import Order, OrderLine
from auto_order.payments.models import Payment
from auto_order.refunds.models import Refund
from auto_order.stock.service import Unit


class Which(StrEnum):
    """Which orders are listed."""

    ALL = "a"
    WAITING = "w"
    PAID = "p"
    DELIVERED = "d"
    PROBLEM = "x"
    OVER = "e"


class OrderRow(NamedTuple):
    """An order in a list."""

    id: int
    number: str
    status: str
    total: int
    placed_at: datetime
    buyer: str


class CustomerRow(NamedTuple):
    """A buyer in a list."""

    id: int
    name: str
    username: str | None
    is_blocked: bool


@dataclass(frozen=True)
class OrderRows:
    """Some orders, the latest first. ``total`` is counted up to a thousand."""

    rows: Sequence[OrderRow]
    page: int
    pages: int
    total: int


@dataclass(frozen=True)
class CustomerRows:
    """Some buyers, the latest first. ``total`` is counted up to a thousand."""

    rows: Sequence[CustomerRow]
    page: int
    pages: int
    total: int


class Event(NamedTuple):
    """Something that happened to an order. ``what`` names its words; ``facts`` fill them."""

    at: datetime
    what: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True)
class OrderFile:
    """All there is about one order."""

    order: Order
    buyer: CustomerCard
    lines: Sequence[OrderLine]
    payments: Sequence[Payment]
    delivery: Delivery | None
    refunds: Sequence[Refund]
    units: Sequence[Unit]
    events: Sequence[Event]


@dataclass(frozen=True)
class CustomerFile:
    """All there is about one buyer, in figures. Amounts in rupiah."""

    card: CustomerCard
    met_at: datetime
    balance: int
    orders: int
    spent: int


class TopupRow(NamedTuple):
    """A top-up in a list."""

    payment_id: int
    buyer: str
    amount: int
    status: str
    gateway: str
    created_at: datetime
