"""The story of an order, put together from what each room has written down about it."""

from collections.abc import Iterator, Sequence

from auto_order.audit.models import AuditEntry
from auto_order.backoffice.models import Event
from auto_order.delivery.models import Delivery
from auto_order.kit.errors import Refusal
from auto_order.orders.models import Order
from auto_order.payments.models import Payment
from auto_order.refunds.models import Refund


class CustomerUnknown(Refusal):
    """There is no such buyer."""

    code = "customer_unknown"


class StaffNotBlocked(Refusal):
    """Somebody of the staff is let go, not blocked."""

    code = "staff_not_blocked"


def tell_story(
    order: Order,
    payments: Sequence[Payment],
    delivery: Delivery | None,
    refunds: Sequence[Refund],
    deeds: Sequence[AuditEntry],
) -> Sequence[Event]:
    """Say what happened to an order, in the order in which it did."""
    events = [
        Event(order.placed_at, "placed", {}),
        *_tell_ends(order),
        *(event for payment in payments for event in _tell_payment(payment)),
        *([] if delivery is None else _tell_delivery(delivery)),
        *(event for refund in refunds for event in _tell_refund(refund)),
        *(Event(deed.happened_at, "deed", {"action": deed.action, "actor": deed.actor}) for deed in deeds),
    ]
    return sorted(events, key=lambda event: event.at)


def _tell_ends(order: Order) -> Iterator[Event]:
    if order.paid_at is not None:
        yield Event(order.paid_at, "paid", {"amount": order.total})
    if order.closed_at is not None:
        yield Event(order.closed_at, "closed", {"status": order.status})


def _tell_payment(payment: Payment) -> Iterator[Event]:
    if payment.shown_at is not None:
        yield Event(payment.shown_at, "invoice", {"amount": payment.amount})
    if payment.settled_at is not None:
        yield Event(payment.settled_at, "settled", {"gateway": payment.gateway, "amount": payment.amount})


def _tell_delivery(delivery: Delivery) -> Iterator[Event]:
    yield Event(delivery.promised_at, "promised", {})
    if delivery.sent_at is not None:
        yield Event(delivery.sent_at, "sent", {})


def _tell_refund(refund: Refund) -> Iterator[Event]:
    yield Event(refund.asked_at, "refund", {"amount": refund.amount})
    if refund.made_at is not None and refund.made_at != refund.asked_at:
        yield Event(refund.made_at, "refunded", {"amount": refund.amount})
