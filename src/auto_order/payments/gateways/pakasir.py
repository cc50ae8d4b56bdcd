"""Pakasir v2 (https://app.pakasir.com/api/v2): QRIS with flat JSON answers, and a webhook that proves little.

Creating is find-or-create, so a retry after a timeout is safe. The webhook carries a shared secret in plain
and covers nothing of its body, so it is only ever a reason to ask.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote

import aiohttp

from auto_order.kit.secret import Secret
from auto_order.payments.gateways import (
    AttemptDeadError,
    BadWebhookError,
    Capabilities,
    Claim,
    GatewayAuthError,
    GatewayProtocolError,
    GatewayRefusedError,
    Invoice,
    Limits,
    NotSupportedError,
    Observation,
    PaymentState,
    TransactionNotFoundError,
    WebhookNotTrustedError,
)
from auto_order.payments.gateways.answers import Answer, call, read_body

# The vendor's wording for an order id whose transaction was cancelled.
_DEAD = "dibatalkan"
_STATES = {
    "pending": PaymentState.PENDING,
    "completed": PaymentState.SETTLED,
    "canceled": PaymentState.CANCELED,
    "cancelled": PaymentState.CANCELED,
}
# In an address they would lead to another call.
_NO_NAMES = (".", "..")
_LOW_FEE_UP_TO = 105_000
_CREATE_SECONDS = 10.0
_ASK_SECONDS = 6.0


@dataclass(frozen=True)
class PakasirAccount:
    """A project at Pakasir. ``api_url`` is a setting, so that a sandbox can stand in for the vendor."""

    project: str
    api_key: Secret
    webhook_secret: Secret
    api_url: str
    is_test_mode: bool = False


class Pakasir:
    """The Pakasir adapter; :class:`auto_order.payments.gateways.Gateway` says what each call promises."""

    name = "pakasir"
    merchant = "Pakasir"
    currency = "IDR"
    limits = Limits(minimum=500, maximum=10_000_000, seconds_between_checks=4.0)
    capabilities = Capabilities(can_cancel=True, can_refund=False, can_list=False, is_webhook_signed=False)

    def __init__(self, account: PakasirAccount, http: aiohttp.ClientSession) -> None:
        self._account = account
        self._http = http
        self.project = account.project
        self.is_test_mode = account.is_test_mode

    def quote_fee(self, amount: int) -> int:
        """Say the QRIS fee: 0.7 % rounded up plus Rp 310 up to Rp 105.000, 1 % rounded up above."""
        if amount <= _LOW_FEE_UP_TO:
            return -(-amount * 7 // 1000) + 310
        return -(-amount // 100)

    async def create(self, *, reference: str, amount: int) -> Invoice:
        answer = await self._call(
            "POST",
            "create-transaction",
            reference,
            seconds=_CREATE_SECONDS,
            body={"method": "qris", "amount": amount},
        )
        if answer.status == HTTPStatus.NOT_FOUND and _DEAD in answer.message.lower():
            raise AttemptDeadError
        _must_be_ok(answer)
        txn_id = answer.text("txn_id")
        return Invoice(
            txn_id=txn_id,
            reference=answer.text("order_id"),
            amount=answer.whole("amount"),
            fee=answer.whole("fee"),
            total_payment=answer.whole("total_payment"),
            qr_string=answer.text("qr_string"),
            pay_url=self._pay_url(txn_id),
            expires_at=answer.moment("expired_at"),
            is_test=answer.flag("is_sandbox"),
        )

    async def fetch_status(self, *, txn_id: str) -> Observation:
        answer = await self._call("GET", "transaction-status", txn_id, seconds=_ASK_SECONDS)
        _must_be_ok(answer)
        return Observation(
            txn_id=answer.text("txn_id"),
            reference=answer.text("order_id"),
            # The answer does not name the project: it is the one whose key and slug were asked with.
            project=self.project,
            amount=answer.whole("amount"),
            currency=self.currency,
            state=_STATES.get(answer.text("status"), PaymentState.UNKNOWN),
            is_test=answer.flag("is_sandbox"),
            completed_at=answer.moment("completed_at"),
        )

    async def cancel(self, *, txn_id: str) -> None:
        _must_be_ok(await self._call("POST", "cancel-transaction", txn_id, seconds=_ASK_SECONDS))

    async def refund(self, *, txn_id: str, amount: int) -> None:  # noqa: ARG002 - the port's
        raise NotSupportedError

    def read_webhook(self, *, headers: Mapping[str, str], body: bytes) -> Claim:
        # A header may hold bytes that are no text: they are wrong like any other.
        given = headers.get("X-Secret", "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._account.webhook_secret.reveal().encode()):
            raise WebhookNotTrustedError
        try:
            fields = read_body(body)
            return Claim(
                # The vendor numbers no events: the same event is the same bytes.
                event_id=hashlib.sha256(body).hexdigest(),
                txn_id=fields.text("txn_id"),
                reference=fields.text("order_id"),
                body=body.decode(),
            )
        except (GatewayProtocolError, UnicodeDecodeError) as error:
            raise BadWebhookError(str(error)) from None

    async def list_recent(self, *, since: datetime) -> Sequence[Observation]:  # noqa: ARG002 - the port's
        raise NotSupportedError

    async def check_health(self) -> None:
        """Ask for a transaction that does not exist: only a right key and slug are told that it does not."""
        answer = await self._call("GET", "transaction-status", "health-check", seconds=_ASK_SECONDS)
        if answer.status != HTTPStatus.NOT_FOUND:
            _must_be_ok(answer)

    async def _call(
        self,
        method: str,
        verb: str,
        subject: str,
        *,
        seconds: float,
        body: Mapping[str, object] | None = None,
    ) -> Answer:
        if subject in _NO_NAMES:
            raise TransactionNotFoundError
        url = f"{self._account.api_url}/{verb}/{quote(self.project, safe='')}/{quote(subject, safe='')}"
        headers = {"X-Api-Key": self._account.api_key.reveal()}
        return await call(self._http, method, url, headers=headers, seconds=seconds, body=body)

    def _pay_url(self, txn_id: str) -> str:
        site = self._account.api_url.removesuffix("/api/v2")
        return f"{site}/pay-v2/{quote(txn_id, safe='')}?qris_only=1"


def _must_be_ok(answer: Answer) -> None:
    if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        return
    if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise GatewayAuthError
    if answer.status == HTTPStatus.NOT_FOUND:
        raise TransactionNotFoundError
    message = f"the gateway answered {answer.status}"
    raise GatewayRefusedError(message)
