"""Everything that differs between two installations, read once from the environment and ``.env``.

What a seller changes while the shop runs is not here but in the database. Only the top of the house sees this
object; rooms are handed values.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, NamedTuple
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from auto_order.kit import environment
from auto_order.kit.errors import ConfigurationError
from auto_order.kit.secret import Secret
from auto_order.kit.variables import (
    AnyCase,
    BotToken,
    DatabaseUrl,
    EncryptionKeys,
    HeaderSecret,
    Host,
    Ids,
    Line,
    Slug,
    Timezone,
    Url,
    WebhookSecret,
)

# Unknown names that begin so are surely meant for us.
_FAMILIES = ("TELEGRAM_", "PAKASIR_", "BOT_", "OWNER_")
_PAKASIR = ("PAKASIR_PROJECT_SLUG", "PAKASIR_API_KEY", "PAKASIR_WEBHOOK_SECRET")
_PLAIN_WORDS = {"bool_parsing": "must be true or false", "int_parsing": "must be a whole number"}


class TelegramWebhook(NamedTuple):
    """Where Telegram is to bring updates, and the secret it brings along."""

    url: str
    secret: Secret


class PakasirProject(NamedTuple):
    """A project at Pakasir: its name in addresses, our key, and the secret its webhooks carry."""

    slug: str
    api_key: Secret
    webhook_secret: Secret


class Settings(BaseSettings):
    """The settings; each field is the environment variable of its name, and ``.env.example`` explains it.

    Made by :func:`read_settings`. Secrets are :class:`Secret`, so that no repr shows them.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True
    )

    telegram_bot_token: BotToken | None = Field(
        None, examples=["123456789:AAExampleExampleExampleExample-Exam"]
    )
    telegram_admin_ids: Ids = Field(frozenset(), examples=["123456789,987654321"])
    telegram_owner_ids: Ids = Field(frozenset(), examples=["123456789"])
    owner_bot_token: BotToken | None = Field(None, examples=["987654321:AAExampleExampleExampleExample-Exam"])
    telegram_mode: Annotated[Literal["polling", "webhook", "auto"], AnyCase] = Field(
        "polling", examples=["polling"]
    )
    telegram_webhook_url: Url | None = Field(None, examples=["https://shop.example.com/webhooks/telegram"])
    telegram_webhook_secret: WebhookSecret | None = Field(None, examples=["a-long-random-word_42"])
    telegram_api_url: Url = Field("https://api.telegram.org", examples=["https://api.telegram.org"])
    telegram_messages_per_second: int = Field(30, ge=0, le=1000, examples=["30"])

    pakasir_project_slug: Slug | None = Field(None, examples=["toko-saya"])
    pakasir_api_key: HeaderSecret | None = Field(None, examples=["the-key-from-the-project-page"])
    pakasir_webhook_secret: HeaderSecret | None = Field(None, examples=["the-secret-from-the-project-page"])
    pakasir_api_url: Url = Field(
        "https://app.pakasir.com/api/v2", examples=["https://app.pakasir.com/api/v2"]
    )
    pakasir_test_mode: bool = Field(default=False, examples=["false"])

    bot_store_name: Line = Field("Toko Digital", max_length=64, examples=["'Toko Saya'"])
    bot_language: Annotated[Literal["id", "en"], AnyCase] = Field("id", examples=["id"])
    bot_timezone: Timezone = Field(ZoneInfo("Asia/Jakarta"), examples=["Asia/Jakarta"])
    bot_support_contact: Line | None = Field(None, max_length=128, examples=["@toko_saya_cs"])

    bot_welcome_sticker: Line | None = Field(
        None, max_length=200, examples=["https://example.com/hello.webp"]
    )

    invoice_minutes: int = Field(15, ge=5, le=180, examples=["15"])
    invoice_grace_seconds: int = Field(120, ge=0, le=3600, examples=["120"])
    service_fee: Annotated[Literal["seller", "buyer"], AnyCase] = Field("seller", examples=["seller"])
    open_orders_per_buyer: int = Field(3, ge=1, le=100, examples=["3"])
    held_units_per_buyer: int = Field(100, ge=1, le=10_000, examples=["100"])
    lapses_forgiven: int = Field(2, ge=0, le=100, examples=["2"])
    shortest_invoice_minutes: int = Field(5, ge=1, le=180, examples=["5"])
    forged_webhooks_per_minute: int = Field(30, ge=1, le=10_000, examples=["30"])
    webhooks_per_payment: int = Field(100, ge=1, le=10_000, examples=["100"])
    deposit_minimum: int = Field(10_000, ge=500, le=10_000_000, examples=["10000"])
    deposit_maximum: int = Field(10_000_000, ge=500, le=10_000_000, examples=["10000000"])
    manual_transfer_instructions: Line | None = Field(
        None, max_length=500, examples=["'BCA 1234567890 a.n. Toko Saya'"]
    )
    voucher_tries: int = Field(5, ge=1, le=100, examples=["5"])
    voucher_pause_seconds: int = Field(60, ge=1, le=3600, examples=["60"])
    anti_spam: bool = Field(default=True, examples=["true"])
    protect_goods: bool = Field(default=False, examples=["false"])

    database_url: DatabaseUrl = Field(
        Secret("sqlite:///data/shop.db"), examples=["postgresql://shop:password@localhost/shop"]
    )
    database_pool_size: int = Field(10, ge=2, le=200, examples=["10"])
    data_encryption_key: EncryptionKeys | None = Field(
        None, examples=["what this prints: openssl rand -base64 32 | tr +/ -_"]
    )
    data_encryption_key_file: Path | None = Field(None, examples=["data/encryption.key"])

    http_host: Host = Field("0.0.0.0", examples=["0.0.0.0"])  # noqa: S104 - a webhook comes from outside
    http_port: int = Field(9000, ge=0, le=65535, examples=["9000"])
    job_lease_seconds: int = Field(30, ge=5, le=3600, examples=["30"])
    log_level: Annotated[Literal["debug", "info", "warning", "error"], AnyCase] = Field(
        "info", examples=["info"]
    )
    log_format: Annotated[Literal["auto", "text", "json"], AnyCase] = Field("auto", examples=["auto"])

    # Not a variable: names that look meant for us, each with the known one it resembles.
    misspelt: tuple[tuple[str, str | None], ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is the base's
        init_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is handed over and nothing else: one process may hold several shops."""
        return (init_settings,)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Name every environment variable there is."""
        return tuple(name.upper() for name in cls.model_fields if name != "misspelt")

    @property
    def telegram_webhook(self) -> TelegramWebhook | None:
        """The webhook, or None where updates are polled for."""
        url, secret = self.telegram_webhook_url, self.telegram_webhook_secret
        return TelegramWebhook(url, secret) if self.telegram_mode != "polling" and url and secret else None

    @property
    def pakasir(self) -> PakasirProject | None:
        """The project that collects QRIS payments, or None where none is set up."""
        slug, key, secret = self.pakasir_project_slug, self.pakasir_api_key, self.pakasir_webhook_secret
        return PakasirProject(slug, key, secret) if slug and key and secret else None

    @property
    def key_file(self) -> Path:
        """Where the encryption key is kept when none is set: beside an SQLite file, else in ``data/``."""
        if self.data_encryption_key_file:
            return self.data_encryption_key_file
        scheme, path = self.database_url.reveal().partition("?")[0].split("://", maxsplit=1)
        folder = Path(path[1:]).parent if scheme.startswith("sqlite") else Path("data")
        return folder / "encryption.key"

    def secrets(self) -> Iterator[Secret]:
        """Give everything that must never be printed, for the log to know it."""
        yield from (value for value in vars(self).values() if isinstance(value, Secret))
        if password := re.search(r"://[^:/]*:([^@]+)@", self.database_url.reveal()):
            yield from (Secret(password[1]), Secret(unquote(password[1])))
        if self.data_encryption_key:
            yield from map(Secret, filter(None, re.split(r"[,\s]+", self.data_encryption_key.reveal())))

    def warnings(self) -> Iterator[str]:
        """Say what may be meant otherwise, in sentences for the log."""
        for name, known in self.misspelt:
            yield f"{name} is not a setting. Did you mean {known}?" if known else f"{name} is not a setting."
        if not self.telegram_admin_ids:
            yield "TELEGRAM_ADMIN_IDS is empty: nobody can run the shop or hears of its problems."
        if self.telegram_webhook_url and self.telegram_mode == "polling":
            yield "TELEGRAM_WEBHOOK_URL is not used while TELEGRAM_MODE is polling."
        if self.pakasir_test_mode:
            yield "PAKASIR_TEST_MODE is on: goods go out for payments that never happened."


def read_settings(
    variables: Mapping[str, str] | None = None,
    *,
    env_file: Path | None = Path(".env"),
    needs_bot: bool = True,
) -> Settings:
    """Read the process's environment, or the given variables, over the file; a missing file is no error.

    Raises one ConfigurationError that names everything that is wrong. Without ``needs_bot`` the token may be
    missing: migrating or importing talks to nobody.
    """
    given, problems = environment.merge(os.environ if variables is None else variables, env_file)
    misspelt = environment.list_misspelt(given, Settings.names(), _FAMILIES)
    values = {name.lower(): given[name] for name in Settings.names() if name in given}
    settings = None
    try:
        settings = Settings.model_validate({**values, "misspelt": misspelt})
    except ValidationError as error:
        problems += map(_as_problem, error.errors(include_context=False, include_input=False))
    problems += _list_missing(given, needs_bot=needs_bot)
    if settings is None or problems:
        problems += [_misspelt(name, known) for name, known in misspelt if known]
        raise ConfigurationError.joined(problems)
    return settings


def _problem(name: str, problem: str) -> ConfigurationError:
    return ConfigurationError(name, problem, example=_example(name))


def _misspelt(name: str, known: str) -> ConfigurationError:
    return ConfigurationError(name, f"is not a setting. Did you mean {known}?", example=_example(known))


def _example(name: str) -> str:
    return f"{name}={(Settings.model_fields[name.lower()].examples or [''])[0]}"


def _as_problem(detail: ErrorDetails) -> ConfigurationError:
    words = _PLAIN_WORDS.get(detail["type"]) or detail["msg"].removeprefix("Value error, ")
    words = re.sub("^(Input|String) should", "must", words)
    return _problem(str(detail["loc"][0]).upper(), words)


def _list_missing(given: Mapping[str, str], *, needs_bot: bool) -> Iterator[ConfigurationError]:
    """Find settings without which others make no sense. Whatever is given at all counts, right or wrong."""
    if needs_bot and "TELEGRAM_BOT_TOKEN" not in given:
        yield _problem("TELEGRAM_BOT_TOKEN", "is missing; @BotFather gives you one")
    if any(name in given for name in _PAKASIR):
        for name in _PAKASIR:
            if name not in given:
                yield _problem(name, f"is missing; {', '.join(_PAKASIR)} belong together")
    mode = given.get("TELEGRAM_MODE", "polling").lower()
    if mode == "webhook" and "TELEGRAM_WEBHOOK_URL" not in given:
        yield _problem("TELEGRAM_WEBHOOK_URL", "is missing; TELEGRAM_MODE=webhook needs it")
    has_webhook = mode == "webhook" or (mode == "auto" and "TELEGRAM_WEBHOOK_URL" in given)
    if has_webhook and "TELEGRAM_WEBHOOK_SECRET" not in given:
        yield _problem(
            "TELEGRAM_WEBHOOK_SECRET", "is missing; without it anyone could send updates to the shop"
        )
