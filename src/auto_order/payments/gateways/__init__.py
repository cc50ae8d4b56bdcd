"""The port: what any provider that collects money for us must offer. One module per provider beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from auto_order.kit.errors import TransientError


class GatewayUnavailableError(TransientError):
    """No answer, or none to make sense of. ``is_outcome_unknown``: what was asked for may have been done."""

    def __init__(self, message: str, *, is_outcome_unknown: bool) -> None:
        super().__init__(message)
        self.is_outcome_unknown = is_outcome_unknown


class GatewayRateLimitedError(TransientError):
    """The gateway asks us to wait ``retry_after`` seconds. Nothing was done."""


class GatewayProtocolError(TransientError):
    """The gateway answered something that its documentation does not allow; the outcome is unknown."""


class GatewayRefusedError(Exception):
    """The gateway says no, and will say so again."""


class GatewayAuthError(GatewayRefusedError):
    """The gateway does not accept our credentials."""


class TransactionNotFoundError(GatewayRefusedError):
    """The gateway knows no such transaction."""


class AttemptDeadError(GatewayRefusedError):
    """The reference belongs to a transaction that was cancelled: it can never be paid; take a fresh one."""


class NotSupportedError(GatewayRefusedError):
    """The gateway cannot do this at all; see its capabilities."""


class BadWebhookError(Exception):
    """A webhook that is not what this gateway sends. It is answered with 400."""


class WebhookNotTrustedError(BadWebhookError):
    """A webhook without the secret. It is answered with 401, and nothing about it is looked up."""


class PaymentState(StrEnum):
    """What a gateway says about a transaction. UNKNOWN is any word we do not know: do nothing."""

    PENDING = "pending"
    SETTLED = "settled"
    CANCELED = "canceled"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Limits:
    """The least and the most a payment may be, in rupiah, and how long to wait between two checks."""

    minimum: int
    maximum: int
    seconds_between_checks: float


@dataclass(frozen=True)
class Capabilities:
    """What a gateway can do besides taking money."""

    can_cancel: bool
    can_refund: bool
    can_list: bool
    is_webhook_signed: bool


@dataclass(frozen=True)
class Invoice:
    """What a gateway gives us to show. Amounts in rupiah; ``expires_at`` is None when it does not say."""

    txn_id: str
    reference: str
    amount: int
    fee: int
    total_payment: int
    qr_string: str
    pay_url: str | None
    expires_at: datetime | None
    is_test: bool


@dataclass(frozen=True)
class Observation:
    """What a gateway answered when it was asked about a transaction: the only thing that settles.

    ``amount`` is the amount we asked for; ``project`` is the account at the gateway that was asked.
    """

    txn_id: str
    reference: str
    project: str
    amount: int
    currency: str
    state: PaymentState
    is_test: bool
    completed_at: datetime | None = None


@dataclass(frozen=True)
class Claim:
    """What a webhook says. Believed in nothing but which payment to ask about.

    ``event_id`` is the same when the same event is sent again.
    """

    event_id: str
    txn_id: str
    reference: str
    body: str


class Gateway(Protocol):
    """A provider that collects money for us.

    Calls over the network raise TransientError when they may be made again, GatewayRefusedError when it is of
    no use. None of them is made inside a transaction.
    """

    name: str
    merchant: str  # the name that a banking app shows to the payer
    project: str
    currency: str
    is_test_mode: bool  # whether this shop takes test payments, and no other
    limits: Limits
    capabilities: Capabilities

    def quote_fee(self, amount: int) -> int:
        """Say what the gateway will keep of ``amount``, for display before an invoice exists."""

    async def create(self, *, reference: str, amount: int) -> Invoice:
        """Open an invoice. Asking twice with one reference and amount gives the same one.

        Raises AttemptDeadError when the reference was cancelled.
        """

    async def fetch_status(self, *, txn_id: str) -> Observation:
        """Ask what has become of a transaction. Raises TransactionNotFoundError."""

    async def cancel(self, *, txn_id: str) -> None:
        """Take an unpaid invoice back. Safe to repeat. Raises GatewayRefusedError when it cannot."""

    async def refund(self, *, txn_id: str, amount: int) -> None:
        """Send money back to its payer. Raises NotSupportedError where the gateway cannot."""

    def read_webhook(self, *, headers: Mapping[str, str], body: bytes) -> Claim:
        """Translate a webhook, looking nothing up. Raises BadWebhookError, WebhookNotTrustedError."""

    async def list_recent(self, *, since: datetime) -> Sequence[Observation]:
        """List what was paid since a moment. Raises NotSupportedError where the gateway cannot."""

    async def check_health(self) -> None:
        """Prove that the gateway answers and knows us, or raise."""
