"""The queue of money whose facts do not fit, and what a person may decide about each case, audited."""

from collections.abc import Sequence
from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.db.session import Session
from auto_order.ledger import service as ledger
from auto_order.ledger.models import PostingKind
from auto_order.ledger.rules import (
    ADJUSTMENTS,
    REFUNDS_DUE,
    REVENUE,
    SUSPENSE,
    Transfer,
    gateway_account,
    read_reason,
    wallet_account,
)
from auto_order.orders import service as orders
from auto_order.orders.models import Order
from auto_order.payments import repository, settling
from auto_order.payments.models import Decision, Payment, PaymentStatus, ReviewCase, Use
from auto_order.payments.rules import PaymentDecided, PaymentNotFound, ReviewIsTest, ReviewWithoutOrder
from auto_order.refunds import service as refunds


async def list_cases(session: Session, *, limit: int = 50) -> Sequence[tuple[ReviewCase, Payment]]:
    """List the cases that wait for a person, the oldest first."""
    return await repository.list_open_cases(session, limit=limit)


async def deliver(session: Session, *, payment_id: int, note: str, by: Actor, now: datetime) -> Order:
    """Take the money as good for its order, whose units are held anew; what is too much goes to the wallet.

    Raises OutOfStock, OrderMoved when something else paid for the order, ReviewIsTest, ReviewWithoutOrder,
    and what every decision raises: PaymentNotFound, PaymentDecided, ReasonMissing.
    """
    case, payment = await _lock_open(session, payment_id)
    _must_be_real(case)
    if payment.order_id is None:
        raise ReviewWithoutOrder
    order = await orders.lock_order(session, payment.order_id)
    await orders.revive(session, order)
    price = min(case.amount, order.total)
    rest = Transfer(SUSPENSE, wallet_account(payment.customer_id), case.amount - price)
    await _move(session, payment, [Transfer(SUSPENSE, REVENUE, price), rest], now=now)
    await settling.end_review(session, payment, Use.ORDER, amount=case.amount, now=now)
    await _decide(session, case, Decision.DELIVERED, note=note, by=by, now=now)
    return order


async def credit(session: Session, *, payment_id: int, note: str, by: Actor, now: datetime) -> None:
    """Put the money into the buyer's wallet. Raises ReviewIsTest and what every decision raises."""
    case, payment = await _lock_open(session, payment_id)
    _must_be_real(case)
    wallet = wallet_account(payment.customer_id)
    await _move(session, payment, [Transfer(SUSPENSE, wallet, case.amount)], now=now)
    await settling.end_review(session, payment, Use.WALLET, amount=case.amount, now=now)
    await _decide(session, case, Decision.CREDITED, note=note, by=by, now=now)


async def refund(session: Session, *, payment_id: int, note: str, by: Actor, now: datetime) -> None:
    """Put the money on its way back outside the shop: a refund that is due until a person marks it made."""
    case, payment = await _lock_open(session, payment_id)
    _must_be_real(case)
    await refunds.owe_payment(
        session,
        payment_id=payment.id,
        customer_id=payment.customer_id,
        amount=case.amount,
        reason=read_reason(note),
        by=by,
        now=now,
    )
    await _move(session, payment, [Transfer(SUSPENSE, REFUNDS_DUE, case.amount)], now=now)
    await _decide(session, case, Decision.REFUNDED, note=note, by=by, now=now)


async def dismiss(session: Session, *, payment_id: int, note: str, by: Actor, now: datetime) -> None:
    """Close a case without goods or credit, for a reason. Test money is taken off the books again."""
    case, payment = await _lock_open(session, payment_id)
    target = gateway_account(payment.gateway, is_test=True) if case.is_test else ADJUSTMENTS
    await _move(session, payment, [Transfer(SUSPENSE, target, case.amount)], now=now)
    await _decide(session, case, Decision.DISMISSED, note=note, by=by, now=now)


async def _lock_open(session: Session, payment_id: int) -> tuple[ReviewCase, Payment]:
    case = await repository.lock_case(session, payment_id)
    if case is None:
        raise PaymentNotFound
    payment = await repository.lock_payment(session, payment_id)
    if case.decision is not None:
        raise PaymentDecided(status=payment.status)
    return case, payment


def _must_be_real(case: ReviewCase) -> None:
    if case.is_test:
        raise ReviewIsTest


async def _move(session: Session, payment: Payment, transfers: Sequence[Transfer], *, now: datetime) -> None:
    """Take the money out of suspense. A case may be about no money at all, and then nothing moves."""
    moving = [transfer for transfer in transfers if transfer.amount]
    if moving:
        await ledger.post(session, kind=PostingKind.REVIEW, source=payment.id, transfers=moving, now=now)


async def _decide(
    session: Session, case: ReviewCase, decision: Decision, *, note: str, by: Actor, now: datetime
) -> None:
    case.decision, case.note = decision, read_reason(note)
    case.decided_by, case.decided_at = str(by), now
    await session.flush()
    await audit.record(
        session,
        by=by,
        action=f"review.{decision}",
        subject=f"payment:{case.payment_id}",
        before={"status": PaymentStatus.REVIEW, "faults": case.faults, "amount": case.amount},
        after={"decision": decision, "note": case.note},
        now=now,
    )
