"""Where each endpoint of the control API is found."""

from aiohttp import web

from auto_order_sandbox.control import overview, people, reading, stream, talking, tapping, time_and_faults
from auto_order_sandbox.control.answers import Declined, Handler, declining

_ENDPOINTS: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/state", people.show_state),
    ("POST", "/users", people.add_user),
    ("GET", "/chats", overview.list_chats),
    ("GET", "/chats/{user_id}", reading.show_chat),
    ("POST", "/chats/{user_id}/send", talking.send),
    ("POST", "/chats/{user_id}/tap", tapping.tap),
    ("GET", "/chats/{user_id}/messages", reading.show_messages),
    ("POST", "/chats/{user_id}/read", overview.mark_read),
    ("POST", "/chats/{user_id}/block", talking.block),
    ("POST", "/chats/{user_id}/unblock", talking.unblock),
    ("POST", "/chats/{user_id}/inline", tapping.ask_inline),
    ("GET", "/inline/{query_id}", tapping.show_inline),
    ("GET", "/files/{file_id}", reading.show_file),
    ("GET", "/calls", reading.show_calls),
    ("GET", "/events", stream.stream),
    ("GET", "/clock", time_and_faults.show_clock),
    ("POST", "/clock", time_and_faults.advance_clock),
    ("GET", "/faults", time_and_faults.show_faults),
    ("PUT", "/faults", time_and_faults.replace_faults),
)


def add_routes(app: web.Application) -> None:
    """Put the control API into the box."""
    for verb, path, handler in _ENDPOINTS:
        app.router.add_route(verb, f"/_sandbox{path}", declining(handler))
    app.router.add_route("*", "/_sandbox/{anything_else:.*}", declining(_unknown))


async def _unknown(request: web.Request) -> web.Response:
    wanted = f"{request.method} {request.path}"
    raise Declined(f"There is no {wanted}. docs/sandbox.md lists what there is.", status=404)
