"""The one place that knows every part of the box and puts them together."""

from aiohttp import web

from auto_order_sandbox import control, gateway, page, telegram
from auto_order_sandbox.box import BOX, Box
from auto_order_sandbox.options import Options
from auto_order_sandbox.telegram.state.world import WORLD

LARGEST_REQUEST = 52 * 2**20  # bytes: an upload of 50 MB and what surrounds it


def build_app(options: Options) -> web.Application:
    """Put a sandbox together, not started. Everything hangs off it: two know nothing of each other."""
    box = Box(options)
    app = web.Application(client_max_size=LARGEST_REQUEST)
    app[BOX] = box
    app.cleanup_ctx.append(box.running)
    app.on_shutdown.append(box.end_streams)
    app[WORLD] = telegram.add_routes(app, box)
    control.add_routes(app)
    gateway.add_routes(app)
    page.add_routes(app)
    return app
