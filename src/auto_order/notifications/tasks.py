"""Keep the promises: render nothing, decide nothing, just carry each notice to its person once or more."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from auto_order.db.session import Transactions
from auto_order.jobs.registry import Run
from auto_order.notifications import service
from auto_order.notifications.jobs import NotifyStaff, SendNotice
from auto_order.notifications.notices import load_notice
from auto_order.notifications.port import Notifier, RecipientUnreachableError

log = structlog.get_logger()


@dataclass(frozen=True)
class NotificationTasks:
    """What the tasks work with: a way to people, and who the staff are (chat ids)."""

    tx: Transactions
    notifier: Notifier
    staff: Sequence[int]
    staff_language: str

    async def send_notice(self, job: SendNotice, run: Run) -> None:
        """Tell, then write down where it stands. A crash in between tells it again."""
        previous = None
        if job.slot is not None:
            async with self.tx.reading() as session:
                previous = await service.find_posted(session, job.slot)

        try:
            posted = await self.notifier.tell(
                chat_id=job.chat_id,
                language=job.language,
                notice=load_notice(job.notice),
                previous=previous,
            )
        except RecipientUnreachableError:
            log.info("notifications.unreachable", chat_id=job.chat_id)
            return

        if job.slot is not None:
            async with run.finishing() as session:
                await service.record_posted(session, job.slot, posted)

    async def notify_staff(self, job: NotifyStaff, run: Run) -> None:
        """Promise each of the staff the notice, all at once."""
        async with run.finishing() as session:
            for chat_id in self.staff:
                await service.tell(
                    session,
                    chat_id=chat_id,
                    language=self.staff_language,
                    notice=load_notice(job.notice),
                    slot=None if job.slot is None else f"{job.slot}:{chat_id}",
                    now=run.now(),
                )
