"""The verbs about refunds: give an order's money back, put a payment's on the way, note that it was made."""

from collections.abc import Sequence
from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.customers import service as customers
from auto_order.db.session import Session
from auto_order.ledger import service as ledger
from auto_order.ledger.models import PostingKind
from auto_order.ledger.rules import (
    BY_HAND,
    REFUNDS_DUE,
    REVENUE,
    Transfer,
    gateway_account,
    read_reason,
    wallet_account,
)
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import MoneyReturned
from auto_order.orders import service as orders
from auto_order.orders.models import Order, OrderStatus
from auto_order.orders.rules import advance as advance_order
from auto_order.refunds import repository, rules
from auto_order.refunds.models import Refund, RefundStatus, RefundWay
from auto_order.refunds.rules import NothingToRefund, RefundNotFound

_REFUNDABLE = frozenset({OrderStatus.PAID, OrderStatus.FULFILLED, OrderStatus.REFUND_DUE})


async def refund_order(
    session: Session,
    *,
    order_id: int,
    amount: int,
    way: RefundWay,
    reason: str,
    by: Actor,
    now: datetime,
) -> Refund:
    """Give some or all of an order's money back, never more than was paid for it.

    An order whose goods have not gone out is called off when all of its money goes back; one that is
    fulfilled stays so, with its refunds beside it. Raises NothingToRefund, RefundTooMuch and ReasonMissing.
    """
    order = await orders.lock_order(session, order_id)
    if order.status not in _REFUNDABLE:
        raise NothingToRefund
    gone = await repository.sum_of_order(session, order_id)
    rules.check_amount(amount, paid=order.total, gone=gone)
    refund = Refund(
        customer_id=order.customer_id,
        order_id=order.id,
        amount=amount,
        way=way,
        status=RefundStatus.DUE,
        reason=read_reason(reason),
        asked_by=str(by),
        asked_at=now,
    )
    await repository.add(session, refund)
    if order.status is OrderStatus.PAID and gone + amount == order.total:
        advance_order(order, OrderStatus.REFUND_DUE)
    await _post(session, refund, PostingKind.REFUND, REVENUE, _destination(refund), now=now)
    if way is RefundWay.WALLET:
        await _finish(session, refund, by=by, now=now)
    await _record(session, refund, "refund.ask", order=order, by=by, now=now)
    return refund


async def owe_payment(
    session: Session,
    *,
    payment_id: int,
    customer_id: int,
    amount: int,
    reason: str,
    by: Actor,
    now: datetime,
) -> Refund:
    """Write down that a payment's money goes back outside the shop. The caller moves it to refunds due."""
    refund = Refund(
        customer_id=customer_id,
        payment_id=payment_id,
        amount=amount,
        way=RefundWay.OUTSIDE,
        status=RefundStatus.DUE,
        reason=reason,
        asked_by=str(by),
        asked_at=now,
    )
    await repository.add(session, refund)
    return refund


async def mark_made(session: Session, *, refund_id: int, evidence: str, by: Actor, now: datetime) -> Refund:
    """Note that a person has sent the money, and where that can be seen.

    Raises RefundNotFound, RefundMade and ReasonMissing.
    """
    evidence = read_reason(evidence)
    refund = await repository.lock(session, refund_id)
    if refund is None:
        raise RefundNotFound
    refund.evidence = evidence
    await _finish(session, refund, by=by, now=now)
    by_hand = gateway_account(BY_HAND)
    await _post(session, refund, PostingKind.REFUND_MADE, REFUNDS_DUE, by_hand, now=now)
    await _record(session, refund, "refund.made", by=by, now=now)
    return refund


async def list_refunds(session: Session, *, order_id: int) -> Sequence[Refund]:
    """List what went back of an order's money."""
    return await repository.list_of_order(session, order_id)


async def sum_made(session: Session, *, order_id: int) -> int:
    """Say how much of an order's money has gone back, in rupiah."""
    return await repository.sum_of_order(session, order_id, RefundStatus.MADE)


async def list_due(session: Session, *, limit: int = 50) -> Sequence[Refund]:
    """List what a person still has to send, the oldest first."""
    return await repository.list_due(session, limit=limit)


async def _finish(session: Session, refund: Refund, *, by: Actor, now: datetime) -> None:
    rules.advance(refund, RefundStatus.MADE)
    refund.made_by, refund.made_at = str(by), now
    await session.flush()
    if refund.order_id is not None:
        order = await orders.lock_order(session, refund.order_id)
        made = await repository.sum_of_order(session, order.id, RefundStatus.MADE)
        if order.status is OrderStatus.REFUND_DUE and made == order.total:
            advance_order(order, OrderStatus.REFUNDED)
            order.closed_at = now
    buyer = await customers.get_customer(session, refund.customer_id)
    notice = MoneyReturned(amount=refund.amount, is_to_wallet=refund.way is RefundWay.WALLET)
    await notifications.tell(
        session, chat_id=buyer.telegram_id, language=buyer.language, notice=notice, now=now
    )


def _destination(refund: Refund) -> str:
    return wallet_account(refund.customer_id) if refund.way is RefundWay.WALLET else REFUNDS_DUE


async def _post(
    session: Session, refund: Refund, kind: PostingKind, source: str, target: str, *, now: datetime
) -> None:
    transfers = [Transfer(debit_account=source, credit_account=target, amount=refund.amount)]
    await ledger.post(session, kind=kind, source=refund.id, transfers=transfers, now=now)


async def _record(
    session: Session, refund: Refund, action: str, *, order: Order | None = None, by: Actor, now: datetime
) -> None:
    await audit.record(
        session,
        by=by,
        action=action,
        subject=f"refund:{refund.id}",
        before=None if order is None else {"order": order.number, "total": order.total},
        after={
            "amount": refund.amount,
            "way": refund.way,
            "status": refund.status,
            "reason": refund.reason,
            "evidence": refund.evidence,
        },
        now=now,
    )
