"""Messages to many: write one, see it as it will arrive, choose whom it is for; hold it, end it."""

from auto_order.broadcasts import service as broadcasts
from auto_order.broadcasts.models import Broadcast, BroadcastStatus
from auto_order.broadcasts.port import Letter
from auto_order.db.session import Session
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.telegram import steps
from auto_order.telegram.screens.admin import broadcasts as screens
from auto_order.telegram.screens.screen import Screen
from auto_order.telegram.staff_callbacks.broadcasts import (
    CancelBroadcast,
    ManageBroadcast,
    PauseBroadcast,
    PickAudience,
    ResumeBroadcast,
    ShowBroadcasts,
    StartBroadcast,
    WriteBroadcast,
)
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit

_LATEST = 8


async def show_broadcasts(visit: Visit, _tap: ShowBroadcasts) -> Answer:
    """Show the latest broadcasts."""
    async with visit.shop.tx.reading() as session:
        latest = await broadcasts.list_broadcasts(session, limit=_LATEST)
    return Answer(screens.broadcasts(latest, visit.words))


async def write_broadcast(visit: Visit, _tap: WriteBroadcast) -> Answer:
    """Ask for the message."""
    return await steps.ask(visit, StepKind.BROADCAST, screens.ask_message, {}, back=ShowBroadcasts())


async def answer_message(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Keep the message as a draft, and show it as it will arrive."""
    letter = Letter(visit.chat_id, typed.message_id)
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        drafted = await broadcasts.draft(
            session, letter, language=visit.words.language, by=visit.actor, now=visit.now
        )
        screen = await _show(session, drafted, visit)
    return Answer(screen, preview=typed.message_id)


async def manage_broadcast(visit: Visit, tap: ManageBroadcast) -> Answer:
    """Show one broadcast."""
    async with visit.shop.tx.reading() as session:
        broadcast = await broadcasts.get_broadcast(session, tap.broadcast)
        return Answer(await _show(session, broadcast, visit))


async def pick_audience(visit: Visit, tap: PickAudience) -> Answer:
    """Ask once more before anything is sent."""
    async with visit.shop.tx.reading() as session:
        await broadcasts.get_broadcast(session, tap.broadcast)
        counts = await broadcasts.count_audiences(session, now=visit.now)
    return Answer(screens.sure_to_start(tap.broadcast, tap.audience, counts[tap.audience], visit.words))


async def start_broadcast(visit: Visit, tap: StartBroadcast) -> Answer:
    """Send it."""
    async with visit.shop.tx() as session:
        progress = await broadcasts.start(session, tap.broadcast, tap.audience, by=visit.actor, now=visit.now)
    return Answer(screens.broadcast(progress, visit.words), toast=visit.words("broadcast-started"))


async def pause_broadcast(visit: Visit, tap: PauseBroadcast) -> Answer:
    """Hold it."""
    async with visit.shop.tx() as session:
        progress = await broadcasts.pause(session, tap.broadcast, by=visit.actor, now=visit.now)
    return Answer(screens.broadcast(progress, visit.words), toast=visit.words("broadcast-held"))


async def resume_broadcast(visit: Visit, tap: ResumeBroadcast) -> Answer:
    """Go on with it."""
    async with visit.shop.tx() as session:
        progress = await broadcasts.resume(session, tap.broadcast, by=visit.actor, now=visit.now)
    return Answer(screens.broadcast(progress, visit.words), toast=visit.words("broadcast-started"))


async def cancel_broadcast(visit: Visit, tap: CancelBroadcast) -> Answer:
    """End it, once the person is sure."""
    if not tap.is_sure:
        async with visit.shop.tx.reading() as session:
            broadcast = await broadcasts.get_broadcast(session, tap.broadcast)
            progress = await broadcasts.describe(session, broadcast)
        return Answer(screens.sure_to_cancel(progress, visit.words))
    async with visit.shop.tx() as session:
        await broadcasts.cancel(session, tap.broadcast, by=visit.actor, now=visit.now)
    return Answer(toast=visit.words("broadcast-ended"), follow=ShowBroadcasts().pack())


async def _show(session: Session, broadcast: Broadcast, visit: Visit) -> Screen:
    if broadcast.status is BroadcastStatus.DRAFT:
        counts = await broadcasts.count_audiences(session, now=visit.now)
        return screens.draft(broadcast.id, counts, visit.words)
    return screens.broadcast(await broadcasts.describe(session, broadcast), visit.words)
