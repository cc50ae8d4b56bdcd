"""The work that payments can promise. Jobs of one payment run one after another."""

from dataclasses import dataclass
from typing import ClassVar

from auto_order.jobs.job import Backoff, Job, Priority


@dataclass(frozen=True, kw_only=True)
class PaymentJob(Job):
    """Work on one payment attempt."""

    payment_id: int

    @property
    def key(self) -> str:
        """Let nothing else happen to the payment meanwhile."""
        return f"payment:{self.payment_id}"


@dataclass(frozen=True, kw_only=True)
class OpenInvoice(PaymentJob):
    """Ask the gateway for an invoice and show it to the buyer."""

    name: ClassVar[str] = "open_invoice"
    priority: ClassVar[Priority] = Priority.PROMPT
    max_attempts: ClassVar[int] = 50
    backoff: ClassVar[Backoff] = Backoff(first=1, most=4)


@dataclass(frozen=True, kw_only=True)
class CheckPayment(PaymentJob):
    """Ask the gateway what has become of the payment, and act on it."""

    name: ClassVar[str] = "check_payment"
    priority: ClassVar[Priority] = Priority.PROMPT
    max_attempts: ClassVar[int] = 50
    backoff: ClassVar[Backoff] = Backoff(first=5, most=300)
    merges: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class SweepPayments(Job):
    """See to it that everything that may still be paid is asked about, and promise to do so again."""

    name: ClassVar[str] = "sweep_payments"
    max_attempts: ClassVar[int] = 1000
    backoff: ClassVar[Backoff] = Backoff(first=60, most=3600)
    merges: ClassVar[bool] = True

    @property
    def key(self) -> str:
        """There is one sweep at a time."""
        return "sweep_payments"


@dataclass(frozen=True, kw_only=True)
class CancelAtGateway(PaymentJob):
    """Take back an invoice that nobody is to pay any more, so far as the gateway lets us."""

    name: ClassVar[str] = "cancel_at_gateway"
    merges: ClassVar[bool] = True
    max_attempts: ClassVar[int] = 12
    backoff: ClassVar[Backoff] = Backoff(first=5, most=3600)
