"""Decisions about payments: the allowed steps, when to ask again, and whether money that came in settles."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from auto_order.kit.errors import Refusal
from auto_order.payments.gateways import Gateway, Invoice, Observation, PaymentState
from auto_order.payments.gateways.qris import BadQrError, read_amount
from auto_order.payments.models import Payment, PaymentStatus
from auto_order.payments.policy import PaymentPolicy, TopupLimits

_NEXT = {
    PaymentStatus.CREATING: {
        PaymentStatus.PENDING,
        PaymentStatus.SETTLED,
        PaymentStatus.EXPIRED,
        PaymentStatus.CANCELED,
        PaymentStatus.FAILED,
        PaymentStatus.REVIEW,
    },
    PaymentStatus.PENDING: {
        PaymentStatus.SETTLED,
        PaymentStatus.EXPIRED,
        PaymentStatus.CANCELED,
        PaymentStatus.REVIEW,
    },
    PaymentStatus.EXPIRED: {PaymentStatus.SETTLED, PaymentStatus.REVIEW},
    PaymentStatus.CANCELED: {PaymentStatus.SETTLED, PaymentStatus.REVIEW},
    # Nobody was ever shown an attempt that failed; money for it all the same is a case for a person.
    PaymentStatus.FAILED: {PaymentStatus.REVIEW},
    PaymentStatus.SETTLED: set(),
    # By a person's decision only.
    PaymentStatus.REVIEW: {PaymentStatus.SETTLED},
}
OPEN = frozenset({PaymentStatus.CREATING, PaymentStatus.PENDING})
CLOSED_BY_MONEY = frozenset({PaymentStatus.SETTLED, PaymentStatus.REVIEW})

_EAGER = timedelta(minutes=1)
_EAGER_PAUSE = timedelta(seconds=5)
_PAUSE = timedelta(seconds=15)
# How long the last webhook counts as a sign that others will come.
_HEARING = timedelta(days=1)
# After the deadline money may still come: the payer has the QR on the screen, or the webhook was lost.
_LATE_CHECKS = (
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(hours=25),
)
# For how long after its deadline a payment is asked about.
LAST_CHECK_AFTER = _LATE_CHECKS[-1]
# For how long it is remembered that a buyer let an invoice lapse.
LAPSES_REMEMBERED = timedelta(hours=24)
_LONGEST_FAILURE_PAUSE = timedelta(minutes=5)
_CREATE_PATIENCE = timedelta(seconds=20)
_LONGEST_HOLD = timedelta(hours=2)
# About as long as a gateway is silent when it was asked so often, however long the shop itself was away.
_CHECKS_BEFORE_RELEASE = 20
_LONGEST_QUESTION = timedelta(days=7)
_SHOWN_AGAIN_AFTER = timedelta(seconds=30)
CHECKS_BEFORE_ALERT = 5
# A difference between the books that may be none.
NO_ANSWER = "no_answer"


class AmountNotPayable(Refusal):
    """The gateway takes no payment of this size. Limits in rupiah."""

    code = "amount_not_payable"

    def __init__(self, *, minimum: int, maximum: int) -> None:
        super().__init__(f"{minimum} to {maximum}")
        self.minimum = minimum
        self.maximum = maximum


class PaymentNotFound(Refusal):
    """There is no such payment, or it is somebody else's: the answer is the same."""

    code = "payment_not_found"


class PaymentDecided(Refusal):
    """Somebody has decided about this payment already."""

    code = "payment_decided"

    def __init__(self, *, status: PaymentStatus) -> None:
        super().__init__(status)
        self._status = status


class ReviewIsTest(Refusal):
    """The money was never real: such a case can only be dismissed."""

    code = "review_is_test"


class ReviewWithoutOrder(Refusal):
    """The payment was to fill a wallet: there is nothing to deliver."""

    code = "review_without_order"


def advance(payment: Payment, wanted: PaymentStatus) -> None:
    """Take the payment one step on. The only place its status is set; another step is a bug and raises."""
    if wanted not in _NEXT[payment.status]:
        message = f"a payment does not go from {payment.status} to {wanted}"
        raise ValueError(message)
    payment.status = wanted


def check_amount(gateway: Gateway, amount: int) -> None:
    """Raise AmountNotPayable if the gateway would not take the amount."""
    limits = gateway.limits
    if not limits.minimum <= amount <= limits.maximum:
        raise AmountNotPayable(minimum=limits.minimum, maximum=limits.maximum)


def check_topup(limits: TopupLimits, amount: int) -> None:
    """Raise AmountNotPayable if a wallet is not filled by so much at a time."""
    if not limits.least <= amount <= limits.most:
        raise AmountNotPayable(minimum=limits.least, maximum=limits.most)


def find_invoice_time(policy: PaymentPolicy, *, lapses: int) -> timedelta:
    """Say how long a buyer has to pay who lately let so many invoices lapse."""
    halvings = min(max(lapses - policy.fairness.lapses_forgiven, 0), 10)
    shortest = min(policy.fairness.shortest_invoice, policy.invoice_time)
    return max(policy.invoice_time // (1 << halvings), shortest)


def is_out_of_patience(payment: Payment, *, now: datetime) -> bool:
    """Say whether the gateway has had its time to open the invoice."""
    return now >= payment.created_at + _CREATE_PATIENCE


def find_invoice_faults(payment: Payment, invoice: Invoice, *, gateway: Gateway) -> Sequence[str]:
    """Name what is wrong with an invoice; only a faultless one is shown to a buyer."""
    faults = []
    if invoice.reference != payment.reference:
        faults.append("reference")
    if invoice.amount != payment.amount:
        faults.append("amount")
    if invoice.is_test != gateway.is_test_mode:
        faults.append("test_mode")
    elif not invoice.is_test and find_qr_amount(invoice) not in (invoice.amount, invoice.total_payment):
        faults.append("qr")
    return faults


def find_qr_amount(invoice: Invoice) -> int | None:
    """Say what the QR asks the payer for, None if it is unsound. A test QR may be a mere placeholder."""
    try:
        return read_amount(invoice.qr_string)
    except BadQrError:
        return None


def find_faults(payment: Payment, observation: Observation, *, gateway: Gateway) -> Sequence[str]:
    """Name what keeps observed money from settling this payment; nothing means that it does."""
    checks = {
        "state": payment.status is not PaymentStatus.FAILED,
        "txn_id": payment.txn_id in (None, observation.txn_id),
        "reference": payment.reference == observation.reference,
        "amount": payment.amount == observation.amount,
        "currency": payment.currency == observation.currency,
        "test_mode": observation.is_test == gateway.is_test_mode,
        "project": observation.project == gateway.project,
    }
    return [name for name, holds in checks.items() if not holds]


def is_about_another(payment: Payment, observation: Observation) -> bool:
    """Say whether the answer tells nothing of this payment.

    A webhook may have named somebody else's transaction before we knew ours. Once ours is known, money that
    does not fit it is a case for a person; anything else that does not is no answer.
    """
    if payment.txn_id is None:
        return observation.reference != payment.reference
    is_ours = (observation.txn_id, observation.reference) == (payment.txn_id, payment.reference)
    return not is_ours and observation.state is not PaymentState.SETTLED


def borne_fee(payment: Payment, *, gateway: Gateway) -> int:
    """Say what the gateway keeps of our money, in rupiah: nothing when the QR charged the payer for it."""
    if payment.qr_amount is not None and payment.qr_amount != payment.amount:
        return 0
    return payment.fee if payment.fee is not None else gateway.quote_fee(payment.amount)


def find_check_moment(payment: Payment, *, gateway: Gateway, now: datetime) -> datetime:
    """Say when the gateway may be asked about this payment without being asked too often."""
    if payment.last_asked_at is None:
        return now
    return max(now, payment.last_asked_at + timedelta(seconds=gateway.limits.seconds_between_checks))


def is_hearing(last_heard_at: datetime | None, *, now: datetime) -> bool:
    """Say whether the gateway's webhooks find their way to us, as far as the last one tells."""
    return last_heard_at is not None and now - last_heard_at < _HEARING


def find_next_check(
    payment: Payment, *, grace: timedelta, is_hearing: bool, now: datetime
) -> datetime | None:
    """Say when to ask again, None when nothing can come any more.

    Every 15 s until the deadline with its grace, then 2 and 10 minutes, 1, 6, 24 and 25 hours after the
    deadline. Every 5 s in the first minute after the QR was shown, unless webhooks arrive: a question just
    before one only delays the answer to it, by the pause that the gateway wants between two.
    """
    if payment.status in CLOSED_BY_MONEY:
        return None
    if payment.status in OPEN:
        over_at = payment.deadline + grace
        eager_until = (payment.shown_at or payment.created_at) + _EAGER
        is_eager = now < eager_until and not is_hearing
        soon = now + (_EAGER_PAUSE if is_eager else _PAUSE)
        return min(soon, over_at) if now < over_at else soon
    return next((payment.deadline + after for after in _LATE_CHECKS if payment.deadline + after > now), None)


def find_next_try(payment: Payment, *, retry_after: float | None = None, now: datetime) -> datetime | None:
    """Say when to ask again after the gateway did not answer: soon at first, then ever more patiently.

    Never before the ``retry_after`` seconds that it asked for. None a week after the deadline: what a gateway
    has not told by then, a person has to find out.
    """
    if now >= payment.deadline + _LONGEST_QUESTION:
        return None
    pause = min(_LONGEST_FAILURE_PAUSE, _EAGER_PAUSE * (1 << min(max(payment.failed_checks - 1, 0), 10)))
    return now + max(pause, timedelta(seconds=retry_after or 0))


def is_overdue(payment: Payment, *, grace: timedelta, now: datetime) -> bool:
    """Say whether an unpaid payment's time is over."""
    return now >= payment.deadline + grace


def is_hold_exhausted(payment: Payment, *, now: datetime) -> bool:
    """Say whether units were kept long enough for a gateway that does not answer.

    Its silence must have been heard: a shop that was away, or whose clock jumped, asks first.
    """
    return payment.failed_checks >= _CHECKS_BEFORE_RELEASE and now >= payment.deadline + _LONGEST_HOLD


def is_worth_showing_again(payment: Payment, *, now: datetime) -> bool:
    """Say whether the QR may have scrolled away since it was shown; a double tap is sooner."""
    return payment.shown_at is not None and now >= payment.shown_at + _SHOWN_AGAIN_AFTER


def is_payable(payment: Payment, *, now: datetime) -> bool:
    """Say whether the buyer may still be shown the QR."""
    return payment.status is PaymentStatus.PENDING and now < payment.deadline


def find_difference(payment: Payment, observation: Observation | None) -> str | None:
    """Say in a word how our books and the gateway's differ about a payment, None when they agree."""
    if observation is None:
        return "unknown_there" if payment.status in CLOSED_BY_MONEY else None
    if observation.state is PaymentState.UNKNOWN:
        return NO_ANSWER
    if observation.state is PaymentState.SETTLED:
        if payment.status not in CLOSED_BY_MONEY:
            return "paid_there_only"
        fits = (observation.amount, observation.reference) == (payment.amount, payment.reference)
        # What did not fit from the start is a case, and no news.
        return None if fits or payment.review_reason is not None else "other_amount"
    return "paid_here_only" if payment.status is PaymentStatus.SETTLED else None
