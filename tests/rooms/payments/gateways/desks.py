"""A tester's hands behind each gateway: pay, cancel and fail there, so that one suite can ask all of them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
import orjson

from auto_order.kit.secret import Secret
from auto_order.payments.gateways import Gateway, GatewayRateLimitedError
from auto_order.payments.gateways.pakasir import Pakasir, PakasirAccount
from auto_order_sandbox.options import Options
from auto_order_sandbox.running import running_sandbox
from tests.fakes.gateway import FakeGateway, Script, Unheard, unavailable
from tests.rig.clock import Clock

Webhook = tuple[Mapping[str, str], bytes]
# How a provider can fail at one of its calls.
BEFORE, AFTER, BUSY = "before", "after", "busy"


class Desk(Protocol):
    """What a test can do at a provider's."""

    gateway: Gateway

    async def pay(self, txn_id: str) -> None: ...

    async def fail(self, verb: str, how: str) -> None:
        """Have the next call of ``create``, ``status`` or ``cancel`` fail."""

    async def write_webhook(self, txn_id: str, *, event: str = "1") -> Webhook:
        """Write what the provider would send now; another ``event`` is another report."""

    async def count(self) -> int:
        """Count the transactions that there are."""

    async def switch_to_test_mode(self) -> None: ...


class FakeDesk:
    """Behind the gateway in memory."""

    def __init__(self) -> None:
        self._fake = FakeGateway(Clock())
        self.gateway: Gateway = self._fake

    async def pay(self, txn_id: str) -> None:
        self._fake.pay(txn_id)

    async def fail(self, verb: str, how: str) -> None:
        kinds: dict[str, Script] = {
            BEFORE: unavailable(),
            AFTER: Unheard(),
            BUSY: GatewayRateLimitedError("wait", retry_after=2.0),
        }
        self._fake.script({"status": "fetch_status"}.get(verb, verb), kinds[how])

    async def write_webhook(self, txn_id: str, *, event: str = "1") -> Webhook:
        return self._fake.write_webhook(txn_id, event=event)

    async def count(self) -> int:
        return len(self._fake.transactions)

    async def switch_to_test_mode(self) -> None:
        self._fake.is_test_mode = True


@dataclass
class PakasirDesk:
    """Behind the emulated Pakasir, over HTTP."""

    base_url: str
    http: aiohttp.ClientSession

    def __post_init__(self) -> None:
        account = PakasirAccount(
            project="sandbox-shop",
            api_key=Secret("sandbox-api-key"),
            webhook_secret=Secret("sandbox-webhook-secret"),
            api_url=f"{self.base_url}/pakasir/api/v2",
        )
        self.gateway: Gateway = Pakasir(account, self.http)

    async def pay(self, txn_id: str) -> None:
        await self._control("POST", f"/payments/{txn_id}/pay", {"webhooks": 0})

    async def fail(self, verb: str, how: str) -> None:
        kind = {BEFORE: "5xx", AFTER: "5xx_after", BUSY: "429"}[how]
        await self._control("PUT", "/faults", {"gateway": {f"{verb}_{kind}": {"count": 1}}})

    async def write_webhook(self, txn_id: str, *, event: str = "1") -> Webhook:
        payments = await self._control("GET", "/payments")
        payment = next(payment for payment in payments if payment["txn_id"] == txn_id)
        said = {name: payment[name] for name in ("txn_id", "order_id", "amount", "status")}
        body = orjson.dumps(said | {"completed_at": f"2026-11-23T05:00:0{event}Z", "is_sandbox": False})
        return {"X-Secret": "sandbox-webhook-secret"}, body

    async def count(self) -> int:
        return len(await self._control("GET", "/payments"))

    async def switch_to_test_mode(self) -> None:
        await self._control("PUT", "/gateway", {"mode": "sandbox"})

    async def _control(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - any JSON
        async with self.http.request(method, f"{self.base_url}/_sandbox{path}", json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()


@asynccontextmanager
async def open_desk(kind: str) -> AsyncIterator[Desk]:
    """Open the desk of a provider by its name."""
    if kind == "fake":
        yield FakeDesk()
        return
    async with (
        running_sandbox(options=Options(port=0, limits=False)) as base_url,
        aiohttp.ClientSession() as http,
    ):
        yield PakasirDesk(base_url, http)
