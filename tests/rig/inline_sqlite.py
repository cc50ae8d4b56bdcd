"""SQLite without the driver's thread, for a test that takes a hundred thousand steps one after another.

The driver hands each statement to a thread and waits. Where nothing happens meanwhile that takes ten times as
long as the statement itself, and on a busy machine a hundred times.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiosqlite.core import Connection


class _Inline:
    """Stands in place of the driver's queue and its thread: what is put in is done at once."""

    daemon = True

    def start(self) -> None:
        """Begin with nothing."""

    def put_nowait(self, order: tuple[asyncio.Future[Any] | None, Callable[[], Any]]) -> None:
        future, function = order
        try:
            result = function()
        except Exception as error:  # noqa: BLE001 - it belongs to whoever waits
            if future is not None:
                future.set_exception(error)
        else:
            if future is not None:
                future.set_result(result)


@contextmanager
def inline_sqlite() -> Iterator[None]:
    """Have connections that are opened within work in the thread of their event loop."""
    make = Connection.__init__

    def make_inline(self: Connection, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - what the driver takes
        make(self, *args, **kwargs)
        self._tx = self._thread = _Inline()  # type: ignore[assignment]  # it does what they do

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Connection, "__init__", make_inline)
        yield
