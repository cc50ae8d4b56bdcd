"""A gateway in memory: it keeps transactions as a provider does, and errs when a test has it so."""

import hmac
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

import orjson

from auto_order.payments.gateways import (
    AttemptDeadError,
    BadWebhookError,
    Capabilities,
    Claim,
    GatewayRefusedError,
    GatewayUnavailableError,
    Invoice,
    Limits,
    Observation,
    PaymentState,
    TransactionNotFoundError,
    WebhookNotTrustedError,
)
from tests.fakes.qris import write_qris

AnswerT = TypeVar("AnswerT")

SECRET = "the-webhook-secret"
_FEE = 300


class Asked(NamedTuple):
    """A call that the gateway heard."""

    verb: str
    subject: str
    at: datetime


@dataclass
class Transaction:
    """What the gateway keeps of one invoice. ``refunded`` is in rupiah."""

    txn_id: str
    reference: str
    amount: int
    opened_at: datetime
    state: PaymentState = PaymentState.PENDING
    completed_at: datetime | None = None
    refunded: int = 0


@dataclass(frozen=True)
class Unheard:
    """An answer that got lost after the gateway did what was asked."""

    error: Exception = field(
        default_factory=lambda: GatewayUnavailableError("lost on the way", is_outcome_unknown=True)
    )


def unavailable() -> GatewayUnavailableError:
    """Make the error of a gateway that nobody reached: nothing was done."""
    return GatewayUnavailableError("down", is_outcome_unknown=False)


Script = Exception | Unheard | Callable[[Any], Any]


class FakeGateway:
    """Implements the port :class:`auto_order.payments.gateways.Gateway`.

    ``script`` queues what happens at the next calls of a verb: an exception is raised and nothing done,
    :class:`Unheard` does it and is not heard, a function changes the true answer.
    """

    name = "fake"
    merchant = "Bayar Fake"
    currency = "IDR"
    limits = Limits(minimum=500, maximum=10_000_000, seconds_between_checks=4.0)
    capabilities = Capabilities(can_cancel=True, can_refund=True, can_list=True, is_webhook_signed=False)

    def __init__(self, clock: Callable[[], datetime], *, is_test_mode: bool = False) -> None:
        self._clock = clock
        self.project = "toko"
        self.is_test_mode = is_test_mode
        # What the seller chose at the provider's: whether the QR asks the payer for the fee as well.
        self.has_fee_on_payer = False
        self.lifetime: timedelta | None = timedelta(hours=24)
        self.transactions: dict[str, Transaction] = {}
        self.asked: list[Asked] = []
        # Whether nothing reaches it, and whether nothing of what it answers reaches us.
        self.is_down = False
        self.is_mute = False
        # Whether each call fails twice before it succeeds: before acting, then after.
        self.is_shaky = False
        # What it says wrongly of every transaction in a state.
        self.lies: Mapping[PaymentState, Mapping[str, Any]] = {}
        self._scripts: defaultdict[str, deque[Script]] = defaultdict(deque)

    def quote_fee(self, amount: int) -> int:
        return _FEE + amount // 100

    async def create(self, *, reference: str, amount: int) -> Invoice:
        return self._answer("create", reference, lambda: self.open_there(reference, amount))

    async def fetch_status(self, *, txn_id: str) -> Observation:
        return self._answer("fetch_status", txn_id, lambda: self._observe(txn_id))

    async def cancel(self, *, txn_id: str) -> None:
        self._answer("cancel", txn_id, lambda: self._cancel(txn_id))

    async def refund(self, *, txn_id: str, amount: int) -> None:
        self._answer("refund", txn_id, lambda: self._refund(txn_id, amount))

    def read_webhook(self, *, headers: Mapping[str, str], body: bytes) -> Claim:
        given = headers.get("X-Fake-Secret", "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, SECRET.encode()):
            raise WebhookNotTrustedError
        try:
            said = orjson.loads(body)
            return Claim(said["event_id"], said["txn_id"], said["reference"], body.decode())
        except (orjson.JSONDecodeError, KeyError, TypeError):
            message = "unreadable"
            raise BadWebhookError(message) from None

    async def list_recent(self, *, since: datetime) -> Sequence[Observation]:
        def look() -> Sequence[Observation]:
            return [
                self._observe(transaction.txn_id)
                for transaction in self.transactions.values()
                if transaction.completed_at is not None and transaction.completed_at >= since
            ]

        return self._answer("list_recent", "", look)

    async def check_health(self) -> None:
        self._answer("check_health", "", lambda: None)

    # What a test does behind the shop's back.

    def script(self, verb: str, *answers: Script) -> None:
        """Say what happens at the next calls of a verb, one after another."""
        self._scripts[verb].extend(answers)

    def pay(self, txn_id: str) -> None:
        """Play the payer. A cancelled transaction can be paid too: the QR was on a screen in time."""
        transaction = self.transactions[txn_id]
        transaction.state, transaction.completed_at = PaymentState.SETTLED, self._clock()

    def cancel_there(self, txn_id: str) -> None:
        """Have the provider cancel by itself, as after a day."""
        self.transactions[txn_id].state = PaymentState.CANCELED

    def count(self, verb: str, subject: str | None = None) -> int:
        """Count the calls of a verb that were heard."""
        return sum(call.verb == verb and subject in (None, call.subject) for call in self.asked)

    @property
    def latest(self) -> Transaction:
        return list(self.transactions.values())[-1]

    def write_webhook(
        self, txn_id: str, *, reference: str | None = None, event: str = "e1", secret: str = SECRET
    ) -> tuple[Mapping[str, str], bytes]:
        """Write headers and body of a webhook about a transaction."""
        known = self.transactions.get(txn_id)
        said = {
            "event_id": f"{txn_id}-{event}",
            "txn_id": txn_id,
            "reference": reference or (known.reference if known else "PAY-NOBODY"),
        }
        return {"X-Fake-Secret": secret}, orjson.dumps(said)

    def _answer(self, verb: str, subject: str, act: Callable[[], AnswerT]) -> AnswerT:
        self.asked.append(Asked(verb, subject, self._clock()))
        script = self._find_script(verb, subject)
        if isinstance(script, Exception):
            raise script
        answer = act()
        if isinstance(script, Unheard):
            raise script.error
        return answer if script is None else script(answer)

    def _find_script(self, verb: str, subject: str) -> Script | None:
        if self.is_down:
            return unavailable()
        if self.is_mute:
            return Unheard()
        if self._scripts[verb]:
            return self._scripts[verb].popleft()
        storm: dict[int, Script] = {1: unavailable(), 2: Unheard()} if self.is_shaky else {}
        return storm.get(self.count(verb, subject))

    def open_there(self, reference: str, amount: int, *, txn_id: str | None = None) -> Invoice:
        """Find or create a transaction, as an earlier create of the shop did."""
        found = next((known for known in self.transactions.values() if known.reference == reference), None)
        if found is None:
            txn_id = txn_id or f"txn-{len(self.transactions) + 1}"
            found = Transaction(txn_id, reference, amount, self._clock())
            self.transactions[found.txn_id] = found
        if found.state is PaymentState.CANCELED:
            raise AttemptDeadError
        fee = self.quote_fee(amount)
        asked_for = amount + fee if self.has_fee_on_payer else amount
        return Invoice(
            txn_id=found.txn_id,
            reference=found.reference,
            amount=found.amount,
            fee=fee,
            total_payment=amount + fee,
            qr_string="placeholder" if self.is_test_mode else write_qris(amount=asked_for),
            pay_url=f"https://fake.test/{found.txn_id}",
            expires_at=None if self.lifetime is None else found.opened_at + self.lifetime,
            is_test=self.is_test_mode,
        )

    def _observe(self, txn_id: str) -> Observation:
        found = self._find(txn_id)
        seen = Observation(
            txn_id=found.txn_id,
            reference=found.reference,
            project=self.project,
            amount=found.amount,
            currency=self.currency,
            state=found.state,
            is_test=self.is_test_mode,
            completed_at=found.completed_at,
        )
        return replace(seen, **self.lies.get(found.state, {}))

    def _cancel(self, txn_id: str) -> None:
        found = self._find(txn_id)
        if found.state is not PaymentState.PENDING:
            raise GatewayRefusedError("not open")
        found.state = PaymentState.CANCELED

    def _refund(self, txn_id: str, amount: int) -> None:
        found = self._find(txn_id)
        if found.state is not PaymentState.SETTLED or found.refunded + amount > found.amount:
            raise GatewayRefusedError("not refundable")
        found.refunded += amount

    def _find(self, txn_id: str) -> Transaction:
        if txn_id not in self.transactions:
            raise TransactionNotFoundError
        return self.transactions[txn_id]
