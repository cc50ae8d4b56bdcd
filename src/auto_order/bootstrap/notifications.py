"""Which task keeps which promise to tell somebody something, and who is told together."""

from collections.abc import Sequence

from auto_order.bootstrap.base import Base
from auto_order.db.session import Session
from auto_order.jobs.registry import Tasks
from auto_order.notifications.jobs import NotifyTeam, SendNotice, Team
from auto_order.notifications.port import Notifier
from auto_order.notifications.tasks import NotificationTasks
from auto_order.staff import service as staff


def add_notifications(tasks: Tasks, base: Base, notifier: Notifier, owner_notifier: Notifier) -> None:
    """Put the notifications' tasks into the table."""
    settings = base.settings
    notices = NotificationTasks(
        tx=base.tx,
        notifier=notifier,
        owner_notifier=owner_notifier,
        teams={
            Team.STAFF: sorted(settings.telegram_admin_ids),
            Team.OWNERS: sorted(settings.telegram_owner_ids),
        },
        team_language=settings.bot_language,
        list_permitted=_list_permitted,
    )
    # Nobody is told of a notice that could not be told: the telling might fail the same way, for ever.
    tasks.add(SendNotice, notices.send_notice)
    tasks.add(NotifyTeam, notices.notify_team)


async def _list_permitted(session: Session, permission: str) -> Sequence[int]:
    """List who of the staff was given a permission by its name."""
    granted = await staff.map_permissions(session)
    return [telegram_id for telegram_id, permissions in granted.items() if permission in permissions]
