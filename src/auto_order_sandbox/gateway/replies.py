"""The vendor's answers, field by field in the order of its documents."""

from datetime import datetime, timedelta, timezone
from typing import Any

import orjson
from aiohttp import web

from auto_order_sandbox.gateway.payments import Payment, PaymentStatus

_JAKARTA = timezone(timedelta(hours=7))


class Refused(Exception):
    """The vendor declines: an HTTP status, and a sentence for ``{"message": …}``."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def json_reply(body: object, *, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


def message_reply(message: str, *, status: int = 200) -> web.Response:
    return json_reply({"message": message}, status=status)


def opened_reply(payment: Payment) -> dict[str, Any]:
    """Write what a create by QRIS answers."""
    return {
        "txn_id": payment.txn_id,
        "project": payment.project,
        "order_id": payment.order_id,
        "amount": payment.amount,
        "fee": payment.fee,
        "total_payment": payment.total_payment,
        "payment_method": payment.method,
        "qr_string": payment.qr_string,
        "expired_at": with_nanoseconds(payment.expires_at),
        "is_sandbox": payment.is_sandbox,
    }


def status_reply(
    payment: Payment, *, status: PaymentStatus | str | None = None, now: datetime | None = None
) -> dict[str, Any]:
    """Write what a status call answers and a webhook carries; ``status`` and ``now`` tell a lie about it."""
    completed_at = payment.completed_at or now
    return {
        "txn_id": payment.txn_id,
        "order_id": payment.order_id,
        "amount": payment.amount,
        "is_sandbox": payment.is_sandbox,
        "status": status or payment.status,
        "completed_at": in_jakarta(completed_at) if completed_at else None,
    }


def with_nanoseconds(moment: datetime) -> str:
    """Write a UTC moment as RFC 3339 with nine digits after the second."""
    return f"{moment:%Y-%m-%dT%H:%M:%S.%f}000Z"


def in_jakarta(moment: datetime) -> str:
    return moment.astimezone(_JAKARTA).isoformat(timespec="milliseconds")


def payment_card(payment: Payment) -> dict[str, Any]:
    """Write a payment for the control API: all that the sandbox knows of it."""
    return {
        **opened_reply(payment),
        "charged": payment.charged,
        "status": payment.status,
        "created_at": payment.created_at.isoformat(),
        "completed_at": in_jakarta(payment.completed_at) if payment.completed_at else None,
        "canceled_at": payment.canceled_at.isoformat() if payment.canceled_at else None,
        "webhooks": list(payment.webhooks),
    }
