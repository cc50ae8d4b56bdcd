"""The bot's end of a webhook."""

from collections.abc import AsyncIterator

import pytest

from tests.sandbox.telegram.hook import Hook, open_hook


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async with open_hook() as hook:
        yield hook
