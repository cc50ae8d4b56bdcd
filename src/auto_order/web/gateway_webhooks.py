"""Webhooks of payment gateways: kept first, answered then, thought about later."""

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus

import structlog
from aiohttp import web

from auto_order.db.session import Transactions
from auto_order.payments import service as payments
from auto_order.payments.gateways import BadWebhookError, Gateway, WebhookNotTrustedError
from auto_order.web.throttle import FloodLimits, Throttle

log = structlog.get_logger()


class GatewayWebhooks:
    """Receives what gateways report. 2xx only after it is in the database; anything else is sent again."""

    def __init__(
        self,
        gateways: Mapping[str, Gateway],
        tx: Transactions,
        clock: Callable[[], datetime],
        *,
        limits: FloodLimits | None = None,
    ) -> None:
        self._gateways = gateways
        self._tx = tx
        self._clock = clock
        self._limits = limits or FloodLimits()
        self._forgeries = Throttle(clock, most_a_minute=self._limits.forgeries_a_minute)

    async def receive(self, request: web.Request) -> web.Response:
        """Answer 200 for what is kept or not ours, 401 without the secret, 400 for what cannot be read."""
        gateway = self._gateways.get(request.match_info["gateway"])
        if gateway is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        body = await request.read()
        try:
            claim = gateway.read_webhook(headers=request.headers, body=body)
        except WebhookNotTrustedError:
            return self._turn_away(request.remote)
        except BadWebhookError as error:
            log.warning("web.bad_webhook", gateway=gateway.name, error=str(error))
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        async with self._tx() as session:
            await payments.receive_event(
                session,
                gateway=gateway.name,
                claim=claim,
                most_kept=self._limits.claims_a_payment,
                now=self._clock(),
            )
        return web.Response(status=HTTPStatus.OK)

    def _turn_away(self, remote: str | None) -> web.Response:
        """Refuse a forgery; one who sends many is not even written about. True ones are never slowed."""
        if not self._forgeries.allows(remote or ""):
            return web.Response(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": "60"})
        log.warning("web.forged_webhook", remote=remote)
        return web.Response(status=HTTPStatus.UNAUTHORIZED)
