"""Whether the process lives, and whether the shop can sell."""

import orjson

from auto_order.db.engine import Database
from auto_order.db.session import Transactions
from auto_order.web.app import build_app
from auto_order.web.gateway_webhooks import GatewayWebhooks
from auto_order.web.health import Health
from tests.rig.clock import Clock
from tests.rig.serving import Caller, serving


async def test_a_shop_that_is_well_says_so(caller: Caller) -> None:
    for path in ("/healthz", "/readyz"):
        status, body = await caller.get(path)
        assert (status, orjson.loads(body)) == (200, {"status": "ok"})


async def test_a_shop_without_its_database_lives_and_is_not_ready(
    bare_database: Database, clock: Clock
) -> None:
    tx = Transactions(bare_database)
    webhooks = GatewayWebhooks({}, tx, clock)
    app = build_app(gateways=webhooks, health=Health(tx), telegram=None, telegram_path="/")

    async with serving(app) as caller:
        assert (await caller.get("/healthz"))[0] == 200
        status, body = await caller.get("/readyz")

    assert status == 503
    assert b"database" in body
