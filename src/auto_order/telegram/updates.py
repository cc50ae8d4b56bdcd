"""Updates, one at a time a person and many persons at once, wherever they come from."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import orjson
import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

log = structlog.get_logger()


class Updates:
    """Feeds raw updates to the dispatcher. What one person does is handled in the order it was done."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._lanes: dict[int, _Lane] = {}

    async def handle(self, raw: Mapping[str, Any]) -> None:
        """Handle one update. One that cannot be read is noted and passed over; nothing is raised."""
        with structlog.contextvars.bound_contextvars(update_id=raw.get("update_id")):
            async with self._turn(_find_person(raw)):
                try:
                    update = Update.model_validate(_without_nul(raw), context={"bot": self._bot})
                    await self._dispatcher.feed_update(self._bot, update)
                except ValidationError:
                    log.warning("telegram.unreadable_update")
                except Exception:
                    log.exception("telegram.update_failed")

    @asynccontextmanager
    async def _turn(self, person: int) -> AsyncIterator[None]:
        lane = self._lanes.setdefault(person, _Lane())
        lane.waiting += 1
        try:
            async with lane.lock:
                yield
        finally:
            lane.waiting -= 1
            if not lane.waiting:
                del self._lanes[person]


class _Lane:
    """A person's updates in a row."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting = 0


def _without_nul(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out a character that no phone writes and PostgreSQL cannot keep; a forged button may hold it."""
    if b"\\u0000" not in orjson.dumps(raw):
        return raw
    cleaned: Mapping[str, Any] = _clean(raw)
    return cleaned


def _clean(value: Any) -> Any:  # noqa: ANN401 - any JSON
    match value:
        case str():
            return value.replace("\x00", "")
        case Mapping():
            return {name: _clean(part) for name, part in value.items()}
        case list():
            return [_clean(part) for part in value]
        case _:
            return value


def _find_person(raw: Mapping[str, Any]) -> int:
    """Say whose update it is, 0 when it is nobody's."""
    for event in raw.values():
        if isinstance(event, dict) and isinstance(event.get("from"), dict):
            person = event["from"].get("id")
            if isinstance(person, int):
                return person
    return 0
