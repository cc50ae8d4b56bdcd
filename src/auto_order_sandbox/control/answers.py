"""How the control API reads a request and answers it: JSON, and one clear sentence when it cannot."""

from collections.abc import Awaitable, Callable

import orjson
from aiohttp import web

from auto_order_sandbox.telegram.errors import ApiError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Declined(Exception):
    """The control API cannot do what was asked; `sentence` says why and what would do."""

    def __init__(self, sentence: str, *, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def answer(content: object, *, status: int = 200) -> web.Response:
    """Answer with JSON, as every endpoint here does."""
    return web.Response(body=orjson.dumps(content), status=status, content_type="application/json")


def declining(handler: Handler) -> Handler:
    """Let a handler raise Declined."""

    async def declined(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except Declined as refusal:
            return answer({"error": refusal.sentence}, status=refusal.status)
        except ApiError as refusal:
            return answer({"error": f"Telegram would not take this: {refusal.description}."}, status=400)

    return declined


async def read_object(request: web.Request) -> dict[str, object]:
    """Read the body as a JSON object; an empty body is an empty object."""
    body = await request.read()
    if not body.strip():
        return {}
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Declined(f"The body is not JSON: {error}.") from error
    if not isinstance(content, dict):
        raise Declined('The body must be a JSON object, for example {"text": "/start"}.')
    return content


def read_number(name: str, value: object, *, least: float = 0, most: float | None = None) -> float:
    """Read a number between the bounds, from JSON or a query string; otherwise Declined with its name."""
    bounds = f"from {least:g} to {most:g}" if most is not None else f"of {least:g} or more"
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Declined(f"{name} must be a number {bounds}.")
    try:
        number = float(value)
    except ValueError as error:
        raise Declined(f"{name} must be a number {bounds}, not {value!r}.") from error
    if not least <= number <= (most if most is not None else float("inf")):  # false for NaN, too
        raise Declined(f"{name} must be a number {bounds}, not {value!r}.")
    return number
