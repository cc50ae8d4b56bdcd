"""A sandbox, a bot that calls it, and a browser that has its page open."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import ClientSession, ClientTimeout
from playwright.async_api import Browser

from auto_order_sandbox.options import GatewayOptions, Options
from auto_order_sandbox.running import Running, running
from tests.rig.browser import WIDE, browser, open_page
from tests.sandbox.clients import Bot, Phone
from tests.sandbox.gateway.merchant import Merchant
from tests.sandbox.gateway.shop import Shop, open_shop
from tests.sandbox.page.screen import Screen, hear

__all__ = ["browser"]


@pytest_asyncio.fixture(loop_scope="session")
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession(timeout=ClientTimeout(60)) as session:
        yield session


@pytest_asyncio.fixture(loop_scope="session")
async def shop() -> AsyncIterator[Shop]:
    """Start the shop's end of a webhook."""
    async with open_shop() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def box(shop: Shop) -> AsyncIterator[Running]:
    """Run a sandbox without limits."""
    gateway = GatewayOptions(webhook_url=shop.url)
    async with running(Options(port=0, limits=False, gateway=gateway)) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def bot(box: Running, http: ClientSession) -> Bot:
    """Give a bot that has called in."""
    called = Bot(box.base_url, http)
    await called.call("getMe")
    return called


@pytest.fixture
def merchant(box: Running, http: ClientSession) -> Merchant:
    return Merchant(box.base_url, http)


@pytest_asyncio.fixture(loop_scope="session")
async def screen(browser: Browser, box: Running, request: pytest.FixtureRequest) -> AsyncIterator[Screen]:
    """Open the page, wide and light unless the test is parametrized indirectly."""
    look = {"size": WIDE, "color_scheme": "light"} | getattr(request, "param", {})
    async with open_page(browser, **look) as page:
        opened = Screen(page, box.base_url)
        await opened.open()
        yield opened


@pytest.fixture
def bot_to_come(box: Running, http: ClientSession) -> Bot:
    """Give a bot that has not called in yet."""
    return Bot(box.base_url, http)


@pytest_asyncio.fixture(loop_scope="session")
async def buyers(bot: Bot) -> list[Phone]:
    """Let Wati and Joko start the bot, by the control API; the bot has read it."""
    phones = [Phone(bot.base_url, bot.http, user_id) for user_id in (1001, 1002)]
    for phone in phones:
        await phone.send("/start")
        await hear(bot)
    return phones
