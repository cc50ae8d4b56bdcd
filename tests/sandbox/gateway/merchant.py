"""A merchant's hands on the emulated vendor, and a tester's on its controls, over HTTP."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp

KEY = "sandbox-api-key"
SLUG = "sandbox-shop"


@dataclass(slots=True)
class Merchant:
    """Calls the vendor's API with a key, and the sandbox's control API without one."""

    base_url: str
    http: aiohttp.ClientSession
    key: str = KEY
    slug: str = SLUG

    async def call(self, method: str, path: str, json: object = None) -> tuple[int, Any]:
        """Call the vendor; gives status and reply."""
        headers = {"X-Api-Key": self.key}
        url = f"{self.base_url}/pakasir/api/v2{path}"
        async with self.http.request(method, url, json=json, headers=headers) as response:
            return response.status, await response.json()

    async def create(
        self, order_id: str = "ORDER-0001", *, amount: object = 99_000, method: str = "qris"
    ) -> tuple[int, Any]:
        wish = {"method": method, "amount": amount}
        return await self.call("POST", f"/create-transaction/{self.slug}/{order_id}", wish)

    async def opened(self, order_id: str = "ORDER-0001", *, amount: int = 99_000) -> dict[str, Any]:
        """Open a payment by QRIS that must succeed."""
        status, reply = await self.create(order_id, amount=amount)
        assert status == HTTPStatus.OK, reply
        assert isinstance(reply, dict)
        return reply

    async def status(self, txn_id: str) -> tuple[int, Any]:
        return await self.call("GET", f"/transaction-status/{self.slug}/{txn_id}")

    async def cancel(self, txn_id: str) -> tuple[int, Any]:
        return await self.call("POST", f"/cancel-transaction/{self.slug}/{txn_id}")

    async def control(self, method: str, path: str, json: object = None) -> tuple[int, Any]:
        """Call the control API; gives status and answer."""
        async with self.http.request(method, f"{self.base_url}/_sandbox{path}", json=json) as response:
            return response.status, await response.json()

    async def controlled(self, method: str, path: str, json: object = None) -> Any:  # noqa: ANN401 - JSON
        """Call the control API, which must succeed."""
        status, answer = await self.control(method, path, json)
        assert status == HTTPStatus.OK, answer
        return answer

    async def advance(self, seconds: float) -> None:
        await self.controlled("POST", "/clock", {"advance": seconds})

    async def switch(self, **faults: object) -> None:
        """Put these gateway faults in place of the present ones."""
        await self.controlled("PUT", "/faults", {"gateway": faults})

    async def pay(self, txn_id: str, **wish: object) -> dict[str, Any]:
        answer = await self.controlled("POST", f"/payments/{txn_id}/pay", wish)
        assert isinstance(answer, dict)
        return answer
