"""The shop's web application with the gateway in memory, and who calls it."""

from collections.abc import AsyncIterator

import pytest

from auto_order.db.engine import Database
from auto_order.web.app import build_app
from auto_order.web.gateway_webhooks import GatewayWebhooks
from auto_order.web.health import Health
from tests.rig.clock import Clock
from tests.rig.serving import Caller, serving
from tests.rig.shop import Shop


@pytest.fixture
def shop(database: Database, clock: Clock) -> Shop:
    return Shop(database, clock)


@pytest.fixture
async def caller(shop: Shop) -> AsyncIterator[Caller]:
    webhooks = GatewayWebhooks({"fake": shop.gateway}, shop.tx, shop.clock)
    app = build_app(gateways=webhooks, health=Health(shop.tx), telegram=None, telegram_path="/")
    async with serving(app) as opened:
        yield opened
