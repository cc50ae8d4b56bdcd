"""Races: two processes on one database, brought together where they could meet, with guards or without."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

import pytest
from sqlalchemy.dialects.postgresql.base import PGCompiler

from auto_order.db import engine
from auto_order.kit.errors import Refusal

# For how many seconds one waits for the other where a guard keeps the other away.
_patience: ContextVar[float] = ContextVar("patience", default=0.05)
_WITHOUT_GUARD = 10.0


class Meeting:
    """A place where the first to come waits for the second, so that both stand there at once if they can."""

    def __init__(self) -> None:
        self._is_somebody_there = False
        self._both = asyncio.Event()

    async def come(self) -> None:
        if self._is_somebody_there:
            self._both.set()
            return
        self._is_somebody_there = True
        with suppress(TimeoutError):
            async with asyncio.timeout(_patience.get()):
                await self._both.wait()


async def race(*runners: Awaitable[object]) -> list[object]:
    """Let them all go at once; what one of them raises is its outcome, and a refusal an ordinary one."""
    outcomes = list(await asyncio.gather(*runners, return_exceptions=True))
    broken = [outcome for outcome in outcomes if _is_broken(outcome)]
    assert not broken, broken
    return outcomes


def _is_broken(outcome: object) -> bool:
    return isinstance(outcome, BaseException) and not isinstance(outcome, Refusal)


@contextmanager
def meeting_after(owner: object, name: str) -> Iterator[None]:
    """Have the two of a race meet when they come out of ``owner.name`` for the first time."""
    work: Callable[..., Awaitable[Any]] = getattr(owner, name)
    meeting = Meeting()

    async def work_and_meet(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever it takes and gives
        found = await work(*args, **kwargs)
        await meeting.come()
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, work_and_meet)
        yield


@contextmanager
def without_locks() -> Iterator[None]:
    """Take the row locks of PostgreSQL and the pen of SQLite from databases that are opened within."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PGCompiler, "for_update_clause", lambda *_, **__: "")
        patch.setattr(engine, "_begin_immediate", lambda connection: connection.exec_driver_sql("BEGIN"))
        yield


@contextmanager
def replaced(owner: object, name: str, naive: object) -> Iterator[None]:
    """Put a version without its guard in place of ``owner.name``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, naive)
        yield


async def must_fail(body: Awaitable[object]) -> None:
    """Fail unless the race goes wrong: without its guard it must, or it proves nothing."""
    token = _patience.set(_WITHOUT_GUARD)
    try:
        await body
    except AssertionError:
        return
    finally:
        _patience.reset(token)
    raise AssertionError("the race is safe without its guard")
