"""The verbs about broadcasts: write one, start it, hold it, end it, and say how far it is."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.broadcasts import repository
from auto_order.broadcasts.jobs import SendBroadcast
from auto_order.broadcasts.models import Audience, Broadcast, BroadcastStatus, RecipientStatus
from auto_order.broadcasts.port import Letter
from auto_order.broadcasts.rules import BroadcastMoved, advance
from auto_order.db.session import Session
from auto_order.jobs.queue import enqueue
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import BroadcastProgress, BroadcastReport

_NEW = frozenset({BroadcastStatus.DRAFT})
_GOING = frozenset({BroadcastStatus.RUNNING})
_HELD = frozenset({BroadcastStatus.PAUSED})
_OPEN = (RecipientStatus.WAITING, RecipientStatus.SENDING)


async def draft(session: Session, letter: Letter, *, language: str, by: Actor, now: datetime) -> Broadcast:
    """Keep a message that may go to many. Nothing is sent yet."""
    broadcast = Broadcast(
        chat_id=letter.chat_id,
        message_id=letter.message_id,
        language=language,
        made_by=str(by),
        status=BroadcastStatus.DRAFT,
        filled_to=0,
        is_filled=False,
        troubles=0,
        made_at=now,
    )
    await repository.add(session, broadcast)
    return broadcast


async def count_audiences(session: Session, *, now: datetime) -> Mapping[Audience, int]:
    """Say how many each audience has at this moment."""
    return {audience: await repository.count_audience(session, audience, now=now) for audience in Audience}


async def start(
    session: Session, broadcast_id: int, audience: Audience, *, by: Actor, now: datetime
) -> BroadcastProgress:
    """Promise a draft to everybody of an audience. Raises BroadcastMoved."""
    broadcast = await _move(session, broadcast_id, BroadcastStatus.RUNNING, leaving=_NEW, by=by, now=now)
    broadcast.audience, broadcast.started_at = audience, now
    return await _go_on(session, broadcast, now=now)


async def pause(session: Session, broadcast_id: int, *, by: Actor, now: datetime) -> BroadcastProgress:
    """Hold a broadcast; what is on its way at this moment still arrives. Raises BroadcastMoved."""
    broadcast = await _move(session, broadcast_id, BroadcastStatus.PAUSED, leaving=_GOING, by=by, now=now)
    return await note_progress(session, broadcast, now=now)


async def resume(session: Session, broadcast_id: int, *, by: Actor, now: datetime) -> BroadcastProgress:
    """Go on with a broadcast that is held. Raises BroadcastMoved."""
    broadcast = await _move(session, broadcast_id, BroadcastStatus.RUNNING, leaving=_HELD, by=by, now=now)
    broadcast.problem = None
    return await _go_on(session, broadcast, now=now)


async def cancel(session: Session, broadcast_id: int, *, by: Actor, now: datetime) -> BroadcastProgress:
    """End a broadcast; who waits for it gets nothing. Raises BroadcastMoved."""
    broadcast = await _move(
        session, broadcast_id, BroadcastStatus.CANCELED, leaving=_NEW | _GOING | _HELD, by=by, now=now
    )
    broadcast.ended_at = now
    if broadcast.started_at is None:
        return await describe(session, broadcast)
    return await note_progress(session, broadcast, now=now)


async def hold(session: Session, broadcast: Broadcast, problem: str, *, now: datetime) -> None:
    """Hold a running broadcast that cannot go on by itself, and say why."""
    if broadcast.status is BroadcastStatus.RUNNING:
        advance(broadcast, BroadcastStatus.PAUSED)
        broadcast.problem = problem
        await note_progress(session, broadcast, now=now)


async def give_up(session: Session, job: SendBroadcast, now: datetime) -> None:
    """Hold a broadcast whose sending failed again and again."""
    broadcast = await repository.lock(session, job.broadcast_id)
    if broadcast is not None:
        await hold(session, broadcast, "failed", now=now)


async def get_broadcast(session: Session, broadcast_id: int) -> Broadcast:
    """Get a broadcast, or raise BroadcastMoved."""
    broadcast = await repository.find(session, broadcast_id)
    if broadcast is None:
        raise BroadcastMoved
    return broadcast


async def list_broadcasts(session: Session, *, limit: int) -> Sequence[Broadcast]:
    """List the latest broadcasts."""
    return await repository.list_latest(session, limit=limit)


async def describe(session: Session, broadcast: Broadcast) -> BroadcastProgress:
    """Say how far a broadcast is."""
    counts = await repository.count(session, broadcast.id)
    return BroadcastProgress(
        broadcast_id=broadcast.id,
        state=broadcast.status,
        audience=broadcast.audience or "",
        total=sum(counts.values()),
        waiting=sum(counts.get(status, 0) for status in _OPEN),
        reached=counts.get(RecipientStatus.REACHED, 0),
        unreachable=counts.get(RecipientStatus.UNREACHABLE, 0),
        unknown=counts.get(RecipientStatus.UNKNOWN, 0),
        problem=broadcast.problem or "",
    )


async def note_progress(session: Session, broadcast: Broadcast, *, now: datetime) -> BroadcastProgress:
    """Show its author how far it is, in one message; the report at the end comes below as a new one."""
    progress = await describe(session, broadcast)
    is_over = broadcast.status in (BroadcastStatus.DONE, BroadcastStatus.CANCELED)
    notice = BroadcastReport(**vars(progress)) if is_over else progress
    await notifications.tell(
        session,
        chat_id=broadcast.chat_id,
        language=broadcast.language,
        notice=notice,
        now=now,
        slot=f"broadcast:{broadcast.id}",
    )
    return progress


async def _go_on(session: Session, broadcast: Broadcast, *, now: datetime) -> BroadcastProgress:
    await enqueue(session, SendBroadcast(broadcast_id=broadcast.id), now=now)
    return await note_progress(session, broadcast, now=now)


async def _move(
    session: Session,
    broadcast_id: int,
    wanted: BroadcastStatus,
    *,
    leaving: Collection[BroadcastStatus],
    by: Actor,
    now: datetime,
) -> Broadcast:
    broadcast = await repository.lock(session, broadcast_id)
    if broadcast is None or broadcast.status not in leaving:
        raise BroadcastMoved
    before = broadcast.status
    advance(broadcast, wanted)
    await audit.record(
        session,
        by=by,
        action=f"broadcast.{wanted}",
        subject=f"broadcast:{broadcast_id}",
        before={"status": before},
        after={"status": wanted},
        now=now,
    )
    return broadcast
