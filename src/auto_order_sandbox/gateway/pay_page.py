"""The page behind a payment link: the code, the amount, and a button that plays the payer.

Plain HTML with one form and no script; every value is escaped, and the policy allows nothing from elsewhere.
"""

import contextlib
import html
import string
from importlib.resources import files
from urllib.parse import urlsplit

from aiohttp import web

from auto_order_sandbox.gateway.emulator import GATEWAY
from auto_order_sandbox.gateway.payments import NotPayable, Payment, PaymentStatus

_ASSETS = files("auto_order_sandbox.gateway")
_PAGE = string.Template(_ASSETS.joinpath("pay_page.html").read_text("utf-8"))
_STYLE = _ASSETS.joinpath("pay_page.css").read_bytes()
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_HEADLINES = {
    PaymentStatus.PENDING: "Pindai untuk membayar",
    PaymentStatus.COMPLETED: "Pembayaran berhasil",
    PaymentStatus.CANCELED: "Transaksi telah dibatalkan",
}
_FORM = '<form method="post"><button type="submit" data-testid="pay">Bayar</button></form>'


async def show(request: web.Request) -> web.Response:
    """Show the payment to its payer; `redirect` becomes a way back once it is over."""
    payment = _get_payment(request)
    is_open = payment.status is PaymentStatus.PENDING
    page = _PAGE.substitute(
        status=payment.status,
        headline=_HEADLINES[payment.status],
        amount=_in_rupiah(payment.charged),
        order_id=html.escape(payment.order_id),
        txn_id=payment.txn_id,
        fee=_in_rupiah(payment.charged - payment.amount),
        way_on=_FORM if is_open else _way_back(request.query.get("redirect", "")),
    )
    return web.Response(text=page, content_type="text/html", headers=_HEADERS)


async def pay(request: web.Request) -> web.Response:
    """Pay, and show the page again; paying twice changes nothing."""
    payment = _get_payment(request)
    with contextlib.suppress(NotPayable):
        request.app[GATEWAY].pay(payment)
    return web.Response(status=303, headers={"Location": str(request.rel_url)})


async def show_style(_request: web.Request) -> web.Response:
    return web.Response(body=_STYLE, content_type="text/css", headers={"Cache-Control": "no-cache"})


def _get_payment(request: web.Request) -> Payment:
    gateway = request.app[GATEWAY]
    gateway.now()
    payment = gateway.book.find(request.match_info["txn_id"])
    if payment is None:
        raise web.HTTPNotFound(text="Transaksi tidak ditemukan")
    return payment


def _way_back(address: str) -> str:
    try:
        is_web = urlsplit(address).scheme in ("http", "https")
    except ValueError:
        is_web = False
    if not is_web:
        return ""
    return f'<a rel="noreferrer" href="{html.escape(address)}">Kembali ke toko</a>'


def _in_rupiah(amount: int) -> str:
    return f"Rp {amount:,}".replace(",", ".")
