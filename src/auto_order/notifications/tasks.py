"""Keep the promises: render nothing, decide nothing, just carry each notice to its person once or more."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog

from auto_order.db.session import Session, Transactions
from auto_order.jobs.queue import enqueue
from auto_order.jobs.registry import Run
from auto_order.notifications import service
from auto_order.notifications.jobs import NotifyTeam, SendNotice, Team
from auto_order.notifications.loading import load_notice
from auto_order.notifications.notices import Notice
from auto_order.notifications.port import Notifier, RecipientUnreachableError

log = structlog.get_logger()


@dataclass(frozen=True)
class NotificationTasks:
    """What the tasks work with: ways to people, and who belongs to which team (chat ids).

    ``list_permitted`` says who else of the staff has a permission.
    """

    tx: Transactions
    notifier: Notifier
    owner_notifier: Notifier
    teams: Mapping[Team, Sequence[int]]
    team_language: str
    list_permitted: Callable[[Session, str], Awaitable[Sequence[int]]]

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
            for chat_id in await self._list_members(session, team, load_notice(job.notice)):
                telling = SendNotice(
                    chat_id=chat_id,
                    language=self.team_language,
                    notice=job.notice,
                    slot=None if job.slot is None else f"{team}:{job.slot}:{chat_id}",
                    is_for_owner=team is Team.OWNERS,
                )
                await enqueue(session, telling, now=run.now())

    async def _list_members(self, session: Session, team: Team, notice: Notice) -> Sequence[int]:
        """List whom a notice is for: the sellers hear everything, others of the staff what concerns them."""
        members = self.teams[team]
        if team is not Team.STAFF or notice.concern is None:
            return members
        permitted = await self.list_permitted(session, notice.concern)
        return [*members, *(chat_id for chat_id in permitted if chat_id not in members)]
