"""Points at which a shop kills itself: each is a line of the crash table in docs/how-a-payment-travels.md.

They are put around the shop's functions from outside, in the process that is to die. The shop itself has no
failpoints.
"""

import os
import signal
from collections.abc import Awaitable, Callable, Mapping
from typing import NoReturn

from auto_order.delivery.tasks import DeliveryTasks
from auto_order.ledger import service as ledger
from auto_order.payments.gateways.pakasir import Pakasir
from auto_order.payments.tasks import PaymentTasks
from auto_order.telegram.notifier import TelegramNotifier
from auto_order.web.gateway_webhooks import GatewayWebhooks


def die(*_: object, **__: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _after(owner: object, name: str) -> Callable[[], None]:
    """Die when a function of ``owner`` has done its work, before anyone hears of it."""

    def arm() -> None:
        work: Callable[..., Awaitable[object]] = getattr(owner, name)

        async def deadly(*args: object, **kwargs: object) -> object:
            await work(*args, **kwargs)
            die()

        setattr(owner, name, deadly)

    return arm


def _before(owner: object, name: str) -> Callable[[], None]:
    """Die when a function of ``owner`` is called."""

    def arm() -> None:
        async def deadly(*_: object, **__: object) -> object:
            die()

        setattr(owner, name, deadly)

    return arm


POINTS: Mapping[str, Callable[[], None]] = {
    "reserve commit": _before(PaymentTasks, "open_invoice"),
    "create answered": _after(Pakasir, "create"),
    "P2 commit": _after(PaymentTasks, "open_invoice"),
    "QR sent": _after(TelegramNotifier, "_send_invoice"),
    "webhook received": _before(GatewayWebhooks, "receive"),
    "inbox stored": _after(GatewayWebhooks, "receive"),
    "inside settle": _after(ledger, "post"),
    "settle commit": _before(DeliveryTasks, "deliver"),
    "goods sent": _after(TelegramNotifier, "hand_over"),
    "expiry commit": _before(PaymentTasks, "cancel_at_gateway"),
    "cancel sent": _after(Pakasir, "cancel"),
}
