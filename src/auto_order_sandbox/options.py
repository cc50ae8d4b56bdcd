"""What may differ between two sandboxes. Everything else is decided by the box itself."""

from dataclasses import dataclass, field

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class GatewayOptions:
    """The one merchant project the payment gateway knows, and where it reports payments to."""

    slug: str = "sandbox-shop"
    key: str = field(default="sandbox-api-key", repr=False)
    secret: str = field(default="sandbox-webhook-secret", repr=False)
    webhook_url: str = "http://127.0.0.1:9000/webhooks/pakasir"


@dataclass(frozen=True, slots=True)
class Options:
    """`port` 0 takes any free one. `limits` False answers no 429 of its own, for load tests."""

    host: str = "127.0.0.1"
    port: int = 8081
    limits: bool = True
    gateway: GatewayOptions = field(default_factory=GatewayOptions)

    @property
    def is_loopback(self) -> bool:
        return self.host in LOOPBACK or self.host.startswith("127.")
