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
from auto_order.payments import repository, rules, telling
from auto_order.payments.gateways import Observation, PaymentState
from auto_order.payments.models import Payment, PaymentStatus, Use
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
    order = await orders.lock_order(session, payment.order_id)

    faults = rules.find_faults(payment, observation, gateway=policy.gateway)
    if faults:
        await _put_in_suspense(session, payment, order, observation, faults=faults, now=now)
        return payment

    payment.txn_id = observation.txn_id
    payment.settled_at = now
    payment.closed_at = payment.closed_at or now
    payment.used_for = Use.ORDER if await _can_pay(session, order) else Use.WALLET
    rules.advance(payment, PaymentStatus.SETTLED)
    await session.flush()
    await _post(session, payment, policy=policy, now=now)
    if payment.used_for is Use.ORDER:
        await _hand_over(session, order, now=now)
    else:
        await _credit(session, payment, order, now=now)
    log.info("payments.settled", order=order.number, used_for=payment.used_for, amount=payment.amount)
    return payment


async def _can_pay(session: Session, order: Order) -> bool:
    """Say whether money for the order still buys it; the units are held then."""
    if order.status is OrderStatus.AWAITING:
        return True
    return order.status in _CLOSED_WITHOUT_MONEY and await orders.can_still_be_had(session, order)


async def _post(session: Session, payment: Payment, *, policy: PaymentPolicy, now: datetime) -> None:
    account = REVENUE if payment.used_for is Use.ORDER else wallet_account(payment.customer_id)
    transfers = collect(
        gateway=payment.gateway,
        amount=payment.amount,
        credit_account=account,
        fee=rules.borne_fee(payment, gateway=policy.gateway),
    )
    await ledger.post(session, kind=PostingKind.PAYMENT, source=payment.id, transfers=transfers, now=now)


async def _hand_over(session: Session, order: Order, *, now: datetime) -> None:
    await orders.pay(session, order, now=now)
    await delivery.promise(session, order_id=order.id, customer_id=order.customer_id, now=now)
    await telling.tell_paid(session, order, now=now)


async def _credit(session: Session, payment: Payment, order: Order, *, now: datetime) -> None:
    if order.status in _CLOSED_WITHOUT_MONEY:
        await orders.close(session, order, OrderStatus.CREDITED, now=now)
    await telling.tell_credited(session, order, amount=payment.amount, now=now)


async def _put_in_suspense(
    session: Session,
    payment: Payment,
    order: Order,
    observation: Observation,
    *,
    faults: Sequence[str],
    now: datetime,
) -> None:
    """Keep the money apart until a person has looked: P8. No goods, and nothing held meanwhile."""
    log.error("payments.review", order=order.number, faults=faults)
    payment.used_for = Use.SUSPENSE
    payment.review_reason = ", ".join(faults)
    payment.closed_at = payment.closed_at or now
    rules.advance(payment, PaymentStatus.REVIEW)
    if observation.amount:
        transfers = collect(
            gateway=payment.gateway,
            amount=observation.amount,
            credit_account=SUSPENSE,
            fee=0,
            is_test=observation.is_test,
        )
        await ledger.post(session, kind=PostingKind.PAYMENT, source=payment.id, transfers=transfers, now=now)
    if order.status is OrderStatus.AWAITING:
        await orders.close(session, order, OrderStatus.CANCELED, now=now)
        await telling.tell_staff_order(session, order, now=now)
    await telling.tell_review(session, order, faults=faults, now=now)
