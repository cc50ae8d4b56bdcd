"""What every part of the box shares: options, clock, events, faults, work in the background, a way out."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field

from aiohttp import ClientSession, ClientTimeout, web

from auto_order_sandbox.clock import Clock
from auto_order_sandbox.events import EventHub
from auto_order_sandbox.faults import FaultDesk
from auto_order_sandbox.options import Options

logger = logging.getLogger(__name__)

ANSWER_WITHIN = 30  # seconds the receiver of a webhook is given


class NotRunning(RuntimeError):
    """Asked for what exists only between start and stop."""


@dataclass(slots=True)
class Box:
    """One running sandbox; there may be several in one process."""

    options: Options
    id: str = field(default_factory=secrets.token_urlsafe)  # another one after a restart
    clock: Clock = field(default_factory=Clock)
    events: EventHub = field(default_factory=EventHub)
    faults: FaultDesk = field(default_factory=FaultDesk)
    _tasks: asyncio.TaskGroup | None = None
    _http: ClientSession | None = None
    _started: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def http(self) -> ClientSession:
        """For calls to the outside: webhooks, files by URL."""
        if self._http is None:
            raise NotRunning
        return self._http

    def start(self, work: Coroutine[object, object, object], *, name: str) -> Callable[[], object]:
        """Let work go on in the background; it is logged when it fails and canceled when the box closes.

        What is given back cancels it before that.
        """
        if self._tasks is None:
            work.close()
            raise NotRunning
        task = self._tasks.create_task(_watched(work, name), name=name)
        self._started.add(task)
        task.add_done_callback(self._started.discard)
        return task.cancel

    def tell_faults(self) -> None:
        """Publish the faults as they now are."""
        if self.events.has_listeners:
            self.events.publish("faults", {"faults": self.faults.show()})

    async def end_streams(self, _: web.Application) -> None:
        """End what would never end by itself, before the requests under way are cut off."""
        self.events.close()

    async def running(self, _: web.Application) -> AsyncIterator[None]:
        """Span the time between start and stop, as aiohttp's `cleanup_ctx` wants it."""
        async with ClientSession(timeout=ClientTimeout(ANSWER_WITHIN)) as http, asyncio.TaskGroup() as tasks:
            self._tasks, self._http = tasks, http
            yield
            self._tasks = None
            for task in tuple(self._started):
                task.cancel()


async def _watched(work: Coroutine[object, object, object], name: str) -> None:
    try:
        await work
    except Exception:
        logger.exception("%s failed", name)


BOX = web.AppKey("box", Box)
