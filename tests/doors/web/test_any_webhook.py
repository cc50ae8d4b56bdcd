"""Whatever comes to the gateway's webhook: never a 5xx, and without the secret no effect at all."""

import asyncio
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp import web
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from auto_order.carts.service import Wanted
from auto_order.db.engine import open_database
from auto_order.db.session import Transactions
from auto_order.kit.secret import Secret
from auto_order.payments.gateways.pakasir import Pakasir, PakasirAccount
from auto_order.web.app import build_app
from auto_order.web.gateway_webhooks import GatewayWebhooks
from auto_order.web.health import Health
from tests.factories import make_customer, make_order, make_payment, make_product
from tests.rig.clock import Clock
from tests.rig.databases import Store
from tests.rig.reports import write_report

SECRET = "the-webhook-secret"
REFERENCE = "PAY-261123-KNOWN234"
_EXAMPLES = 3000 if os.environ.get("PROOF") == "long" else 120
_PATIENT = settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
# What a webhook without the secret must leave as it is, and one with it as well but for the first two.
_TABLES = ("gateway_events", "jobs", "payments", "orders", "ledger_transfers", "deliveries", "audit_entries")
_MAY_GROW = 2


def _dump(value: object) -> bytes:
    """Write JSON as anybody might, also what no reader should take: NaN, lone surrogates, huge numbers."""
    import json  # noqa: PLC0415 - the strict one of the shop would refuse to write it

    return json.dumps(value).encode(errors="surrogatepass")


words = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from([REFERENCE, "", "\x00", "\ud800", "x" * 2000, "settled", "completed", "txn-1"]),
)
values: st.SearchStrategy[Any] = st.recursive(
    words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)
claims = st.fixed_dictionaries(
    {},
    optional={
        "txn_id": words,
        "order_id": st.just(REFERENCE) | words,
        "amount": words,
        "status": words,
        "is_sandbox": words,
        "completed_at": words,
    },
)
bodies = st.one_of(
    st.binary(max_size=200),
    values.map(_dump),
    claims.map(_dump),
    st.just(b"[" * 5000),
    st.just(b'{"txn_id":"' + b"x" * 300_000 + b'"}'),
)
header_values = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=40)


@dataclass
class Door:
    """The real web application on a socket, with one open payment behind it."""

    runner: "asyncio.Runner"
    http: aiohttp.ClientSession
    base_url: str
    tx: Transactions
    clock: Clock
    sent: int = 0

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> int:
        self.sent += 1
        return self.runner.run(self._send(method, path, headers, body))

    def traces(self) -> list[str]:
        return self.runner.run(self._traces())

    async def _send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> int:
        self.clock.move(minutes=1)
        async with self.http.request(
            method, f"{self.base_url}{path}", headers=headers, data=body, skip_auto_headers=["Content-Type"]
        ) as response:
            await response.read()
            return response.status

    async def _traces(self) -> list[str]:
        """Give what is in every table that counts, as text."""
        async with self.tx.reading() as session:
            return [
                str((await session.execute(text(f"SELECT * FROM {table} ORDER BY 1"))).all())  # noqa: S608 - our own names
                for table in _TABLES
            ]


@pytest.fixture
def door(store: Store, tmp_path: Path) -> Iterator[Door]:
    clock = Clock()
    with asyncio.Runner() as runner:
        url = runner.run(store.emptied(tmp_path))
        database = open_database(url)
        tx = Transactions(database)
        runner.run(_begin_payment(tx))
        http, server, base_url = runner.run(_serve(tx, clock))
        yield Door(runner, http, base_url, tx, clock)
        runner.run(http.close())
        runner.run(server.cleanup())
        runner.run(database.close())


async def _begin_payment(tx: Transactions) -> None:
    async with tx() as session:
        buyer, product = await make_customer(session), await make_product(session)
        order = await make_order(session, customer_id=buyer.id, wanted=[Wanted(product.id, 1)])
        payment = await make_payment(session, order=order)
        payment.gateway, payment.reference = "pakasir", REFERENCE


async def _serve(tx: Transactions, clock: Clock) -> tuple[aiohttp.ClientSession, web.AppRunner, str]:
    account = PakasirAccount(
        project="shop",
        api_key=Secret("key"),
        webhook_secret=Secret(SECRET),
        api_url="http://127.0.0.1:9/api/v2",
        is_test_mode=False,
    )
    http = aiohttp.ClientSession()
    app = build_app(
        gateways=GatewayWebhooks({"pakasir": Pakasir(account, http)}, tx, clock),
        health=Health(tx),
        telegram=None,
        telegram_path="/",
    )
    server = web.AppRunner(app, access_log=None)
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    return http, server, f"http://127.0.0.1:{server.addresses[0][1]}"


@pytest.mark.timeout(600)
def test_without_the_secret_nothing_has_an_effect(door: Door) -> None:
    before = door.traces()

    @_PATIENT
    @given(
        method=st.sampled_from(["POST", "POST", "POST", "GET", "PUT", "DELETE", "OPTIONS"]),
        path=st.sampled_from(
            ["/webhooks/pakasir", "/webhooks/pakasir/", "/webhooks/other", "/webhooks/%00", "/"]
        ),
        secret=st.none() | header_values | st.sampled_from([SECRET[:-1], SECRET.upper(), f"{SECRET} x", ""]),
        body=bodies,
    )
    def anything_comes(method: str, path: str, secret: str | None, body: bytes) -> None:
        if secret is not None and secret.strip() == SECRET:
            return
        headers = {} if secret is None else {"X-Secret": secret}

        status = door.send(method, path, headers, body)

        assert 400 <= status < 500

    anything_comes()
    write_report("webhooks", {"without the secret": door.sent})
    assert door.traces() == before


@pytest.mark.timeout(600)
def test_with_the_secret_a_claim_is_kept_and_nothing_else_moves(door: Door) -> None:
    before = door.traces()

    @_PATIENT
    @given(body=bodies, content_type=st.none() | header_values)
    def anything_is_claimed(body: bytes, content_type: str | None) -> None:
        headers = {"X-Secret": SECRET} | ({} if content_type is None else {"Content-Type": content_type})
        kept = door.traces()

        status = door.send("POST", "/webhooks/pakasir", headers, body)

        now = door.traces()
        assert status in {200, 400, 413}
        assert now[_MAY_GROW:] == before[_MAY_GROW:]
        if status != 200 or not _is_about_us(body):
            assert now == kept

    anything_is_claimed()
    write_report("webhooks", {"with the secret": door.sent})


def test_a_true_claim_is_kept_once(door: Door) -> None:
    body = orjson.dumps({"txn_id": "txn-1", "order_id": REFERENCE})

    statuses = [door.send("POST", "/webhooks/pakasir", {"X-Secret": SECRET}, body) for _ in range(3)]

    assert statuses == [200, 200, 200]
    events, jobs, *_ = door.traces()
    assert events.count("txn-1") == 2  # in its column and in the body of the one event
    assert jobs.count("check_payment") == 1


def _is_about_us(body: bytes) -> bool:
    try:
        return bool(orjson.loads(body)["order_id"] == REFERENCE)
    except (ValueError, TypeError, KeyError):
        return False
