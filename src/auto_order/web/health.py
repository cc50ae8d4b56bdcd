"""Whether the process lives, and whether the shop can sell."""

from http import HTTPStatus

import orjson
import structlog
from aiohttp import web

from auto_order.catalog import service as catalog
from auto_order.db.session import Transactions

log = structlog.get_logger()


class Health:
    """Answers ``/healthz`` and ``/readyz``."""

    def __init__(self, tx: Transactions) -> None:
        self._tx = tx

    async def live(self, _request: web.Request) -> web.Response:
        """Answer 200 as long as the process answers at all."""
        return _say("ok", HTTPStatus.OK)

    async def ready(self, _request: web.Request) -> web.Response:
        """Answer 200 when the database answers, 503 otherwise."""
        try:
            async with self._tx.reading() as session:
                await catalog.find_revision(session)
        except Exception:
            log.exception("web.not_ready")
            return _say("the database does not answer", HTTPStatus.SERVICE_UNAVAILABLE)
        return _say("ok", HTTPStatus.OK)


def _say(status: str, code: HTTPStatus) -> web.Response:
    body = orjson.dumps({"status": status})
    return web.Response(body=body, status=code, content_type="application/json")
