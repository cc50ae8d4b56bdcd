"""`/_sandbox/clock` and `/_sandbox/faults`: the box's time and its troubles."""

from aiohttp import web

from auto_order_sandbox.box import BOX
from auto_order_sandbox.control.answers import Declined, answer, read_number, read_object
from auto_order_sandbox.faults import BadFaults

A_YEAR = 366 * 24 * 3600


async def show_clock(request: web.Request) -> web.Response:
    return answer({"now": request.app[BOX].clock.now()})


async def advance_clock(request: web.Request) -> web.Response:
    """Put the box's clock forward by `advance` seconds, at most a year at a time."""
    wish = await read_object(request)
    box = request.app[BOX]
    box.clock.advance(read_number("advance", wish.get("advance"), most=A_YEAR))
    box.events.publish("clock", {"now": box.clock.now()})
    return answer({"now": box.clock.now()})


async def show_faults(request: web.Request) -> web.Response:
    return answer(request.app[BOX].faults.show())


async def replace_faults(request: web.Request) -> web.Response:
    """Put faults in place; a half that is not named stays as it is, an empty one is cleared."""
    box = request.app[BOX]
    try:
        box.faults.replace(await read_object(request))
    except BadFaults as error:
        raise Declined(str(error)) from error
    box.tell_faults()
    return answer(box.faults.show())
