"""Where the gateway is found: the vendor's API, the payer's page, its part of the control API."""

from aiohttp import web

from auto_order_sandbox.box import BOX
from auto_order_sandbox.control.answers import declining
from auto_order_sandbox.gateway import api, control, pay_page
from auto_order_sandbox.gateway.emulator import GATEWAY, Gateway

_VENDOR = "/pakasir/api/v2"
_PAYER = "/pakasir/pay-v2/{txn_id}"
_PAYMENT = "/_sandbox/payments/{txn_id}"


def add_routes(app: web.Application) -> None:
    """Put the gateway into the box."""
    app[GATEWAY] = gateway = Gateway(app[BOX])
    app[BOX].faults.register("gateway", gateway.faults)
    router = app.router
    router.add_post(_VENDOR + "/create-transaction/{slug}/{order_id}", api.create)
    router.add_get(_VENDOR + "/transaction-status/{slug}/{txn_id}", api.status)
    router.add_post(_VENDOR + "/cancel-transaction/{slug}/{txn_id}", api.cancel)
    router.add_get(_VENDOR + "/payment-fee/{amount}", api.fee)
    router.add_get(_PAYER, pay_page.show)
    router.add_post(_PAYER, pay_page.pay)
    router.add_get("/pakasir/pay.css", pay_page.show_style)
    router.add_get("/_sandbox/payments", declining(control.list_payments))
    router.add_get(_PAYMENT, declining(control.show_payment))
    router.add_get(_PAYMENT + "/qr.svg", declining(control.draw_code))
    router.add_post(_PAYMENT + "/pay", declining(control.pay))
    router.add_post(_PAYMENT + "/cancel", declining(control.cancel))
    router.add_post(_PAYMENT + "/webhook", declining(control.send_webhook))
    router.add_get("/_sandbox/gateway", declining(control.show_projects))
    router.add_put("/_sandbox/gateway", declining(control.set_up_project))
