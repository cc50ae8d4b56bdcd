"""What a bot gets back: a result or an error, as JSON with a status."""

from dataclasses import dataclass

import orjson
from aiohttp import web

from auto_order_sandbox.telegram.errors import ApiError
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.methods.results import Described, Written


@dataclass(slots=True)
class Outcome:
    """An answer, ready for the wire. Status 0: none at all."""

    status: int
    body: bytes = b""
    description: str = ""
    retry_after: int | None = None
    media_type: str = "application/json"

    def as_response(self) -> web.Response:
        headers = {"Content-Type": self.media_type}
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        return web.Response(body=self.body, status=self.status, headers=headers)


NO_ANSWER = Outcome(0, description="no answer was given")


def success(result: object) -> Outcome:
    """Answer with a result."""
    if isinstance(result, Written):
        return Outcome(200, b'{"ok":true,"result":%b}' % result.body)
    if isinstance(result, Described):
        content = {"ok": True, "result": result.result, "description": result.description}
        return Outcome(200, orjson.dumps(content), result.description)
    return Outcome(200, b'{"ok":true,"result":%b}' % orjson.dumps(result))


def failure(error: ApiError) -> Outcome:
    """Answer with an error in Telegram's shape."""
    content: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.retry_after is not None:
        content["parameters"] = {"retry_after": error.retry_after}
    return Outcome(error.code, orjson.dumps(content), error.description, error.retry_after)
