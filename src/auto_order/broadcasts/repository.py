"""All SQL about broadcasts and their recipients."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, insert, literal, select, update

from auto_order.broadcasts.models import Audience, Broadcast, BroadcastStatus, Recipient, RecipientStatus
from auto_order.customers.models import Customer
from auto_order.db.session import Session
from auto_order.orders.models import Order

_INACTIVE_AFTER = timedelta(days=30)
_QUIETLY = {"synchronize_session": False}


class Addressee(NamedTuple):
    """One recipient, claimed."""

    customer_id: int
    chat_id: int


async def add(session: Session, broadcast: Broadcast) -> None:
    session.add(broadcast)
    await session.flush()


async def find(session: Session, broadcast_id: int) -> Broadcast | None:
    return await session.get(Broadcast, broadcast_id)


async def lock(session: Session, broadcast_id: int) -> Broadcast | None:
    """Find a broadcast locked until the transaction ends, as it is in the database now."""
    return await session.scalar(
        select(Broadcast)
        .where(Broadcast.id == broadcast_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def is_running(session: Session, broadcast_id: int) -> bool:
    status = await session.scalar(select(Broadcast.status).where(Broadcast.id == broadcast_id))
    return status is BroadcastStatus.RUNNING


async def list_latest(session: Session, *, limit: int) -> Sequence[Broadcast]:
    rows = await session.scalars(select(Broadcast).order_by(Broadcast.id.desc()).limit(limit))
    return rows.all()


async def count_audience(session: Session, audience: Audience, *, now: datetime) -> int:
    found = select(func.count()).select_from(Customer).where(_belongs(audience, now))
    return (await session.scalar(found)) or 0


async def fill(session: Session, broadcast: Broadcast, *, limit: int) -> None:
    """Write down the next so many customers as recipients, and note how far that is."""
    assert broadcast.audience is not None
    assert broadcast.started_at is not None
    is_next = and_(_belongs(broadcast.audience, broadcast.started_at), Customer.id > broadcast.filled_to)
    some = select(Customer.id).where(is_next).order_by(Customer.id).limit(limit).subquery()
    last = await session.scalar(select(func.max(some.c.id)))
    if last is None:
        broadcast.is_filled = True
        return
    columns = ["broadcast_id", "customer_id", "chat_id", "status"]
    fresh = select(
        literal(broadcast.id), Customer.id, Customer.telegram_id, literal(RecipientStatus.WAITING.value)
    )
    await session.execute(insert(Recipient).from_select(columns, fresh.where(is_next, Customer.id <= last)))
    broadcast.filled_to = last


async def claim(session: Session, broadcast_id: int) -> Addressee | None:
    """Take the next recipient for sending; None when nobody waits. Two who claim get different ones."""
    waiting = (
        select(Recipient.customer_id)
        .where(Recipient.broadcast_id == broadcast_id, Recipient.status == RecipientStatus.WAITING)
        .order_by(Recipient.customer_id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .cte("waiting")
    )
    claimed = await session.execute(
        update(Recipient)
        .where(Recipient.broadcast_id == broadcast_id, Recipient.customer_id.in_(select(waiting)))
        .values(status=RecipientStatus.SENDING)
        .returning(Recipient.customer_id, Recipient.chat_id)
        .execution_options(**_QUIETLY)
    )
    row = claimed.first()
    return None if row is None else Addressee(*row)


async def note(session: Session, broadcast_id: int, customer_id: int, status: RecipientStatus) -> None:
    """Write down what became of a recipient who was being sent to."""
    await session.execute(
        update(Recipient)
        .where(
            Recipient.broadcast_id == broadcast_id,
            Recipient.customer_id == customer_id,
            Recipient.status.in_([RecipientStatus.SENDING, RecipientStatus.UNKNOWN]),
        )
        .values(status=status)
        .execution_options(**_QUIETLY)
    )


async def give_up_sending(session: Session, broadcast_id: int) -> None:
    """Count as unknown whatever was being sent when its worker went."""
    await session.execute(
        update(Recipient)
        .where(Recipient.broadcast_id == broadcast_id, Recipient.status == RecipientStatus.SENDING)
        .values(status=RecipientStatus.UNKNOWN)
        .execution_options(**_QUIETLY)
    )


async def count(session: Session, broadcast_id: int) -> Mapping[RecipientStatus, int]:
    rows = await session.execute(
        select(Recipient.status, func.count())
        .where(Recipient.broadcast_id == broadcast_id)
        .group_by(Recipient.status)
    )
    return {status: int(number) for status, number in rows}


def _belongs(audience: Audience, now: datetime) -> ColumnElement[bool]:
    """Say who belongs to an audience; whom the shop has turned away belongs to none."""
    served = Customer.is_blocked.is_(False)
    if audience is Audience.BUYERS:
        bought = exists().where(Order.customer_id == Customer.id, Order.paid_at.is_not(None))
        return and_(served, bought)
    if audience is Audience.INACTIVE:
        since = now - _INACTIVE_AFTER
        ordered = exists().where(Order.customer_id == Customer.id, Order.placed_at >= since)
        return and_(served, Customer.met_at < since, ~ordered)
    return served
