"""Where each endpoint of the control API is found."""

from aiohttp import web

from auto_order_sandbox.control import stream, time_and_faults
from auto_order_sandbox.control.answers import declining


def add_routes(app: web.Application) -> None:
    """Put the control API into the box."""
    router = app.router
    router.add_get("/_sandbox/events", declining(stream.stream))
    router.add_get("/_sandbox/clock", declining(time_and_faults.show_clock))
    router.add_post("/_sandbox/clock", declining(time_and_faults.advance_clock))
    router.add_get("/_sandbox/faults", declining(time_and_faults.show_faults))
    router.add_put("/_sandbox/faults", declining(time_and_faults.replace_faults))
