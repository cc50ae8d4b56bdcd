"""Promise that someone will be told, in the transaction that records what there is to tell."""

from datetime import datetime

from auto_order.db.session import Session
from auto_order.jobs.job import Priority
from auto_order.jobs.queue import enqueue
from auto_order.notifications import repository
from auto_order.notifications.jobs import NotifyTeam, SendNotice, Team
from auto_order.notifications.notices import Notice
from auto_order.notifications.port import Posted


async def tell(
    session: Session, *, chat_id: int, language: str, notice: Notice, now: datetime, slot: str | None = None
) -> None:
    """Tell one person something. What is told to one chat arrives in the order it was promised."""
    job = SendNotice(chat_id=chat_id, language=language, notice=notice.dump(), slot=slot)
    priority = Priority.PROMPT if notice.is_awaited else Priority.NORMAL
    await enqueue(session, job, now=now, priority=priority)


async def tell_staff(session: Session, *, notice: Notice, now: datetime, slot: str | None = None) -> None:
    """Tell everyone of the staff; with a slot, each one's message of that slot is changed in place."""
    await enqueue(session, NotifyTeam(team=Team.STAFF, notice=notice.dump(), slot=slot), now=now)


async def tell_owners(session: Session, *, notice: Notice, now: datetime, slot: str | None = None) -> None:
    """Tell everyone who hosts the shop, by the owner bot where there is one."""
    await enqueue(session, NotifyTeam(team=Team.OWNERS, notice=notice.dump(), slot=slot), now=now)


async def find_posted(session: Session, slot: str) -> Posted | None:
    """Find the message that fills a slot."""
    message = await repository.find_message(session, slot)
    return None if message is None else Posted(message.chat_id, message.message_id, message.file_id)


async def record_posted(session: Session, slot: str, posted: Posted | None) -> None:
    """Write down what fills the slot now; None empties it."""
    if posted is None:
        await repository.remove_message(session, slot)
    else:
        await repository.put_message(session, slot, **posted._asdict())
