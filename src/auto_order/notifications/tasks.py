"""Keep the promises: render nothing, decide nothing, just carry each notice to its person once or more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog

from auto_order.db.session import Transactions
from auto_order.jobs.queue import enqueue
from auto_order.jobs.registry import Run
from auto_order.notifications import service
from auto_order.notifications.jobs import NotifyTeam, SendNotice, Team
from auto_order.notifications.loading import load_notice
from auto_order.notifications.port import Notifier, RecipientUnreachableError

log = structlog.get_logger()


@dataclass(frozen=True)
class NotificationTasks:
    """What the tasks work with: ways to people, and who belongs to which team (chat ids)."""

    tx: Transactions
    notifier: Notifier
    owner_notifier: Notifier
    teams: Mapping[Team, Sequence[int]]
    team_language: str

    async def send_notice(self, job: SendNotice, run: Run) -> None:
        """Tell, then write down where it stands. A crash in between tells it again."""
        previous = None
        if job.slot is not None:
            async with self.tx.reading() as session:
                previous = await service.find_posted(session, job.slot)

        try:
            notifier = self.owner_notifier if job.is_for_owner else self.notifier
            posted = await notifier.tell(
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

    async def notify_team(self, job: NotifyTeam, run: Run) -> None:
        """Promise each of the team the notice, all at once."""
        team = Team(job.team)
        async with run.finishing() as session:
            for chat_id in self.teams[team]:
                telling = SendNotice(
                    chat_id=chat_id,
                    language=self.team_language,
                    notice=job.notice,
                    slot=None if job.slot is None else f"{team}:{job.slot}:{chat_id}",
                    is_for_owner=team is Team.OWNERS,
                )
                await enqueue(session, telling, now=run.now())
