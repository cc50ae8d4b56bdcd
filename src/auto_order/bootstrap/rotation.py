"""Changing the encryption key: all is sealed anew under the current one, and then the others are forgotten.

May be interrupted at any moment and run again. The shop goes on meanwhile, if it has the same keys.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.bootstrap.base import Base
from auto_order.db.key_check import finish_rotation
from auto_order.db.session import Session
from auto_order.dialogs import resealing as steps
from auto_order.kit.keyring import Keyring
from auto_order.letters import resealing as letters
from auto_order.stock import resealing as contents
from auto_order.stock.files import resealing as files
from auto_order.stock.shared import resealing as shared

_AT_ONCE = 500
_PAUSE_SECONDS = 0.1
# Ids of chats may be negative.
_BEFORE_ALL = -(2**62)


class _ListOld(Protocol):
    async def __call__(
        self, session: Session, keyring: Keyring, *, after: int, limit: int
    ) -> Sequence[int]: ...


@dataclass(frozen=True)
class _Kind:
    """One kind of sealed rows: where the old ones are, and how some of them are sealed anew."""

    name: str
    list_old: _ListOld
    reseal: Callable[[Session, Sequence[int], Keyring], Awaitable[Sequence[int]]]


# Whatever a room seals stands here, or a rotation would lock it up for good.
_KINDS = (
    _Kind("units", contents.list_old, contents.reseal),
    _Kind("files", files.list_old, files.reseal),
    _Kind("shared contents", shared.list_old, shared.reseal),
    _Kind("open steps", steps.list_old, steps.reseal),
    _Kind("letters", letters.list_old, letters.reseal),
)


class Rotation(NamedTuple):
    """What a rotation came to.

    ``damaged`` are rows that no key opens, by kind; with such, or while another process still seals under a
    former key, ``is_finished`` is False and the former keys are needed as before.
    """

    resealed: int
    damaged: dict[str, Sequence[int]]
    is_finished: bool


async def rotate(base: Base, *, by: Actor, on_progress: Callable[[int], None]) -> Rotation:
    """Seal everything anew, and forget the former keys; ``on_progress`` hears how many rows are done."""
    done, damaged = 0, dict[str, Sequence[int]]()

    def count(more: int) -> None:
        nonlocal done
        done += more
        on_progress(done)

    for kind in _KINDS:
        if broken := await _reseal_all(base, kind, count):
            damaged[kind.name] = sorted(broken)
    return Rotation(done, damaged, is_finished=await _finish(base, by=by, resealed=done))


async def _reseal_all(base: Base, kind: _Kind, on_done: Callable[[int], None]) -> set[int]:
    """Go through the rows until none is old but damaged ones, which are given."""
    broken = set[int]()
    while True:
        has_found = False
        async for ids in _walk_old(base, kind):
            old = [row_id for row_id in ids if row_id not in broken]
            if old:
                has_found = True
                async with base.tx() as session:
                    broken.update(await kind.reseal(session, old, base.keyring))
                on_done(len(old))
        if not has_found:
            return broken
        # What was being sold in that moment is left: look again, a little later.
        await asyncio.sleep(_PAUSE_SECONDS)


async def _walk_old(base: Base, kind: _Kind) -> AsyncIterator[Sequence[int]]:
    after = _BEFORE_ALL
    while True:
        async with base.tx.reading() as session:
            ids = await kind.list_old(session, base.keyring, after=after, limit=_AT_ONCE)
        if not ids:
            return
        yield ids
        after = ids[-1]


async def _finish(base: Base, *, by: Actor, resealed: int) -> bool:
    async with base.tx() as session:
        for kind in _KINDS:
            if await kind.list_old(session, base.keyring, after=_BEFORE_ALL, limit=1):
                return False
        await finish_rotation(session, base.keyring)
        await audit.record(
            session,
            by=by,
            action="key.rotate",
            subject="key",
            before=None,
            after={"resealed": resealed},
            now=base.clock(),
        )
    return True
