"""What must be true after every step, and what once the dust has settled."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import select, text

from auto_order.db.session import Session
from auto_order.inspection import repository, service
from auto_order.jobs.models import JobRow, JobStatus
from auto_order.kit.keyring import SEAL_VERSION, SHORTEST_SEAL
from auto_order.ledger.models import LedgerTransfer, PostingKind
from auto_order.orders.models import Order, OrderStatus
from auto_order.payments.gateways import PaymentState
from auto_order.payments.models import MANUAL, Payment, PaymentStatus
from auto_order.payments.rules import CLOSED_BY_MONEY, OPEN
from auto_order.stock import service as stock
from auto_order.stock.models import StockItem, StockStatus
from tests.factories import KEYRING
from tests.stateful.life import Life

_EVERYTHING = 1_000_000
_BORROWED = {"after": -1, "until": _EVERYTHING, "seal_version": SEAL_VERSION, "shortest_seal": SHORTEST_SEAL}


class Sight(NamedTuple):
    """How much there is of what a deed may be done to."""

    orders: int = 0
    awaiting: int = 0
    with_goods: int = 0
    free: int = 0
    topups: int = 0
    stated: int = 0
    in_review: int = 0
    refunds_due: int = 0


_SIGHT = """
SELECT (SELECT count(*) FROM orders),
  (SELECT count(*) FROM orders WHERE status = 'awaiting'),
  (SELECT count(*) FROM orders WHERE status IN ('paid', 'fulfilled')),
  (SELECT count(*) FROM stock_items WHERE status = 'free'),
  (SELECT count(*) FROM payments WHERE purpose = 'topup' AND status IN ('creating', 'pending')),
  (SELECT count(*) FROM payments WHERE gateway = 'manual' AND status = 'pending'),
  (SELECT count(*) FROM review_cases WHERE decision IS NULL),
  (SELECT count(*) FROM refunds WHERE status = 'due')
"""


async def see(life: Life) -> Sight:
    async with life.tx.reading() as session:
        return Sight(*(await session.execute(text(_SIGHT))).one())


class QuickLook:
    """The checks of ``auto-order audit`` in one statement, on a connection without any layer between.

    The inspection itself takes several milliseconds, and there are a hundred thousand steps.
    """

    def __init__(self, file: str) -> None:
        self._connection = sqlite3.connect(file)
        self._statement = "\nUNION ALL ".join(
            f"SELECT '{check.name}', subject, detail FROM ({check.query})"  # noqa: S608 - our own words
            for checks in repository.list_checks()
            for check in checks
        )

    def find(self, life: Life) -> Sequence[tuple[str, str, str]]:
        over_before = (life.clock() - timedelta(hours=24)).strftime("%Y-%m-%d %H:%M:%S.%f")
        return self._connection.execute(self._statement, _BORROWED | {"over_before": over_before}).fetchall()

    def see(self) -> Sight:
        return Sight(*self._connection.execute(_SIGHT).fetchone())

    def close(self) -> None:
        self._connection.close()


async def inspect(life: Life) -> Sequence[str]:
    """Run the inspection itself, with the chain of the audit log."""
    async with life.tx.reading() as session:
        report = await service.inspect(session, now=life.clock(), rows=_EVERYTHING)
    return [str(finding) for outcome in report.outcomes for finding in outcome.examples]


def find_misplaced_goods(life: Life) -> Iterator[str]:
    """I1 as buyers see it: a unit is in one buyer's hands."""
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for handed in life.notifier.handed:
        for line in handed.goods.lines:
            for content in line.contents:
                holders[content.reveal()].add(handed.chat_id)
    for unit, chats in holders.items():
        if len(chats) > 1:
            yield f"{unit} is in the hands of {chats}"


async def find_unfinished(life: Life) -> Sequence[str]:
    """Once nothing is left to do, money that came has its end, and whoever paid has the goods."""
    async with life.tx.reading() as session:
        orders = (await session.scalars(select(Order))).all()
        payments = (await session.scalars(select(Payment))).all()
        moved = (await session.scalars(select(LedgerTransfer))).all()
        held = (await session.scalars(select(StockItem).where(StockItem.status == StockStatus.HELD))).all()
        jobs = (await session.scalars(select(JobRow))).all()
        handed = [await _find_ungiven(life, session, order) for order in orders]
    return [
        *(f"{order.number} is {order.status}" for order in orders if order.status in _ON_THE_WAY),
        *(f"unit {unit.id} is held" for unit in held),
        *(f"{job.name} is {job.status}" for job in jobs if job.status is not JobStatus.QUEUED),
        *(given for given in handed if given),
        *_find_lost_money(life, payments),
        *_find_difference(life, moved),
    ]


_ON_THE_WAY = (OrderStatus.AWAITING, OrderStatus.PAID)


async def _find_ungiven(life: Life, session: Session, order: Order) -> str | None:
    """Compare the units of a fulfilled order with what its buyer was handed last."""
    if order.status is not OrderStatus.FULFILLED:
        return None
    owned = await stock.open_contents(session, order_id=order.id, keyring=KEYRING)
    given: Sequence[str] = []
    for handed in life.notifier.handed:
        if handed.goods.order_id == order.id:
            given = [content.reveal() for line in handed.goods.lines for content in line.contents]
    if sorted(given) == sorted(content.secret.reveal() for content in owned):
        return None
    return f"{order.number} has {len(owned)} units and its buyer was handed {given}"


def _find_lost_money(life: Life, payments: Sequence[Payment]) -> Iterator[str]:
    """I5: what was paid at the gateway is settled or waits for a person, and nothing else is."""
    by_txn = {payment.txn_id: payment for payment in payments if payment.gateway != MANUAL}
    by_reference = {payment.reference: payment for payment in payments}
    for txn_id, transaction in life.gateway.transactions.items():
        payment = by_txn.get(txn_id) or by_reference.get(transaction.reference)
        has_end = payment is not None and payment.status in CLOSED_BY_MONEY
        if has_end != (transaction.state is PaymentState.SETTLED):
            status = PaymentStatus.FAILED if payment is None else payment.status
            yield f"{txn_id} is {transaction.state} and its payment {status}"
    for payment in payments:
        if payment.status in OPEN and payment.gateway != MANUAL:
            yield f"{payment.reference} is {payment.status}"


def _find_difference(life: Life, moved: Sequence[LedgerTransfer]) -> Iterator[str]:
    """I7: what was booked as collected is what the gateway lists as paid."""
    listed = Counter(
        {
            txn_id: life.gateway.observe(txn_id).amount
            for txn_id, transaction in life.gateway.transactions.items()
            if transaction.state is PaymentState.SETTLED
        }
    )
    booked = sum(
        move.amount
        for move in moved
        if move.kind is PostingKind.PAYMENT and move.debit_account.startswith("gateway:fake")
    )
    if booked != listed.total():
        yield f"the gateway lists {listed.total()}, and {booked} is booked"
