"""A sandbox on a free port for each test, a bot that calls it and a buyer who has started the bot."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, ClientTimeout

from auto_order_sandbox.options import Options
from auto_order_sandbox.running import running_sandbox
from tests.sandbox.clients import Bot, Phone


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession(timeout=ClientTimeout(60)) as session:
        yield session


@pytest.fixture
async def sandbox() -> AsyncIterator[str]:
    """Give the base URL of a sandbox without limits."""
    async with running_sandbox(options=Options(port=0, limits=False)) as base_url:
        yield base_url


@pytest.fixture
async def bot(sandbox: str, http: ClientSession) -> Bot:
    bot = Bot(sandbox, http)
    await bot.call("getMe")
    return bot


@pytest.fixture
async def buyer(bot: Bot) -> Phone:
    """Wati, who has started the bot; the bot has read it."""
    buyer = Phone(bot.base_url, bot.http)
    await buyer.send("/start")
    await bot.call("getUpdates", offset=-1)
    (update,) = await bot.updates()
    await bot.updates(offset=update["update_id"] + 1)
    return buyer
