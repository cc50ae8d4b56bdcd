"""Reading the size of a picture from its first bytes: PNG, JPEG, GIF, WebP. Nothing is decoded."""

from struct import unpack_from

# JPEG frame headers, which hold the size; 0xC4, 0xC8 and 0xCC are tables.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_STAND_ALONE = {0x01, *range(0xD0, 0xD9)}
_START_OF_SCAN = 0xDA


def find_size(body: bytes) -> tuple[int, int] | None:
    """Give width and height in pixels, or None for what is no picture."""
    try:
        width, height = _size(body)
    except (IndexError, ValueError, OSError):
        return None
    return (width, height) if width > 0 and height > 0 else None


def media_type(body: bytes) -> str:
    """Name the kind of picture by its first bytes."""
    if body.startswith(b"\x89PNG"):
        return "image/png"
    if body.startswith(b"GIF8"):
        return "image/gif"
    return "image/webp" if body[8:12] == b"WEBP" else "image/jpeg"


def _size(body: bytes) -> tuple[int, int]:
    if body.startswith(b"\x89PNG\r\n\x1a\n") and body[12:16] == b"IHDR":
        width, height = unpack(">II", body, 16)
    elif body.startswith((b"GIF87a", b"GIF89a")):
        width, height = unpack("<HH", body, 6)
    elif body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        width, height = _webp(body)
    elif body.startswith(b"\xff\xd8"):
        width, height = _jpeg(body)
    else:
        raise ValueError
    return width, height


def unpack(form: str, body: bytes, offset: int) -> tuple[int, int]:
    """Read two numbers; a ValueError when the body ends before."""
    try:
        first, second = unpack_from(form, body, offset)
    except Exception as error:
        raise ValueError from error
    return first, second


def _webp(body: bytes) -> tuple[int, int]:
    chunk = body[12:16]
    if chunk == b"VP8 ":
        width, height = unpack("<HH", body, 26)
        return width & 0x3FFF, height & 0x3FFF
    if chunk == b"VP8L":
        bits = int.from_bytes(body[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8X":
        width = int.from_bytes(body[24:27], "little")
        height = int.from_bytes(body[27:30], "little")
        return width + 1, height + 1
    raise ValueError


def _jpeg(body: bytes) -> tuple[int, int]:
    at = 2
    while True:
        while body[at] == 0xFF and body[at + 1] == 0xFF:  # noqa: PLR2004 - fill bytes
            at += 1
        marker = body[at + 1]
        if body[at] != 0xFF or marker == _START_OF_SCAN:  # noqa: PLR2004 - every marker begins so
            raise ValueError
        if marker in _FRAMES:
            height, width = unpack(">HH", body, at + 5)
            return width, height
        at += 2 if marker in _STAND_ALONE else 2 + int.from_bytes(body[at + 2 : at + 4], "big")
