"""The vendor's API for shops: create, status, cancel, fee.

An unknown slug is refused like a wrong key, so that a 404 for a made-up transaction proves both right.
"""

import hmac
import re
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from auto_order_sandbox.gateway.emulator import GATEWAY, Gateway
from auto_order_sandbox.gateway.fees import fee_table
from auto_order_sandbox.gateway.payments import DeadOrder, Method, NotPayable, Payment, PaymentStatus
from auto_order_sandbox.gateway.project import Project
from auto_order_sandbox.gateway.qris import dynamic_qris
from auto_order_sandbox.gateway.replies import (
    Refused,
    json_reply,
    message_reply,
    opened_reply,
    status_reply,
)

_LONGEST_ORDER_ID = 128
_SMALLEST = 500
_LARGEST = {Method.QRIS: 10_000_000, Method.PAYMENT_LINK: 50_000_000}
_UNAVAILABLE = (
    "<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n"
    "<center><h1>503 Service Temporarily Unavailable</h1></center>\r\n<hr><center>nginx</center>\r\n"
    "</body>\r\n</html>\r\n"
)
_AMOUNT = re.compile(r"[1-9][0-9]{0,8}")
_DEAD = "Transaksi telah dibatalkan"

_Act = Callable[[Gateway, Project, web.Request], Awaitable[web.Response]]


async def create(request: web.Request) -> web.Response:
    """Find or create: the same order id, method and amount give the same transaction."""
    return await _answer("create", _create, request)


async def status(request: web.Request) -> web.Response:
    return await _answer("status", _status, request)


async def cancel(request: web.Request) -> web.Response:
    return await _answer("cancel", _cancel, request)


async def fee(request: web.Request) -> web.Response:
    """List what each method costs; the one call without a key."""
    amount = request.match_info["amount"]
    if not _AMOUNT.fullmatch(amount):
        return message_reply("Nominal tidak valid", status=400)
    return json_reply(fee_table(int(amount)))


async def _answer(call: str, act: _Act, request: web.Request) -> web.Response:
    """Do what was asked, unless a fault strikes before, and answer, unless one strikes after."""
    gateway = request.app[GATEWAY]
    try:
        early = await _fault_before(gateway, call)
        if early is not None:
            return early
        return await _fault_after(gateway, call, await _act(gateway, act, request))
    except Refused as refused:
        return message_reply(refused.message, status=refused.status)


async def _act(gateway: Gateway, act: _Act, request: web.Request) -> web.Response:
    project = _get_project(gateway, request)
    if project.latency:
        await gateway.hang(project.latency)
    return await act(gateway, project, request)


async def _fault_before(gateway: Gateway, call: str) -> web.Response | None:
    strike = gateway.faults.strike
    if fault := strike(f"{call}_hang_before"):
        await gateway.hang(fault.figures["seconds"])
        return message_reply("Gateway Timeout", status=504)
    if fault := strike(f"{call}_5xx"):
        return message_reply("Internal Server Error", status=int(fault.figures["code"]))
    if strike(f"{call}_html"):
        return web.Response(text=_UNAVAILABLE, status=503, content_type="text/html")
    if strike(f"{call}_429"):
        raise _too_many()
    return None


async def _fault_after(gateway: Gateway, call: str, response: web.Response) -> web.Response:
    strike = gateway.faults.strike
    if fault := strike(f"{call}_hang_after"):
        await gateway.hang(fault.figures["seconds"])
    if fault := strike(f"{call}_5xx_after"):
        return message_reply("Internal Server Error", status=int(fault.figures["code"]))
    return response


async def _create(gateway: Gateway, project: Project, request: web.Request) -> web.Response:
    _limit_write(gateway, project, "create")
    method, amount = await _read_order(request)
    order_id = request.match_info["order_id"]
    if len(order_id) > _LONGEST_ORDER_ID:
        raise Refused(400, f"order_id maksimal {_LONGEST_ORDER_ID} karakter")
    try:
        payment = gateway.open_payment(project, order_id=order_id, method=method, amount=amount)
    except DeadOrder:
        raise Refused(404, _DEAD) from None
    if method is Method.PAYMENT_LINK:
        link = f"{request.url.origin()}/pakasir/pay-v2/{payment.txn_id}"
        return json_reply({"txn_id": payment.txn_id, "payment_link": link})
    return json_reply(opened_reply(payment) | _lies(gateway, "create", payment))


async def _status(gateway: Gateway, project: Project, request: web.Request) -> web.Response:
    payment = _get_payment(gateway, project, request)
    if not gateway.limits.allows_status(payment, now=gateway.now()):
        raise _too_many()
    return json_reply(status_reply(payment) | _lies(gateway, "status", payment))


async def _cancel(gateway: Gateway, project: Project, request: web.Request) -> web.Response:
    _limit_write(gateway, project, "cancel")
    payment = _get_payment(gateway, project, request)
    try:
        gateway.cancel(payment)
    except NotPayable as error:
        is_paid = error.status is PaymentStatus.COMPLETED
        raise Refused(404, "Transaksi sudah dibayar" if is_paid else _DEAD) from None
    return message_reply("Transaksi berhasil dibatalkan")


def _lies(gateway: Gateway, call: str, payment: Payment) -> dict[str, Any]:
    """List the fields that faults put wrong in this reply."""
    strike = gateway.faults.strike
    lies: dict[str, Any] = {}
    if strike("is_sandbox"):
        lies["is_sandbox"] = True
    if strike(f"{call}_wrong_amount"):
        lies["amount"] = payment.amount + 1
    if strike(f"{call}_wrong_qr"):
        lies["qr_string"] = dynamic_qris(amount=payment.charged + 1, reference=payment.txn_id)
    if strike(f"{call}_unknown"):
        lies["status"] = "processing"
    return lies


def _get_project(gateway: Gateway, request: web.Request) -> Project:
    project = gateway.find_project(request.match_info["slug"])
    given = request.headers.get("X-Api-Key", "")
    if project is None or not hmac.compare_digest(given.encode(), project.api_key.encode()):
        raise Refused(401, "Slug atau Api Key tidak valid")
    return project


def _get_payment(gateway: Gateway, project: Project, request: web.Request) -> Payment:
    gateway.now()
    payment = gateway.book.find(request.match_info["txn_id"])
    if payment is None or payment.project != project.slug:
        raise Refused(404, "Transaksi tidak ditemukan")
    return payment


def _limit_write(gateway: Gateway, project: Project, call: str) -> None:
    if not gateway.limits.allows_write(project=project.slug, call=call, now=gateway.now()):
        raise _too_many()


def _too_many() -> Refused:
    return Refused(429, "Terlalu banyak permintaan, coba lagi nanti")


async def _read_order(request: web.Request) -> tuple[Method, int]:
    """Read what a create asks for; the vendor takes whole rupiah only, as a JSON number."""
    try:
        body = orjson.loads(await request.read())
        method, amount = Method(body["method"]), body["amount"]
    except (ValueError, TypeError, KeyError):
        raise Refused(400, 'Kirim JSON {"method": "qris" atau "payment_link", "amount": 10000}') from None
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise Refused(400, "amount harus rupiah bulat, misalnya 10000")
    if not _SMALLEST <= amount <= _LARGEST[method]:
        raise Refused(400, f"amount untuk {method} harus {_SMALLEST} sampai {_LARGEST[method]}")
    return method, amount
