"""What a tester does to the gateway: pay, cancel, repeat a webhook, change the project.

Bad input gets a sentence that says what is expected; nothing is changed then.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import web

from auto_order_sandbox.gateway.drawing import draw_svg
from auto_order_sandbox.gateway.emulator import GATEWAY
from auto_order_sandbox.gateway.payments import NotPayableError, Payment
from auto_order_sandbox.gateway.project import BadSettingError
from auto_order_sandbox.gateway.replies import json_reply, payment_card

_ROOT = "/_sandbox/payments"
_MOST_WEBHOOKS = 100
_LONGEST_DELAY = 3600
_MOST_LISTED = 50_000


class BadRequestError(Exception):
    """The request asks for something that cannot be; the text says what is expected."""


def add_routes(app: web.Application) -> None:
    """Mount the gateway's part of the control API on an application that holds a GATEWAY."""
    app.router.add_get(_ROOT, _list_payments)
    app.router.add_get(_ROOT + "/{txn_id}", _show)
    app.router.add_get(_ROOT + "/{txn_id}/qr.svg", _draw)
    app.router.add_post(_ROOT + "/{txn_id}/pay", _pay)
    app.router.add_post(_ROOT + "/{txn_id}/cancel", _cancel)
    app.router.add_post(_ROOT + "/{txn_id}/webhook", _claim)
    app.router.add_get("/_sandbox/gateway", _show_project)
    app.router.add_put("/_sandbox/gateway", _set_up)
