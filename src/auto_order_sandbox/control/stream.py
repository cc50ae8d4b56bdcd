"""`/_sandbox/events`: everything that happens, as server-sent events."""

import asyncio

from aiohttp import web

from auto_order_sandbox.box import BOX
from auto_order_sandbox.control.answers import read_whole
from auto_order_sandbox.events import Listener

HEARTBEAT = 15.0  # seconds; a silent stream would be taken for a dead one


async def stream(request: web.Request) -> web.StreamResponse:
    """Lasts until the listener leaves, falls behind, or the box closes.

    One who comes anew has missed what happened meanwhile, and asks for it by the last `seq` that it knows.
    """
    bot = request.query.get("bot")
    events = request.app[BOX].events
    listener = events.listen(read_whole("bot", bot) if bot else None)
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )
    try:
        await response.prepare(request)
        await _tell(response, listener)
    except* ConnectionResetError:
        pass  # whoever listened has left
    finally:
        events.leave(listener)
    return response


async def _tell(response: web.StreamResponse, listener: Listener) -> None:
    await response.write(b": listening\nretry: 1000\n\n")
    async with asyncio.TaskGroup() as tasks:
        beat = tasks.create_task(_beat(response))
        async for line in listener.lines():
            await response.write(line)
        beat.cancel()


async def _beat(response: web.StreamResponse) -> None:
    while True:
        await asyncio.sleep(HEARTBEAT)
        await response.write(b":\n\n")
