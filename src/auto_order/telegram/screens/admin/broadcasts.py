"""Screens of the broadcasts: the latest, a draft with its audiences, and how far one is."""

from collections.abc import Mapping, Sequence

from auto_order.broadcasts.models import Audience, Broadcast, BroadcastStatus
from auto_order.notifications.notices import BroadcastProgress
from auto_order.telegram.screens.screen import Button, Screen, cancel, tap
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
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.texts import Words, joined


def broadcasts(latest: Sequence[Broadcast], words: Words) -> Screen:
    """List the latest broadcasts, a button each."""
    rows = [
        [
            tap(
                f"{words(f'broadcast-state-{one.status}')} · {words.moment(one.started_at or one.made_at)}",
                ManageBroadcast(broadcast=one.id),
            )
        ]
        for one in latest
    ]
    ways = [[tap(words("button-write"), WriteBroadcast())], [tap(words("button-back"), ShowAdmin())]]
    return Screen(words("broadcasts-admin"), [*rows, *ways])


def ask_message(_typed: object, words: Words) -> Screen:
    """Ask for the message that is to go to many."""
    return Screen(words("broadcast-ask-message"), [cancel(words)])


def draft(broadcast_id: int, counts: Mapping[Audience, int], words: Words) -> Screen:
    """Offer whom a message may go to; the message itself stands above."""
    rows: list[Sequence[Button]] = [
        [
            tap(
                words(f"audience-{audience}-count", count=count),
                PickAudience(broadcast=broadcast_id, audience=audience),
            )
        ]
        for audience, count in counts.items()
    ]
    rows += [
        [tap(words("button-discard"), CancelBroadcast(broadcast=broadcast_id, is_sure=True))],
        [tap(words("button-back"), ShowBroadcasts())],
    ]
    return Screen(words("broadcast-draft"), rows)


def sure_to_start(broadcast_id: int, audience: Audience, count: int, words: Words) -> Screen:
    """Ask once more before a message goes to many."""
    text = words("broadcast-sure-to-start", audience=words(f"audience-{audience}"), count=count)
    start = StartBroadcast(broadcast=broadcast_id, audience=audience)
    return Screen(
        text,
        [
            [tap(words("button-start-broadcast"), start)],
            [tap(words("button-back"), ManageBroadcast(broadcast=broadcast_id))],
        ],
    )


def broadcast(progress: BroadcastProgress, words: Words) -> Screen:
    """Show how far a broadcast is, or what came of it."""
    done = progress.total - progress.waiting
    text = words(
        "broadcast-progress",
        state=words(f"broadcast-state-{progress.state}"),
        audience=words(f"audience-{progress.audience}") if progress.audience else words("nothing-yet"),
        done=done,
        total=progress.total,
        percent=100 * done // progress.total if progress.total else 0,
        reached=progress.reached,
        unreachable=progress.unreachable,
        unknown=progress.unknown,
    )
    if progress.problem:
        text = joined(
            (text, words(f"broadcast-problem-{progress.problem}".replace("_", "-"))), between="\n\n"
        )
    ways = _list_ways(progress, words)
    return Screen(text, [ways, [tap(words("button-back"), ShowBroadcasts())]])


def sure_to_cancel(progress: BroadcastProgress, words: Words) -> Screen:
    """Ask once more before a broadcast ends for good."""
    number = progress.broadcast_id
    return Screen(
        words("broadcast-sure-to-cancel", waiting=progress.waiting),
        [
            [tap(words("button-cancel-broadcast"), CancelBroadcast(broadcast=number, is_sure=True))],
            [tap(words("button-back"), ManageBroadcast(broadcast=number))],
        ],
    )


def _list_ways(progress: BroadcastProgress, words: Words) -> Sequence[Button]:
    number = progress.broadcast_id
    end = tap(words("button-cancel-broadcast"), CancelBroadcast(broadcast=number))
    if progress.state == BroadcastStatus.RUNNING:
        return [tap(words("button-pause"), PauseBroadcast(broadcast=number)), end]
    if progress.state == BroadcastStatus.PAUSED:
        return [tap(words("button-resume"), ResumeBroadcast(broadcast=number)), end]
    return []
