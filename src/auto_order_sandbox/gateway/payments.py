"""Payments as the vendor keeps them: found or created, paid, cancelled, lapsed after a day.

Knows nothing of HTTP; the moment is always handed in.
"""

import secrets
import string
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from auto_order_sandbox.gateway import qris

LIFETIME = timedelta(hours=24)
_KEPT = 50_000
_WEBHOOKS_KEPT = 20


class PaymentStatus(StrEnum):
    """The three words that the vendor answers."""

    PENDING = "pending"
    COMPLETED = "completed"
    CANCELED = "canceled"


class Method(StrEnum):
    """How a payer can pay here."""

    QRIS = "qris"
    PAYMENT_LINK = "payment_link"


class DeadOrder(Exception):
    """The order id had a payment that was cancelled; the vendor opens no other one for it."""


class NotPayable(Exception):
    """The payment is not open any more; ``status`` says why."""

    def __init__(self, status: PaymentStatus) -> None:
        super().__init__(f"payment is {status}")
        self.status = status


@dataclass(slots=True, kw_only=True)
class Payment:
    """One transaction of a project. ``charged`` is what the QR asks for: amount or total, as set up."""

    txn_id: str
    project: str
    order_id: str
    method: Method
    amount: int
    fee: int
    charged: int
    is_sandbox: bool
    created_at: datetime
    status: PaymentStatus = PaymentStatus.PENDING
    completed_at: datetime | None = None
    canceled_at: datetime | None = None
    status_asked_at: datetime | None = None
    webhooks: deque[dict[str, object]] = field(default_factory=lambda: deque(maxlen=_WEBHOOKS_KEPT))

    @property
    def total_payment(self) -> int:
        """The amount and the fee, whoever bears it."""
        return self.amount + self.fee

    @property
    def expires_at(self) -> datetime:
        """When the vendor cancels it by itself."""
        return self.created_at + LIFETIME

    @property
    def qr_string(self) -> str:
        """What a payer scans; in the vendor's test mode a text that no bank accepts."""
        if self.is_sandbox:
            return qris.PLACEHOLDER
        return qris.dynamic_qris(amount=self.charged, reference=self.txn_id)


class PaymentBook:
    """The last payments of all projects, oldest first; beyond ``kept`` the oldest are forgotten."""

    def __init__(self, *, kept: int = _KEPT) -> None:
        self._kept = kept
        self._by_txn_id: dict[str, Payment] = {}
        self._by_order: dict[tuple[str, str], list[Payment]] = {}
        self._open: deque[Payment] = deque()

    def find(self, txn_id: str) -> Payment | None:
        return self._by_txn_id.get(txn_id)

    def find_for_order(self, *, project: str, order_id: str, method: Method, amount: int) -> Payment | None:
        """Find what a repeated create means. Raises DeadOrder when the order id was cancelled."""
        of_order = self._by_order.get((project, order_id), ())
        if any(payment.status is PaymentStatus.CANCELED for payment in of_order):
            raise DeadOrder(order_id)
        return next((one for one in of_order if (one.method, one.amount) == (method, amount)), None)

    def add(self, payment: Payment) -> None:
        self._by_txn_id[payment.txn_id] = payment
        self._by_order.setdefault((payment.project, payment.order_id), []).append(payment)
        self._open.append(payment)
        if len(self._by_txn_id) > self._kept:
            self._forget(next(iter(self._by_txn_id.values())))

    def list_payments(self) -> list[Payment]:
        return list(self._by_txn_id.values())

    def lapse(self, now: datetime) -> list[Payment]:
        """Cancel the unpaid ones whose day is over, and return them. All live equally long: look in front."""
        lapsed = []
        while self._open and self._open[0].expires_at <= now:
            payment = self._open.popleft()
            if payment.status is PaymentStatus.PENDING:
                payment.status, payment.canceled_at = PaymentStatus.CANCELED, payment.expires_at
                lapsed.append(payment)
        return lapsed

    def _forget(self, payment: Payment) -> None:
        del self._by_txn_id[payment.txn_id]
        if self._open and self._open[0] is payment:
            self._open.popleft()
        of_order = self._by_order[payment.project, payment.order_id]
        of_order.remove(payment)
        if not of_order:
            del self._by_order[payment.project, payment.order_id]


def complete(payment: Payment, *, now: datetime, even_if_canceled: bool = False) -> None:
    """Note that a payer paid. A code that was scanned in time may be paid after its end."""
    too_late = payment.status is PaymentStatus.CANCELED and not even_if_canceled
    if too_late or payment.status is PaymentStatus.COMPLETED:
        raise NotPayable(payment.status)
    payment.status, payment.completed_at = PaymentStatus.COMPLETED, now


def cancel(payment: Payment, *, now: datetime) -> None:
    """End an unpaid payment. Raises NotPayable when it is paid or ended already."""
    if payment.status is not PaymentStatus.PENDING:
        raise NotPayable(payment.status)
    payment.status, payment.canceled_at = PaymentStatus.CANCELED, now


def new_txn_id() -> str:
    """Make an id in the vendor's style: a few lower-case letters."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(12))
