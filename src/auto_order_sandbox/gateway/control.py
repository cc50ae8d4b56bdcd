"""What a tester does to the gateway: pay, cancel, repeat a webhook, change the project."""

import asyncio

from aiohttp import web

from auto_order_sandbox.control.answers import Declined, answer, read_number, read_object, read_whole
from auto_order_sandbox.gateway.drawing import draw_svg
from auto_order_sandbox.gateway.emulator import GATEWAY
from auto_order_sandbox.gateway.payments import NotPayable, Payment
from auto_order_sandbox.gateway.project import BadSetting
from auto_order_sandbox.gateway.replies import payment_card

_MOST_WEBHOOKS = 100
_LONGEST_DELAY = 24 * 3600
_CONFLICT = 409


async def list_payments(request: web.Request) -> web.Response:
    """List the payments, oldest first; `order_id` and `status` narrow it down, `last` keeps the newest."""
    gateway = request.app[GATEWAY]
    gateway.now()
    wanted = {name: request.query[name] for name in ("order_id", "status") if name in request.query}
    found = [
        payment
        for payment in gateway.book.list_payments()
        if all(getattr(payment, name) == value for name, value in wanted.items())
    ]
    if "last" in request.query:
        last = read_whole("last", request.query["last"], least=1)
        found = found[-last:]
    return answer([payment_card(payment) for payment in found])


async def show_payment(request: web.Request) -> web.Response:
    return answer(payment_card(_get_payment(request)))


async def draw_code(request: web.Request) -> web.Response:
    """Draw what the payer would scan."""
    drawn = await asyncio.to_thread(draw_svg, _get_payment(request).qr_string)
    return web.Response(body=drawn, content_type="image/svg+xml")


async def pay(request: web.Request) -> web.Response:
    """Play the payer; `force` pays a code that was scanned before its payment was cancelled."""
    payment = _get_payment(request)
    wish = await _read_wish(request, "webhooks", "delay", "force")
    webhooks = _read_webhooks(wish)
    delay = read_number("delay", wish.get("delay", 0), most=_LONGEST_DELAY)
    is_forced = wish.get("force", False)
    if not isinstance(is_forced, bool):
        raise Declined("force must be true or false.")
    try:
        request.app[GATEWAY].pay(payment, webhooks=webhooks, delay=delay, even_if_canceled=is_forced)
    except NotPayable as refusal:
        raise Declined(_why_not_payable(refusal), status=_CONFLICT) from refusal
    return answer(payment_card(payment))


async def cancel(request: web.Request) -> web.Response:
    """Cancel it at the vendor, as its dashboard can."""
    payment = _get_payment(request)
    try:
        request.app[GATEWAY].cancel(payment)
    except NotPayable as refusal:
        raise Declined(f"The payment is {refusal.status} already.", status=_CONFLICT) from refusal
    return answer(payment_card(payment))


async def send_webhook(request: web.Request) -> web.Response:
    """Send a webhook that says completed, whether or not it is: a repeated or a false claim."""
    payment = _get_payment(request)
    wish = await _read_wish(request, "webhooks", "delay")
    delay = read_number("delay", wish.get("delay", 0), most=_LONGEST_DELAY)
    request.app[GATEWAY].claim_completed(payment, webhooks=_read_webhooks(wish), delay=delay)
    return answer(payment_card(payment))


async def show_projects(request: web.Request) -> web.Response:
    """Show the project that `slug` names, or the first one; and the slugs of all."""
    gateway = request.app[GATEWAY]
    project = gateway.find_project(request.query.get("slug"))
    if project is None:
        raise Declined("There is no project with that slug.", status=404)
    return answer(project.as_json() | {"projects": [one.slug for one in gateway.list_projects()]})


async def set_up_project(request: web.Request) -> web.Response:
    """Change the project that `slug` in the query names, or the first one; a new slug adds a project."""
    settings = await read_object(request)
    try:
        project = request.app[GATEWAY].set_up(request.query.get("slug"), settings)
    except BadSetting as problem:
        raise Declined(f"Not changed: {problem}.") from problem
    return answer(project.as_json())


def _get_payment(request: web.Request) -> Payment:
    gateway = request.app[GATEWAY]
    gateway.now()
    payment = gateway.book.find(request.match_info["txn_id"])
    if payment is None:
        raise Declined("There is no payment with that txn_id.", status=404)
    return payment


async def _read_wish(request: web.Request, *known: str) -> dict[str, object]:
    wish = await read_object(request)
    if unknown := sorted(wish.keys() - set(known)):
        raise Declined(f"There is no {unknown[0]!r} here. Known: {', '.join(known)}.")
    return wish


def _read_webhooks(wish: dict[str, object]) -> int:
    return read_whole("webhooks", wish.get("webhooks", 1), most=_MOST_WEBHOOKS)


def _why_not_payable(refusal: NotPayable) -> str:
    hint = ' To pay it late all the same, send {"force": true}.' if refusal.status == "canceled" else ""
    return f"The payment is {refusal.status} already.{hint}"
