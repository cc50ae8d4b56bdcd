"""Webhooks to the shop: sent, sent again with growing pauses until it answers 2xx, and spoiled on demand.

Pauses and delays go by the box's clock: put it forward, and the next attempt is due.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson

from auto_order_sandbox.box import Box
from auto_order_sandbox.gateway.faults import GatewayFaults
from auto_order_sandbox.gateway.payments import Payment
from auto_order_sandbox.gateway.project import Project

_log = logging.getLogger(__name__)

_WRONG_SECRET = "not-the-webhook-secret"  # noqa: S105 - the point of it is to be wrong
_WRONG_BY = 1
_SUCCESS = 2


@dataclass(frozen=True, slots=True)
class Webhook:
    """One webhook as it will go out, its faults already in it.

    One that is to be overtaken waits for ``overtaken``, but no longer than ``held`` seconds.
    """

    payment: Payment
    body: bytes
    url: str
    headers: dict[str, str]
    pauses: tuple[float, ...]
    delay: float = 0.0
    held: float = 0.0
    overtaken: asyncio.Event = field(default_factory=asyncio.Event)


class Courier:
    """Sends webhooks in the background as long as the box runs."""

    def __init__(self, box: Box, faults: GatewayFaults, *, changed: Callable[[Payment], None]) -> None:
        self._box = box
        self._faults = faults
        self._changed = changed
        self._held: list[Webhook] = []

    def announce(
        self, payment: Payment, claim: dict[str, Any], *, project: Project, times: int = 1, delay: float = 0
    ) -> None:
        """Send the claim ``times`` times at once after ``delay`` seconds, each as the faults will have it."""
        for _ in range(times if project.webhook_url else 0):
            self._send_spoiled(payment, claim, project=project, delay=delay)

    def _send_spoiled(
        self, payment: Payment, claim: dict[str, Any], *, project: Project, delay: float
    ) -> None:
        if self._faults.strike("webhook_dropped"):
            self._note(payment, result="dropped")
            return
        duplicated = self._faults.strike("webhook_duplicated")
        webhook = self._spoiled(payment, claim, project=project, delay=delay)
        for _ in range(int(duplicated.figures["times"]) if duplicated else 1):
            _ = self._box.start(self._deliver(webhook), name=f"webhook of {payment.txn_id}")

    def _spoiled(self, payment: Payment, claim: dict[str, Any], *, project: Project, delay: float) -> Webhook:
        strike = self._faults.strike
        delayed = strike("webhook_delayed")
        # One that already waits to be overtaken needs another that is not held back.
        reordered = None if self._held else strike("webhook_reordered")
        if strike("webhook_wrong_amount"):
            claim = claim | {"amount": claim["amount"] + _WRONG_BY}
        headers = {"X-Secret": _WRONG_SECRET if strike("webhook_wrong_secret") else project.webhook_secret}
        if not strike("webhook_without_content_type"):
            headers["Content-Type"] = "application/json"
        webhook = Webhook(
            payment=payment,
            body=orjson.dumps(claim),
            url=project.webhook_url,
            headers=headers,
            pauses=project.retry_pauses,
            delay=delay + (delayed.figures["seconds"] if delayed else 0),
            held=reordered.figures["seconds"] if reordered else 0,
        )
        if webhook.held:
            self._held.append(webhook)
        return webhook

    async def _deliver(self, webhook: Webhook) -> None:
        await self._let_others_pass(webhook)
        for attempt, pause in enumerate((webhook.delay, *webhook.pauses), start=1):
            await self._box.clock.sleep(pause)
            is_taken = await self._attempt(webhook, attempt)
            if not webhook.held:
                self._let_held_ones_go()
            if is_taken:
                return

    async def _attempt(self, webhook: Webhook, attempt: int) -> bool:
        started = time.perf_counter()
        try:
            async with self._box.http.post(
                webhook.url,
                data=webhook.body,
                headers=webhook.headers,
                skip_auto_headers=["Content-Type"],
                allow_redirects=False,
            ) as answer:
                result: int | str = answer.status
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            result = type(error).__name__
        took = round((time.perf_counter() - started) * 1000)
        _log.info("webhook of %s, attempt %d: %s", webhook.payment.txn_id, attempt, result)
        self._note(webhook.payment, attempt=attempt, result=result, took_ms=took)
        return isinstance(result, int) and result // 100 == _SUCCESS

    async def _let_others_pass(self, webhook: Webhook) -> None:
        if webhook.held:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(webhook.overtaken.wait(), webhook.held)
            self._held = [other for other in self._held if other is not webhook]

    def _let_held_ones_go(self) -> None:
        for webhook in self._held:
            webhook.overtaken.set()
        self._held = []

    def _note(self, payment: Payment, **what: object) -> None:
        payment.webhooks.append({"at": self._box.clock.now().isoformat(), **what})
        self._changed(payment)
