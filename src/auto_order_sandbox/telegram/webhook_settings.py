"""What a bot asks for with setWebhook, checked as Telegram checks it."""

import re
import ssl
from dataclasses import dataclass, field

from auto_order_sandbox.telegram.arguments import Arguments
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.json_types import Json

LONGEST_SECRET = 256
DEFAULT_CONNECTIONS = 40
MOST_CONNECTIONS = 100
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_URL = re.compile(r"https?://[^\s/]+(/\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """Where to and how. Equal ones need no new webhook."""

    url: str
    secret: str = field(repr=False)
    max_connections: int
    ip_address: str
    certificate: bytes = field(repr=False)

    @property
    def ssl_context(self) -> ssl.SSLContext | None:
        """Trust the certificate that the bot made for itself, if it sent one."""
        if not self.certificate:
            return None
        return ssl.create_default_context(cadata=self.certificate.decode())

    def as_info(self) -> Json:
        """Write what getWebhookInfo says of them."""
        return {
            "url": self.url,
            "has_custom_certificate": bool(self.certificate),
            "max_connections": self.max_connections,
            **({"ip_address": self.ip_address} if self.ip_address else {}),
        }


def read_settings(args: Arguments) -> WebhookSettings:
    """Read the parameters of setWebhook. Any address will do, also a local one and plain HTTP."""
    url, secret = args.text("url"), args.text("secret_token")
    if not _URL.fullmatch(url):
        raise bad_request("invalid webhook URL specified")
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return WebhookSettings(
        url=url,
        secret=secret,
        max_connections=args.number("max_connections", DEFAULT_CONNECTIONS, least=1, most=MOST_CONNECTIONS),
        ip_address=args.text("ip_address"),
        certificate=_read_certificate(args),
    )


def _read_certificate(args: Arguments) -> bytes:
    upload = args.files.get(args.text("certificate").removeprefix("attach://") or "certificate")
    if upload is None:
        return b""
    try:
        ssl.create_default_context(cadata=upload.body.decode())
    except (ssl.SSLError, ValueError) as error:
        raise bad_request("bad webhook: Failed to set custom certificate") from error
    return upload.body
