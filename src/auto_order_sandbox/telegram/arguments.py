"""What a call carries: parameters and files, whether they came by GET, form, multipart or JSON.

Telegram takes every parameter as text, wherever it came from, and is lenient with numbers and booleans.
"""

import re

import orjson
from aiohttp import web

from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.request_body import Upload, read_body

_LEADING_NUMBER = re.compile(r"\s*(-?\d{1,19})")
_WHOLE_NUMBER = re.compile(r"-?\d{1,19}")
_LEAST, _MOST = -(2**63), 2**63 - 1
_TRUE = {"true", "yes", "1"}


class Arguments:
    """The parameters of one call, read the way Telegram reads them."""

    __slots__ = ("_values", "files")

    def __init__(self, values: Json, files: dict[str, Upload] | None = None) -> None:
        self._values = values
        self.files = files or {}

    def text(self, name: str) -> str:
        """Give the parameter as text, empty when it is not there."""
        value = self._values.get(name, "")
        if type(value) is str:
            return value
        return "" if value is None else orjson.dumps(value).decode()

    def has_none_of(self, names: frozenset[str]) -> bool:
        """Tell at a glance whether there is nothing to read of what hardly any call carries."""
        return names.isdisjoint(self._values)

    def has(self, name: str) -> bool:
        return bool(self.text(name))

    def required(self, name: str) -> str:
        text = self.text(name)
        if not text:
            raise bad_request(f'Parameter "{name}" is required')
        return text

    def flag(self, name: str) -> bool:
        value = self._values.get(name)
        return value is True or (value is not None and self.text(name).strip().lower() in _TRUE)

    def number(self, name: str, default: int = 0, *, least: int = _LEAST, most: int = _MOST) -> int:
        """Give the whole number that the text begins with, 0 when there is none, kept within the bounds."""
        text = self.text(name)
        match = _LEADING_NUMBER.match(text)
        number = default if not text else int(match[1]) if match else 0
        return min(max(number, least), most)

    def find_whole_number(self, name: str) -> int | None:
        """Give the number if the text is one and nothing else."""
        value = self._values.get(name)
        if type(value) is int:
            return value
        text = self.text(name).strip()
        return int(text) if _WHOLE_NUMBER.fullmatch(text) else None

    def content(self, name: str, error: str) -> object:
        """Give the parameter as JSON, None when it is not there; `error` is the reason when it is no JSON."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            content: object = orjson.loads(value)
        except orjson.JSONDecodeError as cause:
            raise bad_request(error) from cause
        return content

    def shown(self) -> Json:
        """Write the parameters for the log of calls, files by name and size."""
        if not self.files:
            return self._values
        files = {name: f"<{file.name}, {len(file.body)} bytes>" for name, file in self.files.items()}
        return {**self._values, **files}


async def read_arguments(request: web.BaseRequest) -> Arguments:
    """Read a call. Raises ApiError for a body that is too large or not what its type says."""
    values: Json = dict(request.query) if request.query_string else {}
    if not request.body_exists:
        return Arguments(values)
    body_values, files = await read_body(request)
    return Arguments({**body_values, **values} if values else body_values, files)
