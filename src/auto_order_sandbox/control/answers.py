"""How the control API reads a request and answers it: JSON, and one clear sentence when it cannot."""

import re
from collections.abc import Awaitable, Callable
from math import isfinite
from urllib.parse import urlsplit

import orjson
from aiohttp import web

from auto_order_sandbox.telegram.errors import ApiError

_WHOLE = re.compile(r"-?\d{1,19}")

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
            _refuse_pages_from_elsewhere(request)
            return await handler(request)
        except Declined as refusal:
            return answer({"error": refusal.sentence}, status=refusal.status)
        except ApiError as refusal:
            return answer({"error": f"Telegram would not take this: {refusal.description}."}, status=400)

    return declined


def _refuse_pages_from_elsewhere(request: web.Request) -> None:
    """Keep out what any web page could have a browser on this machine send here."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise Declined(
            f"Only the sandbox's own page may do this in a browser, not one of {origin}.", status=403
        )


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
    number = _number(value)
    if number is None or not _is_within(number, least, most):
        raise Declined(f"{name} must be a number {_bounds(least, most)}, not {value!r}.")
    return number


def read_whole(name: str, value: object, *, least: int = 0, most: int | None = None) -> int:
    """Read a whole number between the bounds, exactly, however large; otherwise Declined with its name."""
    number = int(value) if isinstance(value, str) and _WHOLE.fullmatch(value) else value
    if isinstance(number, bool) or not isinstance(number, int) or not _is_within(number, least, most):
        raise Declined(f"{name} must be a whole number {_bounds(least, most)}, not {value!r}.")
    return number


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


def _is_within(number: float, least: float, most: float | None) -> bool:
    return least <= number and (most is None or number <= most)


def _bounds(least: float, most: float | None) -> str:
    return f"of {least} or more" if most is None else f"from {least} to {most}"
