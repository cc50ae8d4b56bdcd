"""Which function keeps which promise. Filled in bootstrap, the one place that knows every room."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from auto_order.db.session import Session
from auto_order.jobs.job import Job

JobT = TypeVar("JobT", bound=Job)


class Run(Protocol):
    """One try at a job, as its task sees it."""

    @property
    def is_last_try(self) -> bool:
        """Whether a failure of this try buries the job."""

    def now(self) -> datetime:
        """Read the clock, in UTC."""

    def finishing(self) -> AbstractAsyncContextManager[Session]:
        """Open the transaction that holds the task's last effect and strikes the job off with it.

        With it a task takes effect exactly once; without it the job is struck off when the task returns.
        Raises LeaseLostError at its end when another worker has the job by now, and rolls back.
        """


Task = Callable[[Any, Run], Awaitable[None]]
WhenDead = Callable[[Session, Any, datetime], Awaitable[None]]


@dataclass(frozen=True)
class Entry:
    """A kind of job, the task that keeps it, and what to record when it is given up."""

    kind: type[Job]
    task: Task
    when_dead: WhenDead | None


class Tasks:
    """The table from a job's name to its task."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def add(
        self,
        kind: type[JobT],
        task: Callable[[JobT, Run], Awaitable[None]],
        *,
        when_dead: Callable[[Session, JobT, datetime], Awaitable[None]] | None = None,
    ) -> None:
        """Register the one task of a kind. ``when_dead`` runs in the transaction that buries a job."""
        if kind.name in self._entries:
            message = f"two tasks for {kind.name}"
            raise ValueError(message)
        self._entries[kind.name] = Entry(kind, task, when_dead)

    def find(self, name: str) -> Entry | None:
        return self._entries.get(name)

    @property
    def kinds(self) -> frozenset[type[Job]]:
        """Every kind of job that has a task."""
        return frozenset(entry.kind for entry in self._entries.values())
