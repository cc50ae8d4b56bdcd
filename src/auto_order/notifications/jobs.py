"""The work that notifications can promise."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from auto_order.jobs.job import Backoff, Job


class Team(StrEnum):
    """Who is told together."""

    STAFF = "staff"
    OWNERS = "owners"


@dataclass(frozen=True, kw_only=True)
class SendNotice(Job):
    """Tell one person something. With a ``slot`` it takes the place of what stands there."""

    name: ClassVar[str] = "send_notice"
    max_attempts: ClassVar[int] = 30
    backoff: ClassVar[Backoff] = Backoff(first=1, most=600)

    chat_id: int
    language: str
    notice: str
    slot: str | None = None
    is_for_owner: bool = False

    @property
    def key(self) -> str:
        """Let one person hear things in the order they happened."""
        return f"chat:{self.chat_id}"


@dataclass(frozen=True, kw_only=True)
class NotifyTeam(Job):
    """Tell everyone of the staff, or everyone of the owners, something."""

    name: ClassVar[str] = "notify_team"

    team: str
    notice: str
    slot: str | None = None

    @property
    def key(self) -> str | None:
        """Let the news of one slot follow one another."""
        return None if self.slot is None else f"{self.team}:{self.slot}"
