"""Secrets and goods never leave the process: not in logs, not on the console, not in errors or reprs."""

import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from pydantic import BaseModel, ValidationError

from auto_order.kit.errors import ConfigurationError
from auto_order.kit.keyring import Keyring, TamperedError, WrongKeyError, generate_key
from auto_order.kit.secret import Secret
from auto_order.settings import Settings, read_settings
from tests.rig.canary import Ears, canary, listening

log = structlog.get_logger()

KEY = generate_key().reveal()
SECRETS = {
    "TELEGRAM_BOT_TOKEN": f"123456789:{canary('token')}",
    "OWNER_BOT_TOKEN": f"987654321:{canary('owner-token')}",
    "TELEGRAM_WEBHOOK_SECRET": canary("telegram"),
    "PAKASIR_API_KEY": canary("api-key"),
    "PAKASIR_WEBHOOK_SECRET": canary("webhook"),
    "DATABASE_URL": f"postgresql://shop:{canary('password')}@localhost/shop",
    "DATA_ENCRYPTION_KEY": KEY,
}
# What is secret in each: the token behind the number, the password within the address.
CANARIES = {value.rpartition(":")[2].partition("@")[0] for value in SECRETS.values()}


@pytest.fixture
def settings() -> Settings:
    return read_settings(SECRETS | {"PAKASIR_PROJECT_SLUG": "toko"}, env_file=None)


@pytest.fixture(params=["json", "text"])
def ears(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Ears]:
    with listening(form=request.param, secrets=settings.secrets()) as hearing:
        yield hearing


def raised(attempt: Callable[[], object]) -> Exception:
    """Give what the attempt raises."""
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is
        attempt()
    return caught.value


def fail(text: str) -> None:
    raise RuntimeError(text)


def fail_in_a_chain(texts: list[str]) -> None:
    """Fail with each text, each failure caused by the next."""
    try:
        if texts[1:]:
            fail_in_a_chain(texts[1:])
    finally:
        fail(texts[0])


@pytest.mark.parametrize("writing", [str, lambda text: text.encode().hex(), str.upper])
def test_control_a_canary_that_gets_out_is_heard(writing: Callable[[str], str]) -> None:
    secret = canary("goods")

    with listening() as ears:
        sys.stdout.write(writing(secret))

    assert ears.heard([secret, "never-said"]) == {secret}


def test_control_a_canary_in_the_log_is_heard() -> None:
    first, second, third = canary("goods"), canary("goods"), canary("goods")

    with listening() as ears:
        log.info("orders.placed", content=first)
        logging.getLogger("library").warning("content %s", second)
        ears.hear_exception(raised(lambda: fail(third)))

    assert ears.heard([first, second, third]) == {first, second, third}


def test_settings_say_nothing(ears: Ears, settings: Settings) -> None:
    log.info("settings.read", settings=settings, fields=dict(settings), secrets=list(settings.secrets()))
    ears.hear(repr(settings), settings, settings.telegram_webhook, settings.pakasir, vars(settings))
    ears.hear_exception(raised(settings.model_dump_json))

    assert ears.heard(CANARIES) == set()


def test_wrong_settings_are_refused_without_quoting_any(ears: Ears, tmp_path: Path) -> None:
    wrong = {name: f"no such: \u00e9 {value}" for name, value in SECRETS.items()}
    env_file = tmp_path / ".env"
    env_file.write_text(f"no assignment {wrong['PAKASIR_API_KEY']}\nTELEGRAM_ADMIN_IDS={KEY}\n")

    error = raised(lambda: read_settings(wrong, env_file=env_file))

    assert isinstance(error, ConfigurationError)
    assert len(error.others) >= len(SECRETS)
    ears.hear_exception(error)
    log.error("settings.wrong", exc_info=error)
    assert ears.heard(CANARIES) == set()


def test_the_keyring_says_nothing_of_goods_and_keys(ears: Ears) -> None:
    goods = canary("goods")
    keyring = Keyring.read(Secret(KEY))
    sealed = keyring.seal(Secret(goods), "product:42")

    tampered = raised(lambda: keyring.open(sealed, "product:43"))
    unknown = raised(lambda: Keyring.read(generate_key()).open(sealed, "product:42"))
    malformed = raised(lambda: Keyring.read(Secret(f"{KEY},{goods}")))

    assert (type(tampered), type(unknown)) == (TamperedError, WrongKeyError)
    for error in (tampered, unknown, malformed):
        ears.hear_exception(error)
        log.error("stock.unreadable", exc_info=error)
    ears.hear(repr(keyring), vars(keyring), sealed, keyring.fingerprint(Secret(goods), "product:42"))
    log.info("stock.opened", content=keyring.open(sealed, "product:42"), keyring=keyring, sealed=sealed)
    assert ears.heard([goods, KEY]) == set()


def test_goods_stay_hidden_in_whatever_holds_them(ears: Ears) -> None:
    goods = canary("goods")
    held = Secret(goods)

    log.info("delivery.sent", content=held, many=[held], named={"content": {held}}, error=ValueError(held))
    log.error("delivery.failed", exc_info=raised(lambda: fail(f"cannot send {held}")))
    logging.getLogger("library").warning("%s %r %s", held, [held], {"content": held})
    with structlog.contextvars.bound_contextvars(content=held):
        log.info("delivery.noted")
    ears.hear_exception(raised(lambda: dict[Secret, int]()[held]))

    assert ears.heard([goods]) == set()
    assert "***" in ears.log.getvalue()


def test_known_secrets_are_taken_out_of_everything_that_is_logged(ears: Ears) -> None:
    texts = [f"https://host/bot{secret}/getMe?{secret!r}" for secret in SECRETS.values()]

    for text in texts:
        log.info(text, url=text, nested=[{text: (text,)}])
        logging.getLogger("aiohttp.client").warning("%s", text)
    log.error("gateway.failed", exc_info=raised(lambda: fail_in_a_chain(texts)))
    log.error("gateway.failed", exc_info=ExceptionGroup(texts[0], [ValueError(text) for text in texts]))
    logging.getLogger("library").error("failed", exc_info=raised(lambda: fail_in_a_chain(texts)))

    assert ears.heard(CANARIES) == set()
    assert ears.log.getvalue().count("RuntimeError: https://host/bot") == 2 * len(texts)


def test_a_token_that_no_setting_knows_is_taken_out_too(ears: Ears) -> None:
    token = canary("stranger")

    log.error("telegram.failed", exc_info=raised(lambda: fail(f"GET https://host/bot42:{token}/getMe")))
    logging.getLogger("library").warning("token 123456789:%s", token)

    assert ears.heard([token]) == set()


def test_input_that_pydantic_refuses_is_not_quoted(ears: Ears) -> None:
    class Message(BaseModel):
        number: int

    goods = canary("goods")

    error = raised(lambda: Message.model_validate({"number": goods}))

    assert isinstance(error, ValidationError)
    log.error("telegram.failed", exc_info=error, error=str(error))
    ears.hear(ears.redactor(str(error)))
    assert ears.heard([goods]) == set()
    assert "valid integer" in ears.log.getvalue()
