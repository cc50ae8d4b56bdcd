"""Keep the promise of a broadcast: some recipients at a time, each claimed, sent to, and noted.

A recipient is claimed in a transaction of its own before anything is sent. Whoever was claimed when the
process died may have the message or not; they are counted as unknown and never sent to again.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from auto_order.broadcasts import repository, service
from auto_order.broadcasts.jobs import SendBroadcast
from auto_order.broadcasts.models import Broadcast, BroadcastStatus, RecipientStatus
from auto_order.broadcasts.port import Letter, LetterGoneError, Mailer, NotSentError
from auto_order.broadcasts.repository import Addressee
from auto_order.broadcasts.rules import advance, find_pause
from auto_order.db.session import Session, Transactions
from auto_order.jobs.queue import enqueue
from auto_order.jobs.registry import Run
from auto_order.kit.errors import TransientError
from auto_order.notifications.port import RecipientUnreachableError

log = structlog.get_logger()

# So short that a worker that is to stop has finished it within its grace.
_ROUND = timedelta(seconds=3)
# Several side by side, so that the pace does not depend on how long Telegram takes to answer; not many,
# because whoever is claimed when the process dies counts as unknown.
_LANES = 4
_FILL_AT_ONCE = 5_000


@dataclass
class _Round:
    """One go at a broadcast: until when it lasts, and what ended it before."""

    letter: Letter
    until: datetime
    retry_after: float = 0.0
    is_silent: bool = False
    is_gone: bool = False
    is_cut: bool = False
    failure: Exception | None = None

    def cut(self, *, retry_after: float = 0.0, is_silent: bool = False) -> None:
        """Send nothing more in this round."""
        self.is_cut = True
        self.is_silent |= is_silent
        self.retry_after = max(self.retry_after, retry_after)


@dataclass(frozen=True)
class BroadcastTasks:
    """What the task works with."""

    tx: Transactions
    mailer: Mailer

    async def send_broadcast(self, job: SendBroadcast, run: Run) -> None:
        """Send for a few seconds, then promise the rest: others get their turn, and a stop loses nothing."""
        async with self.tx() as session:
            broadcast = await self._take_up(session, job.broadcast_id)
        if broadcast is None:
            return
        while not broadcast.is_filled:
            async with self.tx() as session:
                broadcast = await self._fill(session, job.broadcast_id)

        going = _Round(Letter(broadcast.chat_id, broadcast.message_id), run.now() + _ROUND)
        if broadcast.troubles:
            # One alone finds out whether Telegram is back.
            await self._send_on(job.broadcast_id, going, run, most=1)
        async with asyncio.TaskGroup() as lanes:
            for _ in range(_LANES):
                lanes.create_task(self._send_on(job.broadcast_id, going, run))
        if going.failure is not None:
            raise going.failure

        async with run.finishing() as session:
            await self._close(session, job, going, run.now())

    async def _take_up(self, session: Session, broadcast_id: int) -> Broadcast | None:
        broadcast = await repository.lock(session, broadcast_id)
        if broadcast is None or broadcast.status is not BroadcastStatus.RUNNING:
            return None
        await repository.give_up_sending(session, broadcast_id)
        return broadcast

    async def _fill(self, session: Session, broadcast_id: int) -> Broadcast:
        broadcast = await repository.lock(session, broadcast_id)
        assert broadcast is not None
        await repository.fill(session, broadcast, limit=_FILL_AT_ONCE)
        return broadcast

    async def _send_on(self, broadcast_id: int, going: _Round, run: Run, *, most: int | None = None) -> None:
        """Send to one after the other. What became of the last is noted with the claim of the next."""
        ended: tuple[int, RecipientStatus] | None = None
        sent = 0
        while True:
            is_over = going.is_cut or run.now() >= going.until or sent == most
            async with self.tx() as session:
                if ended is not None:
                    await repository.note(session, broadcast_id, *ended)
                if is_over or not await repository.is_running(session, broadcast_id):
                    return
                addressee = await repository.claim(session, broadcast_id)
            if addressee is None:
                return
            ended = addressee.customer_id, await self._send_one(addressee, going)
            sent += 1

    async def _send_one(self, addressee: Addressee, going: _Round) -> RecipientStatus:
        if going.is_cut:
            return RecipientStatus.WAITING
        outcome = RecipientStatus.REACHED
        try:
            await self.mailer.send(going.letter, chat_id=addressee.chat_id)
        except RecipientUnreachableError:
            outcome = RecipientStatus.UNREACHABLE
        except NotSentError as busy:
            outcome = RecipientStatus.WAITING
            going.cut(retry_after=busy.retry_after or 0.0, is_silent=busy.retry_after is None)
        except LetterGoneError:
            outcome = RecipientStatus.WAITING
            going.is_gone = True
            going.cut()
        except TransientError as error:
            log.warning("broadcasts.unknown", customer_id=addressee.customer_id, error=str(error))
            outcome = RecipientStatus.UNKNOWN
            going.cut(is_silent=True)
        except Exception as error:
            # A bug, or a refusal that nobody thought of: one recipient finds it out for all.
            log.exception("broadcasts.failed", customer_id=addressee.customer_id)
            outcome = RecipientStatus.UNKNOWN
            going.failure = error
            going.cut()
        return outcome

    async def _close(self, session: Session, job: SendBroadcast, going: _Round, now: datetime) -> None:
        broadcast = await repository.lock(session, job.broadcast_id)
        assert broadcast is not None
        if broadcast.status is BroadcastStatus.RUNNING and going.is_gone:
            await service.hold(session, broadcast, "letter_gone", now=now)
            return
        if broadcast.status is BroadcastStatus.RUNNING:
            await self._go_on(session, broadcast, going, now)
        await service.note_progress(session, broadcast, now=now)

    async def _go_on(self, session: Session, broadcast: Broadcast, going: _Round, now: datetime) -> None:
        pause = timedelta(seconds=going.retry_after)
        if going.is_silent:
            pause = max(pause, find_pause(broadcast.troubles))
        broadcast.troubles = broadcast.troubles + 1 if going.is_silent else 0
        if (await service.describe(session, broadcast)).waiting:
            await enqueue(session, SendBroadcast(broadcast_id=broadcast.id), now=now, run_at=now + pause)
        else:
            advance(broadcast, BroadcastStatus.DONE)
            broadcast.ended_at = now
