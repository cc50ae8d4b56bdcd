"""A sandbox on a free port, a merchant who uses it, and the shop its webhooks go to."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from auto_order_sandbox.options import GatewayOptions, Options
from auto_order_sandbox.running import running_sandbox
from tests.sandbox.gateway.merchant import Merchant
from tests.sandbox.gateway.shop import Shop, open_shop


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(30)) as session:
        yield session


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    async with open_shop() as shop:
        yield shop


@pytest.fixture
async def merchant(shop: Shop, http: aiohttp.ClientSession) -> AsyncIterator[Merchant]:
    options = Options(port=0, gateway=GatewayOptions(webhook_url=shop.url))
    async with running_sandbox(options=options) as base_url:
        yield Merchant(base_url, http)


@pytest.fixture
async def hurried_merchant(shop: Shop, http: aiohttp.ClientSession) -> AsyncIterator[Merchant]:
    """One whom the vendor does not slow down."""
    options = Options(port=0, limits=False, gateway=GatewayOptions(webhook_url=shop.url))
    async with running_sandbox(options=options) as base_url:
        yield Merchant(base_url, http)
