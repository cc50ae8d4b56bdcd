"""Telegram's webhook. An update is handled before it is acknowledged, so a crash makes it come again."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from aiohttp import web

from auto_order.kit.secret import Secret

log = structlog.get_logger()

Handle = Callable[[Mapping[str, Any]], Awaitable[None]]


class TelegramWebhook:
    """Receives updates that carry the secret, and no others."""

    def __init__(self, secret: Secret, handle: Handle) -> None:
        self._secret = secret.reveal().encode()
        self._handle = handle

    async def receive(self, request: web.Request) -> web.Response:
        """Answer 200 once the update is handled, 401 without the secret, 400 for what is no update."""
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        try:
            update = orjson.loads(await request.read())
        except orjson.JSONDecodeError:
            update = None
        if not isinstance(update, dict):
            log.warning("web.bad_update")
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        await self._handle(update)
        return web.Response(status=HTTPStatus.OK)
