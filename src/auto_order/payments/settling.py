"""The one door for money: P4, P7, P8 and P9 of the payment machine. Nothing else writes SETTLED."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from auto_order.db.session import Session
from auto_order.delivery import service as delivery
from auto_order.ledger import service as ledger
from auto_order.ledger.models import PostingKind
from auto_order.ledger.rules import REVENUE, SUSPENSE, collect, wallet_account
from auto_order.orders import service as orders
from auto_order.orders.models import Order, OrderStatus
from auto_order.payments import repository, rules, telling, telling_topups
from auto_order.payments.gateways import Observation, PaymentState
from auto_order.payments.models import Payment, PaymentStatus, ReviewCase, Use
from auto_order.payments.policy import PaymentPolicy

log = structlog.get_logger()

_CLOSED_WITHOUT_MONEY = frozenset({OrderStatus.EXPIRED, OrderStatus.CANCELED})


async def settle(
    session: Session, payment_id: int, observation: Observation, *, policy: PaymentPolicy, now: datetime
) -> Payment:
    """Give observed money its end, in this one transaction: goods, the wallet, or a person's review.

    Locks payment, order, units and wallet, in this order. Safe to repeat: money that has its end already
    changes nothing. Called by whoever has an observation, whatever made them ask.
    """
    assert observation.state is PaymentState.SETTLED
    payment = await repository.lock_payment(session, payment_id)
    if payment.status in rules.CLOSED_BY_MONEY:
        return payment
    order = await _lock_order(session, payment)

    faults = rules.find_faults(payment, observation, gateway=policy.gateway)
    if faults:
        await _put_in_suspense(session, payment, order, observation, faults=faults, now=now)
        return payment

    payment.txn_id = observation.txn_id
    fee = rules.borne_fee(payment, gateway=policy.gateway)
    buys = order is not None and await _can_pay(session, order, now=now)
    await _accept(session, payment, fee=fee, buys=buys, now=now)
    return payment


async def settle_by_hand(session: Session, payment: Payment, *, now: datetime) -> None:
    """Give money its end that a person of the staff has seen, who stands for it.

    The payment is locked and, where it pays for an order, that order's units are held.
    """
    order = await _lock_order(session, payment)
    payment.txn_id = payment.reference
    await _accept(session, payment, fee=0, buys=order is not None, now=now)


async def end_review(session: Session, payment: Payment, use: Use, *, amount: int, now: datetime) -> None:
    """Settle the locked payment as a person decided, who moved its money and, for ORDER, holds its units."""
    payment.used_for = use
    payment.settled_at = now
    rules.advance(payment, PaymentStatus.SETTLED)
    await session.flush()
    await _follow_up(session, payment, amount=amount, now=now)


async def _lock_order(session: Session, payment: Payment) -> Order | None:
    return None if payment.order_id is None else await orders.lock_order(session, payment.order_id)


async def _accept(session: Session, payment: Payment, *, fee: int, buys: bool, now: datetime) -> None:
    """Settle the locked payment: ``buys`` its order, whose units are held, or else fills the wallet."""
    payment.settled_at = now
    payment.closed_at = payment.closed_at or now
    payment.used_for = Use.ORDER if buys else Use.WALLET
    rules.advance(payment, PaymentStatus.SETTLED)
    await session.flush()
    await _post(session, payment, fee=fee, now=now)
    log.info("payments.settled", reference=payment.reference, used_for=payment.used_for)
    await _follow_up(session, payment, amount=payment.amount, now=now)


async def _follow_up(session: Session, payment: Payment, *, amount: int, now: datetime) -> None:
    """Hand the goods over, or say that the money is in the wallet."""
    order = await _lock_order(session, payment)
    if order is None:
        await telling_topups.tell_credited(session, payment, amount=amount, now=now)
    elif payment.used_for is Use.ORDER:
        await _hand_over(session, order, now=now)
    else:
        await _credit(session, order, amount=amount, now=now)


async def _can_pay(session: Session, order: Order, *, now: datetime) -> bool:
    """Say whether money for the order still buys it; the units are held then."""
    if order.status is OrderStatus.AWAITING:
        return True
    return order.status in _CLOSED_WITHOUT_MONEY and await orders.can_still_be_had(session, order, now=now)


async def _post(session: Session, payment: Payment, *, fee: int, now: datetime) -> None:
    account = REVENUE if payment.used_for is Use.ORDER else wallet_account(payment.customer_id)
    transfers = collect(
        gateway=payment.gateway,
        amount=payment.amount,
        credit_account=account,
        fee=fee,
    )
    await ledger.post(session, kind=PostingKind.PAYMENT, source=payment.id, transfers=transfers, now=now)


async def _hand_over(session: Session, order: Order, *, now: datetime) -> None:
    await orders.pay(session, order, now=now)
    await delivery.promise(session, order_id=order.id, customer_id=order.customer_id, now=now)
    await telling.tell_paid(session, order, now=now)


async def _credit(session: Session, order: Order, *, amount: int, now: datetime) -> None:
    if order.status in _CLOSED_WITHOUT_MONEY:
        await orders.close(session, order, OrderStatus.CREDITED, now=now)
    await telling.tell_credited(session, order, amount=amount, now=now)


async def _put_in_suspense(
    session: Session,
    payment: Payment,
    order: Order | None,
    observation: Observation,
    *,
    faults: Sequence[str],
    now: datetime,
) -> None:
    """Keep the money apart until a person has looked: P8. No goods, and nothing held meanwhile."""
    log.error("payments.review", reference=payment.reference, faults=faults)
    payment.used_for = Use.SUSPENSE
    payment.review_reason = ", ".join(faults)
    payment.closed_at = payment.closed_at or now
    rules.advance(payment, PaymentStatus.REVIEW)
    case = ReviewCase(
        payment_id=payment.id,
        faults=payment.review_reason,
        amount=observation.amount,
        txn_id=observation.txn_id,
        reference=observation.reference,
        is_test=observation.is_test,
        opened_at=now,
    )
    session.add(case)
    if observation.amount:
        transfers = collect(
            gateway=payment.gateway,
            amount=observation.amount,
            credit_account=SUSPENSE,
            fee=0,
            is_test=observation.is_test,
        )
        await ledger.post(session, kind=PostingKind.PAYMENT, source=payment.id, transfers=transfers, now=now)
    if order is not None and order.status is OrderStatus.AWAITING:
        await orders.close(session, order, OrderStatus.CANCELED, now=now)
        await telling.tell_staff_order(session, order, now=now)
    await telling.tell_review(session, payment, faults=faults, now=now)
