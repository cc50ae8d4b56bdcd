"""Calling a gateway over HTTP, and reading what it answers without believing it.

A timeout, a broken connection, a 5xx or a page of HTML is an unknown outcome, never a yes and never a no.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import aiohttp
import orjson

from auto_order.payments.gateways import (
    GatewayProtocolError,
    GatewayRateLimitedError,
    GatewayUnavailableError,
)

_MOST_BYTES = 64 * 1024
_MOST_CHARACTERS = 1024
# Beyond any payment, and within what the database keeps.
_MOST_RUPIAH = 10**13
_MOST_RETRY_AFTER = 300.0
# Answers of something on the way, not of the gateway.
_SAYS_NOTHING = (HTTPStatus.PROXY_AUTHENTICATION_REQUIRED, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY)
# Fractions of a second come with 0 to 9 digits, Python takes up to 6.
_FRACTION_DIGITS = 6


class Answer:
    """A JSON object from a gateway. A field that is not what it should be raises GatewayProtocolError."""

    def __init__(self, status: int, fields: Mapping[str, Any]) -> None:
        self.status = status
        self._fields = fields

    def text(self, name: str) -> str:
        """Read a text of 1 to 1,024 characters that can be printed, and so be kept."""
        value = self._fields.get(name)
        if not isinstance(value, str) or not 1 <= len(value) <= _MOST_CHARACTERS or not value.isprintable():
            raise _unreadable(name)
        return value

    def whole(self, name: str) -> int:
        """Read whole rupiah, not negative and of a size that exists; ``true``, ``"5"``, ``5.5`` are none."""
        value = self._fields.get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST_RUPIAH:
            raise _unreadable(name)
        return value

    def flag(self, name: str) -> bool:
        value = self._fields.get(name)
        if not isinstance(value, bool):
            raise _unreadable(name)
        return value

    def moment(self, name: str) -> datetime | None:
        """Read an RFC 3339 moment, None if it is missing or unreadable."""
        value = self._fields.get(name)
        return _read_moment(value) if isinstance(value, str) else None

    @property
    def message(self) -> str:
        value = self._fields.get("message")
        return value if isinstance(value, str) else ""


async def call(
    http: aiohttp.ClientSession,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    seconds: float,
    body: Mapping[str, object] | None = None,
) -> Answer:
    """Call a gateway and read its JSON. Raises GatewayUnavailableError and GatewayRateLimitedError."""
    data = None if body is None else orjson.dumps(body)
    try:
        async with http.request(
            method,
            url,
            headers={"Content-Type": "application/json", **headers},
            data=data,
            timeout=aiohttp.ClientTimeout(total=seconds),
            allow_redirects=False,
        ) as response:
            return _read(response, await _read_all(response))
    except aiohttp.ClientConnectorError:
        message = "the gateway cannot be reached"
        raise GatewayUnavailableError(message, is_outcome_unknown=False) from None
    except (aiohttp.ClientError, TimeoutError, OSError):
        message = "the gateway did not answer"
        raise GatewayUnavailableError(message, is_outcome_unknown=True) from None


async def _read_all(response: aiohttp.ClientResponse) -> bytes:
    """Read the body to its end: it may come in pieces. One that does not end is none."""
    raw = bytearray()
    async for piece in response.content.iter_any():
        raw += piece
        if len(raw) > _MOST_BYTES:
            message = "the gateway's answer does not end"
            raise GatewayUnavailableError(message, is_outcome_unknown=True)
    return bytes(raw)


def _read(response: aiohttp.ClientResponse, raw: bytes) -> Answer:
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        message = "the gateway asks to wait"
        raise GatewayRateLimitedError(message, retry_after=_read_retry_after(response))
    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status in _SAYS_NOTHING:
        message = f"the gateway answered {response.status}"
        raise GatewayUnavailableError(message, is_outcome_unknown=True)
    try:
        fields = orjson.loads(raw)
    except orjson.JSONDecodeError:
        fields = None
    if not isinstance(fields, dict):
        message = f"the gateway answered {response.status} and no JSON object"
        raise GatewayUnavailableError(message, is_outcome_unknown=True)
    return Answer(response.status, fields)


def read_body(body: bytes) -> Answer:
    """Read the body of a webhook. Raises GatewayProtocolError when it is not a JSON object."""
    try:
        fields = orjson.loads(body)
    except orjson.JSONDecodeError:
        fields = None
    if not isinstance(fields, dict):
        message = "the body is not a JSON object"
        raise GatewayProtocolError(message)
    return Answer(HTTPStatus.OK, fields)


def _unreadable(name: str) -> GatewayProtocolError:
    return GatewayProtocolError(f"the gateway's answer has no usable {name}")


def _read_retry_after(response: aiohttp.ClientResponse) -> float | None:
    try:
        seconds = float(response.headers.get("Retry-After", ""))
    except ValueError:
        return None
    return min(max(seconds, 0.0), _MOST_RETRY_AFTER) if seconds == seconds else None  # noqa: PLR0124 - not NaN


def _read_moment(text: str) -> datetime | None:
    head, dot, tail = text.partition(".")
    if dot:
        digits = tail[: len(tail) - len(tail.lstrip("0123456789"))]
        text = f"{head}.{digits[:_FRACTION_DIGITS].ljust(_FRACTION_DIGITS, '0')}{tail[len(digits) :]}"
    try:
        moment = datetime.fromisoformat(text)
        return None if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):  # the latter at the ends of the calendar
        return None
