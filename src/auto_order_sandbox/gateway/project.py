"""What the vendor's dashboard holds for a shop: keys, webhook address, mode, who bears the fee."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

_LONGEST_PAUSE = 3600
_MOST_PAUSES = 20


class Mode(StrEnum):
    """Whether money moves; ``sandbox`` is the vendor's own test mode."""

    LIVE = "live"
    SANDBOX = "sandbox"


class FeeBearer(StrEnum):
    """Who pays the vendor's fee: taken from the seller, or asked of the buyer on top."""

    SELLER = "seller"
    BUYER = "buyer"


class BadSetting(Exception):
    """A setting has a value that cannot work; the text names both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One shop's account at the vendor. ``latency`` and ``retry_pauses`` are seconds."""

    slug: str = "sandbox-shop"
    api_key: str = field(default="sandbox-api-key", repr=False)
    webhook_secret: str = field(default="sandbox-webhook-secret", repr=False)
    webhook_url: str = "http://127.0.0.1:9000/webhooks/pakasir"
    mode: Mode = Mode.LIVE
    fee_borne_by: FeeBearer = FeeBearer.SELLER
    latency: float = 0.0
    retry_pauses: tuple[float, ...] = (1, 3, 10, 30, 120)

    def changed(self, settings: Mapping[str, Any]) -> "Project":
        """Return the project with other settings. Raises BadSetting for the first that cannot be."""
        unknown = sorted(settings.keys() - _READERS.keys())
        if unknown:
            raise BadSetting(f"unknown setting {unknown[0]!r}; known: {', '.join(_READERS)}")
        read = {name: _READERS[name](name, value) for name, value in settings.items()}
        return replace(self, **read)

    def as_json(self) -> dict[str, Any]:
        """List the settings, keys included: whoever may use the control API owns the sandbox."""
        return {name: getattr(self, name) for name in _READERS}


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value or not value.isascii() or not value.isprintable():
        raise BadSetting(f"{name} must be a non-empty text of printable ASCII characters")
    return value


def _slug(name: str, value: object) -> str:
    slug = _text(name, value)
    if "/" in slug:
        raise BadSetting(f"{name} must not contain a slash")
    return slug


def _url(name: str, value: object) -> str:
    if value in ("", None):
        return ""
    url = _text(name, value)
    if not _is_web_address(url):
        raise BadSetting(f"{name} must be an http or https address, or empty for no webhooks")
    return url


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        # Reading the port is what notices one that is no number.
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _choice(kind: type[StrEnum]) -> Callable[[str, object], StrEnum]:
    def read(name: str, value: object) -> StrEnum:
        if value not in [str(member) for member in kind]:
            raise BadSetting(f"{name} must be one of: {', '.join(kind)}")
        return kind(str(value))

    return read


def _seconds(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LONGEST_PAUSE:
        raise BadSetting(f"{name} must be seconds from 0 to {_LONGEST_PAUSE}")
    return value


def _pauses(name: str, value: object) -> tuple[float, ...]:
    if not isinstance(value, list | tuple) or len(value) > _MOST_PAUSES:
        raise BadSetting(f"{name} must be a list of at most {_MOST_PAUSES} pauses in seconds")
    return tuple(_seconds(name, pause) for pause in value)


_READERS: dict[str, Callable[[str, object], Any]] = {
    "slug": _slug,
    "api_key": _text,
    "webhook_secret": _text,
    "webhook_url": _url,
    "mode": _choice(Mode),
    "fee_borne_by": _choice(FeeBearer),
    "latency": _seconds,
    "retry_pauses": _pauses,
}
