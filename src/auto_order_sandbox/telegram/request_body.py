"""The bodies in which parameters and files come: JSON, urlencoded form, multipart form."""

from dataclasses import dataclass, field
from email.message import Message
from email.utils import collapse_rfc2231_value
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from auto_order_sandbox.telegram.errors import ApiError, bad_request
from auto_order_sandbox.telegram.json_types import Json

_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    media_type: str
    body: bytes = field(repr=False)


async def read_body(request: web.BaseRequest) -> tuple[Json, dict[str, Upload]]:
    """Read what a request carries. Raises ApiError for what is too large or not what its type says."""
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "Request Entity Too Large") from error
    return parse_body(body, request.headers.get("Content-Type", ""))


def parse_body(body: bytes, content_type: str) -> tuple[Json, dict[str, Upload]]:
    """Read a body as its Content-Type says. Raises ApiError for what is something else."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == _JSON:
        return _read_json(body), {}
    if media_type == "multipart/form-data":
        return _read_multipart(body, content_type)
    return dict(parse_qsl(_decoded(body), keep_blank_values=True)), {}


def _read_json(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        values = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(values, dict):
        raise bad_request("object expected as the body of the request")
    return values


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error


def _read_multipart(body: bytes, content_type: str) -> tuple[Json, dict[str, Upload]]:
    values: Json = {}
    files: dict[str, Upload] = {}
    for part in _split(body, content_type):
        head, separator, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = _headers(head) if separator else Message()
        name, file_name = _parameter(headers, "name"), _parameter(headers, "filename")
        if name is None:
            raise bad_request("can't parse the multipart body")
        if file_name is None:
            values[name] = _decoded(content)
        else:
            media_type = str(headers.get("Content-Type", "application/octet-stream"))
            files[name] = Upload(file_name, media_type, content)
    return values, files


def _split(body: bytes, content_type: str) -> list[bytes]:
    """Take the parts of RFC 7578 apart. Nobody encodes them for transfer any more, so that is not undone."""
    header = Message()
    header["Content-Type"] = content_type
    boundary = header.get_boundary()
    if not boundary:
        raise bad_request("can't parse the multipart body")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    if not pieces[-1].startswith(b"--"):
        raise bad_request("can't parse the multipart body")
    return pieces[1:-1]


def _headers(head: bytes) -> Message:
    headers = Message()
    for line in head.decode("utf-8", "replace").split("\r\n"):
        name, _, value = line.partition(":")
        headers[name.strip()] = value.strip()
    return headers


def _parameter(headers: Message, name: str) -> str | None:
    """Give what Content-Disposition says, also when it says it in the way of RFC 2231."""
    found = headers.get_param(name, header="Content-Disposition")
    return None if found is None else collapse_rfc2231_value(found)
