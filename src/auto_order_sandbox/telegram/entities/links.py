"""Which links Telegram accepts behind a text or a button, and how it writes them."""

import re
from urllib.parse import SplitResult, urlsplit

_USER = re.compile(r"tg://user\?id=([1-9]\d{0,15})", re.IGNORECASE)
_CUSTOM_EMOJI = re.compile(r"tg://emoji\?id=([1-9]\d{0,19})", re.IGNORECASE)
_HOST = re.compile(r"[^\s/?#@:\[\]<>\"\\]+|\[[0-9a-fA-F:.]+\]")


class BadLink(Exception):
    """Not a link that Telegram takes; the message is its reason."""


def find_user_id(link: str) -> int | None:
    """Read the person out of `tg://user?id=…`."""
    match = _USER.fullmatch(link.strip())
    return int(match[1]) if match else None


def find_custom_emoji_id(link: str) -> str | None:
    """Read the emoji out of `tg://emoji?id=…`."""
    match = _CUSTOM_EMOJI.fullmatch(link.strip())
    return match[1] if match else None


def find_link(link: str) -> str | None:
    """Give the link as Telegram writes it, or None where it would leave it out without a word."""
    try:
        return get_link(link)
    except BadLink:
        return None


def get_link(link: str) -> str:
    """Give the link as Telegram writes it: with a scheme, a host in small letters and at least a "/" as path.

    Raises BadLink for what is no link, for a scheme it does not know and for a host without a dot.
    """
    link = link.strip()
    if not link:
        raise BadLink("URL is empty")
    scheme, separator, rest = link.partition("://")
    if not separator:
        scheme, rest = "http", link
    scheme = scheme.lower()
    if scheme in ("tg", "ton", "tonsite"):
        return f"{scheme}://{rest}"
    if scheme not in ("http", "https"):
        raise BadLink("Unsupported URL protocol")
    return _written(_split(f"{scheme}://{rest}"))


def _split(link: str) -> SplitResult:
    try:
        parts = urlsplit(link)
        valid = _HOST.fullmatch(parts.netloc.rpartition("@")[2].removesuffix(f":{parts.port}"))
    except ValueError as error:  # a port that is no number, a bracket that is never closed
        raise BadLink("Wrong port") from error
    if not parts.hostname:
        raise BadLink("URL host is empty")
    if valid is None or ("." not in parts.hostname and ":" not in parts.hostname):
        raise BadLink("Wrong HTTP URL")
    return parts


def _written(parts: SplitResult) -> str:
    user, at, host = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{user}{at}{host.lower()}", path=parts.path or "/").geturl()
