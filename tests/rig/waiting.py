"""Waiting for something to become true, instead of for a while."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable

# Generous: reached only when the test fails anyway.
_PATIENCE_SECONDS = 30.0


async def eventually(
    check: Callable[[], bool | Awaitable[bool]], *, what: str = "", within: float = _PATIENCE_SECONDS
) -> None:
    """Return as soon as ``check`` holds; fail when it still does not after half a minute, or ``within``."""
    try:
        async with asyncio.timeout(within):
            while not await _ask(check):  # noqa: ASYNC110 - what is waited for rings no bell
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError(f"never happened: {what or check.__name__}") from None


async def _ask(check: Callable[[], bool | Awaitable[bool]]) -> bool:
    answer = check()
    return await answer if inspect.isawaitable(answer) else answer
