"""Comparing our books with the gateway's: each payment is asked about once more, whatever we think of it.

Money that only the gateway knows of is settled on the spot, by the same door as ever, and reported.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from auto_order.db.session import Transactions
from auto_order.kit.errors import TransientError
from auto_order.payments import checking, repository, rules
from auto_order.payments.gateways import GatewayRefusedError, Observation, TransactionNotFoundError
from auto_order.payments.models import Payment
from auto_order.payments.policy import PaymentPolicy

_BATCH = 100
# Between two questions, so that a long list is no flood.
_PAUSE_SECONDS = 0.25
# How often a payment is asked about before its answer is missing; after that, each of the others once, until
# the gateway answers again.
_MOST_TRIES = 12
_LONGEST_PAUSE_SECONDS = 60.0


@dataclass(frozen=True)
class Difference:
    """Where our books and the gateway's differ. ``what`` is a word of :func:`rules.find_difference`."""

    reference: str
    amount: int
    what: str


@dataclass
class Reconciliation:
    """What came of comparing: how many payments, over how much money that both know of, and what differs."""

    asked: int = 0
    agreed: int = 0
    differences: list[Difference] = field(default_factory=list)


async def reconcile(
    tx: Transactions, policy: PaymentPolicy, *, since: datetime, clock: Callable[[], datetime]
) -> Reconciliation:
    """Ask the gateway about every payment that was begun since a moment."""
    report, tries = Reconciliation(), _MOST_TRIES
    async for payment in _list(tx, gateway=policy.gateway.name, since=since):
        if report.asked:
            await asyncio.sleep(_PAUSE_SECONDS)
        assert payment.txn_id is not None
        report.asked += 1
        try:
            observation = await _ask(policy, payment.txn_id, tries=tries)
        except (TransientError, GatewayRefusedError):
            report.differences.append(Difference(payment.reference, payment.amount, rules.NO_ANSWER))
            tries = 1
            continue
        tries = _MOST_TRIES
        what = rules.find_difference(payment, observation)
        if what is None:
            report.agreed += payment.amount if payment.settled_at else 0
            continue
        report.differences.append(Difference(payment.reference, payment.amount, what))
        if observation is not None and payment.status not in rules.CLOSED_BY_MONEY:
            async with tx() as session:
                await checking.note_asked(session, payment.id, now=clock())
                await checking.observe(session, payment.id, observation, policy=policy, now=clock())
    return report


async def _list(tx: Transactions, *, gateway: str, since: datetime) -> AsyncIterator[Payment]:
    last = 0
    while batch := await _list_batch(tx, gateway=gateway, since=since, after=last):
        for payment in batch:
            yield payment
        last = batch[-1].id


async def _list_batch(tx: Transactions, *, gateway: str, since: datetime, after: int) -> Sequence[Payment]:
    async with tx.reading() as session:
        return await repository.list_begun(session, gateway=gateway, since=since, after=after, limit=_BATCH)


async def _ask(policy: PaymentPolicy, txn_id: str, *, tries: int) -> Observation | None:
    """Ask some times; None when the gateway knows no such transaction. Raises what its last silence was."""
    while True:
        tries -= 1
        try:
            return await policy.gateway.fetch_status(txn_id=txn_id)
        except TransactionNotFoundError:
            return None
        except TransientError as silence:
            if not tries:
                raise
            pause = silence.retry_after or policy.gateway.limits.seconds_between_checks
            await asyncio.sleep(min(pause, _LONGEST_PAUSE_SECONDS))
