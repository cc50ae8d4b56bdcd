"""Puts the HTTP door together."""

from aiohttp import web

from auto_order.web.gateway_webhooks import GatewayWebhooks
from auto_order.web.health import Health
from auto_order.web.telegram_webhook import TelegramWebhook

# A webhook has a few hundred bytes, an update a few thousand.
_MOST_BYTES = 256 * 1024


def build_app(
    *,
    gateways: GatewayWebhooks,
    health: Health,
    telegram: TelegramWebhook | None,
    telegram_path: str,
) -> web.Application:
    """Make the web application. Without ``telegram`` updates are polled for and there is no such route."""
    app = web.Application(client_max_size=_MOST_BYTES)
    app.router.add_get("/healthz", health.live)
    app.router.add_get("/readyz", health.ready)
    if telegram is not None:
        app.router.add_post(telegram_path, telegram.receive)
    app.router.add_post("/webhooks/{gateway}", gateways.receive)
    return app
