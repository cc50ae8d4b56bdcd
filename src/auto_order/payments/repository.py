"""All SQL about payments and gateway events."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select

from auto_order.db.session import Session
from auto_order.payments.models import MANUAL, GatewayEvent, Payment, PaymentStatus, Purpose, ReviewCase
from auto_order.payments.rules import CLOSED_BY_MONEY, OPEN


async def lock_payment(session: Session, payment_id: int) -> Payment:
    """Get the payment locked until the transaction ends, as it is in the database now."""
    found = await session.scalars(
        select(Payment)
        .where(Payment.id == payment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.one()


async def get_payment(session: Session, payment_id: int) -> Payment:
    return await session.get_one(Payment, payment_id)


async def find_by_reference(session: Session, *, gateway: str, reference: str) -> Payment | None:
    return await session.scalar(
        select(Payment).where(Payment.gateway == gateway, Payment.reference == reference)
    )


async def lock_open(session: Session, order_id: int) -> Payment | None:
    """Find the order's open attempt, locked; there is at most one."""
    return await session.scalar(
        select(Payment).where(Payment.order_id == order_id, Payment.status.in_(OPEN)).with_for_update()
    )


async def find_open_topup(session: Session, *, customer_id: int, gateway: str) -> Payment | None:
    return await session.scalar(
        select(Payment).where(
            Payment.customer_id == customer_id,
            Payment.gateway == gateway,
            Payment.purpose == Purpose.TOPUP,
            Payment.status.in_(OPEN),
        )
    )


async def lock_topup(session: Session, payment_id: int) -> Payment | None:
    """Find a top-up, locked until the transaction ends and as it is in the database now."""
    return await session.scalar(
        select(Payment)
        .where(Payment.id == payment_id, Payment.purpose == Purpose.TOPUP)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def list_open_transfers(session: Session, *, limit: int) -> Sequence[Payment]:
    rows = await session.scalars(
        select(Payment)
        .where(Payment.gateway == MANUAL, Payment.status == PaymentStatus.PENDING)
        .order_by(Payment.id)
        .limit(limit)
    )
    return rows.all()


async def list_begun(
    session: Session, *, gateway: str, since: datetime, after: int, limit: int
) -> Sequence[Payment]:
    """List the payments that a gateway has heard of and that were begun since a moment, by id."""
    rows = await session.scalars(
        select(Payment)
        .where(
            Payment.gateway == gateway,
            Payment.created_at >= since,
            Payment.txn_id.is_not(None),
            Payment.id > after,
        )
        .order_by(Payment.id)
        .limit(limit)
    )
    return rows.all()


async def list_payable(session: Session, *, due_after: datetime) -> Sequence[tuple[int, PaymentStatus]]:
    """List the payments of a gateway that may still be paid: unpaid, with a deadline after this."""
    rows = await session.execute(
        select(Payment.id, Payment.status)
        .where(
            Payment.status.not_in(CLOSED_BY_MONEY),
            Payment.gateway != MANUAL,
            Payment.deadline > due_after,
            or_(Payment.txn_id.is_not(None), Payment.status == PaymentStatus.CREATING),
        )
        .order_by(Payment.id)
    )
    return [(payment_id, status) for payment_id, status in rows]


async def lock_case(session: Session, payment_id: int) -> ReviewCase | None:
    return await session.scalar(
        select(ReviewCase)
        .where(ReviewCase.payment_id == payment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def list_open_cases(session: Session, *, limit: int) -> Sequence[tuple[ReviewCase, Payment]]:
    rows = await session.execute(
        select(ReviewCase, Payment)
        .join(Payment, Payment.id == ReviewCase.payment_id)
        .where(ReviewCase.decision.is_(None))
        .order_by(ReviewCase.id)
        .limit(limit)
    )
    return [(case, payment) for case, payment in rows]


async def find_latest(session: Session, order_id: int) -> Payment | None:
    return await session.scalar(
        select(Payment).where(Payment.order_id == order_id).order_by(Payment.id.desc()).limit(1)
    )


async def find_last_event_moment(session: Session, *, gateway: str) -> datetime | None:
    """Say when the last webhook that was kept came in."""
    return await session.scalar(
        select(GatewayEvent.received_at)
        .where(GatewayEvent.gateway == gateway)
        .order_by(GatewayEvent.id.desc())
        .limit(1)
    )


async def count_lapses(session: Session, customer_id: int, *, after_order: int, since: datetime) -> int:
    """Count the invoices for later orders that a buyer was shown since a moment and let lapse."""
    counted = await session.scalar(
        select(func.count())
        .select_from(Payment)
        .where(
            Payment.customer_id == customer_id,
            Payment.status == PaymentStatus.EXPIRED,
            Payment.order_id > after_order,
            Payment.shown_at >= since,
        )
    )
    return counted or 0


async def count_events(session: Session, payment_id: int) -> int:
    counted = await session.scalar(
        select(func.count()).select_from(GatewayEvent).where(GatewayEvent.payment_id == payment_id)
    )
    return counted or 0


async def list_claimed_txn_ids(session: Session, payment_id: int) -> Sequence[str]:
    """List the transactions that webhooks named for this payment, the latest first."""
    rows = await session.scalars(
        select(GatewayEvent.txn_id)
        .where(GatewayEvent.payment_id == payment_id)
        .order_by(GatewayEvent.id.desc())
    )
    return rows.all()
