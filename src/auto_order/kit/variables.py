"""Types of environment variables: how the text that a person wrote becomes a value, or is refused.

A refusal says what is expected and never repeats the text. Which variables there are is not decided here.
"""

import re
from ipaddress import ip_address
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator

from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret

# Telegram promises that an id needs at most 52 bits.
_ABOVE_EVERY_ID = 2**52


def _text_like(pattern: str, expected: str) -> BeforeValidator:
    shape = re.compile(pattern)

    def read(value: str) -> str:
        if not shape.fullmatch(value):
            raise ValueError(expected)
        return value

    return BeforeValidator(read)


def _secret_like(pattern: str, expected: str) -> BeforeValidator:
    shape = re.compile(pattern)

    def read(value: str | Secret) -> Secret:
        secret = value if isinstance(value, Secret) else Secret(value)
        if not shape.fullmatch(secret.reveal()):
            raise ValueError(expected)
        return secret

    return BeforeValidator(read)


def _read_keys(value: str | Secret) -> Secret:
    secret = value if isinstance(value, Secret) else Secret(value)
    Keyring.read(secret)
    return secret


def _read_ids(value: str | frozenset[int]) -> frozenset[int]:
    if isinstance(value, frozenset):
        return value
    parts = [part.strip() for part in value.strip("[]()").split(",") if part.strip()]
    if not all(re.fullmatch(r"[0-9]{1,16}", part) and 0 < int(part) < _ABOVE_EVERY_ID for part in parts):
        message = "must be numeric ids of people, separated by commas"
        raise ValueError(message)
    return frozenset(map(int, parts))


def _read_url(value: str) -> str:
    """Take an https URL, or http to this very machine, where nobody listens in between."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if not parts.hostname or not re.fullmatch(r"(?i:https?)://[!-~]+", value) or set("?#@") & set(value):
        message = "must be a web address: scheme, host, path and nothing else"
        raise ValueError(message)
    if parts.scheme != "https" and not _is_loopback(parts.hostname):
        message = "must begin with https://, because secrets travel there"
        raise ValueError(message)
    return value.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _read_timezone(value: str | ZoneInfo) -> ZoneInfo:
    if isinstance(value, ZoneInfo):
        return value
    try:
        return ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        message = "is not a time zone of the IANA database"
    raise ValueError(message)


def _lower(value: Any) -> Any:  # noqa: ANN401 - whatever came in; the type behind it judges
    return value.lower() if isinstance(value, str) else value


def _one_line(value: str) -> str:
    return " ".join(value.split())


BotToken = Annotated[
    Secret,
    _secret_like(
        r"[0-9]{1,20}:[A-Za-z0-9_-]{3,128}",
        "is not a bot token, which is digits, a colon, then letters, digits, - and _",
    ),
]
WebhookSecret = Annotated[
    Secret, _secret_like(r"[A-Za-z0-9_-]{1,256}", "must be 1 to 256 of the characters A-Z a-z 0-9 _ -")
]
HeaderSecret = Annotated[
    Secret, _secret_like(r"[!-~]{1,512}", "must be at most 512 plain characters, without blanks")
]
DatabaseUrl = Annotated[
    Secret,
    _secret_like(
        r"(?s:(sqlite|postgres|postgresql)(\+[a-z0-9]+)?://.+)", "must begin with sqlite:/// or postgresql://"
    ),
]
EncryptionKeys = Annotated[Secret, BeforeValidator(_read_keys)]
Slug = Annotated[
    str, _text_like(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", "must be letters and digits, with - . _ in between")
]
Host = Annotated[str, _text_like(r"[A-Za-z0-9.:_-]+", "must be an address without scheme and path")]
Ids = Annotated[frozenset[int], BeforeValidator(_read_ids)]
Url = Annotated[str, BeforeValidator(_read_url)]
Timezone = Annotated[ZoneInfo, BeforeValidator(_read_timezone)]
Line = Annotated[str, BeforeValidator(_one_line)]
AnyCase = BeforeValidator(_lower)
