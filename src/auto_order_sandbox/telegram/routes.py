"""Where the Bot API is found, and how Telegram's half of the box is put together."""

from aiohttp import web

from auto_order_sandbox.box import Box
from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.faults import TelegramFaults
from auto_order_sandbox.telegram.server import PREFIX, Server
from auto_order_sandbox.telegram.state.bots import Bot
from auto_order_sandbox.telegram.state.world import World

BOT_API = web.AppKey("bot_api", Server)


def add_routes(app: web.Application, box: Box) -> World:
    """Put Telegram into the box; gives what it knows, for the control API."""

    async def carry_out(bot: Bot, name: str, args: Arguments) -> None:
        await server.carry_out_in_answer(bot, name, args)

    world = World(box, carry_out)
    faults = TelegramFaults(used=box.tell_faults)
    box.faults.register("telegram", faults)
    server = Server(world, faults)
    app[BOT_API] = server
    app.router.add_route("*", PREFIX + "{token}/{method}", server.serve)
    app.router.add_get("/file/bot{token}/{path:.+}", server.serve_file)
    return world


def take_short_cut(server: web.Server, app: web.Application) -> None:
    """Let calls of the Bot API go past the router, which would take a fifth of their time.

    For a server that serves nothing but this application and has no connection yet.
    """
    serve, otherwise = app[BOT_API].serve, server.request_handler

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        if isinstance(request, web.Request) and request.path.startswith(PREFIX):
            return await serve(request)
        return await otherwise(request)

    server.request_handler = handle
