"""Where the page is found. Its files are read once, and nothing in them may come from elsewhere."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath

from aiohttp import web

_STATIC = files("auto_order_sandbox.page").joinpath("static")
_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
# Trusted types: the browser itself refuses to turn a text into markup, whatever a bot sent.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; "
    "media-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of the page, as it goes out."""

    body: bytes
    media_type: str
    mark: str  # its ETag: a browser that has the same one is sent nothing

    @classmethod
    def read(cls, name: str) -> "Asset":
        body = _STATIC.joinpath(name).read_bytes()
        mark = hashlib.blake2b(body, digest_size=12).hexdigest()
        return cls(body, _TYPES[PurePosixPath(name).suffix], f'"{mark}"')


def add_routes(app: web.Application) -> None:
    """Put the page into the box."""
    assets = {file.name: Asset.read(file.name) for file in _STATIC.iterdir() if _is_asset(file.name)}

    async def show(request: web.Request) -> web.Response:
        asset = assets.get(request.match_info.get("name", "index.html"))
        if asset is None:
            raise web.HTTPNotFound
        headers = {**_HEADERS, "ETag": asset.mark}
        if request.headers.get("If-None-Match") == asset.mark:
            return web.Response(status=304, headers=headers)
        return web.Response(body=asset.body, content_type=asset.media_type, charset="utf-8", headers=headers)

    app.router.add_get("/", show)
    app.router.add_get("/page/{name}", show)


def _is_asset(name: str) -> bool:
    return PurePosixPath(name).suffix in _TYPES
