"""What a person may write into the environment, and what is said about it when it is wrong."""

import re
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from auto_order.kit.errors import ConfigurationError
from auto_order.kit.keyring import generate_key
from auto_order.kit.secret import Secret
from auto_order.settings import PakasirProject, Settings, TelegramWebhook, read_settings

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_012345"
KEY, FORMER_KEY = generate_key().reveal(), generate_key().reveal()
PAKASIR = {
    "PAKASIR_PROJECT_SLUG": "toko-saya",
    "PAKASIR_API_KEY": "key-0123456789",
    "PAKASIR_WEBHOOK_SECRET": "webhook-0123456789",
}
ENV_EXAMPLE = Path(__file__).parents[2] / ".env.example"


def read(variables: dict[str, str] | None = None, *, env_file: Path | None = None) -> Settings:
    return read_settings({"TELEGRAM_BOT_TOKEN": TOKEN} | (variables or {}), env_file=env_file)


def complaint(variables: dict[str, str]) -> str:
    """Say what is complained about."""
    with pytest.raises(ConfigurationError) as caught:
        read(variables)
    return str(caught.value)


def documented() -> dict[str, str]:
    """Give the settings of ``.env.example``, switched on or off, with the values they show there."""
    lines = re.findall(r"^#?([A-Z_]+)=(.*)$", ENV_EXAMPLE.read_text(), re.MULTILINE)
    assert len(lines) == len(dict(lines)), "a setting stands there twice"
    return dict(lines)


def test_a_token_is_all_that_a_shop_needs() -> None:
    settings = read()

    assert settings.telegram_bot_token == Secret(TOKEN)
    assert settings.database_url == Secret("sqlite:///data/shop.db")
    assert settings.bot_timezone == ZoneInfo("Asia/Jakarta")
    assert settings.telegram_webhook is None
    assert settings.pakasir is None


def test_without_a_token_only_commands_that_talk_to_nobody_run() -> None:
    assert read_settings({}, env_file=None, needs_bot=False).telegram_bot_token is None
    with pytest.raises(ConfigurationError, match="TELEGRAM_BOT_TOKEN: is missing"):
        read_settings({}, env_file=None)


def test_settings_never_change() -> None:
    settings = read()

    with pytest.raises(ValueError, match="frozen"):
        settings.http_port = 1


@pytest.mark.parametrize(
    "pasted",
    [
        f" {TOKEN} ",
        f'"{TOKEN}"',
        f"'{TOKEN}'\n",
        f"\u201c{TOKEN}\u201d",
        f"` {TOKEN}\u200b `",
        f"\ufeff{TOKEN}\r\n",
    ],
)
def test_what_surrounds_a_pasted_value_is_forgiven(pasted: str) -> None:
    assert read({"TELEGRAM_BOT_TOKEN": pasted}).telegram_bot_token == Secret(TOKEN)


def test_a_quote_inside_a_value_stays() -> None:
    assert read({"BOT_STORE_NAME": "Toko 'Saya'"}).bot_store_name == "Toko 'Saya'"


def test_a_blank_value_counts_as_not_given() -> None:
    assert read({"BOT_LANGUAGE": "  ", "HTTP_PORT": '""'}) == read()


def test_names_and_choices_may_be_written_in_any_case() -> None:
    settings = read({"bot_language": "EN", "LOG_LEVEL": "Debug", "PROTECT_GOODS": "TRUE"})

    assert (settings.bot_language, settings.log_level, settings.protect_goods) == ("en", "debug", True)


@pytest.mark.parametrize("written", ["42,7", " 42 , 7, ", "[42, 7]", "42,7,42"])
def test_ids_are_numbers_between_commas(written: str) -> None:
    assert read({"TELEGRAM_ADMIN_IDS": written}).telegram_admin_ids == {7, 42}


def test_every_problem_is_told_at_once_with_an_example() -> None:
    told = complaint(
        {
            "TELEGRAM_BOT_TOKEN": "no-colon",
            "TELEGRAM_ADMIN_IDS": "12, @budi",
            "INVOICE_MINUTES": "200",
            "PAKASIR_API_KEY": "key-0123456789",
        }
    )

    names = re.findall(r"^(\w+): ", told, re.MULTILINE)
    assert names == [
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_ADMIN_IDS",
        "INVOICE_MINUTES",
        "PAKASIR_PROJECT_SLUG",
        "PAKASIR_WEBHOOK_SECRET",
    ]
    assert re.findall(r"^  Example: (\w+)=\S", told, re.MULTILINE) == names


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("TELEGRAM_BOT_TOKEN", "123456789", "is not a bot token"),
        ("TELEGRAM_BOT_TOKEN", "123456789:abc def", "is not a bot token"),
        ("TELEGRAM_BOT_TOKEN", "bot123:abcdef", "is not a bot token"),
        ("OWNER_BOT_TOKEN", "later", "is not a bot token"),
        ("TELEGRAM_ADMIN_IDS", "-100123", "numeric ids of people"),
        ("TELEGRAM_ADMIN_IDS", "\u0661\u0662", "numeric ids of people"),
        ("TELEGRAM_OWNER_IDS", "99999999999999999", "numeric ids of people"),
        ("TELEGRAM_MODE", "push", "must be 'polling', 'webhook' or 'auto'"),
        ("TELEGRAM_WEBHOOK_SECRET", "a b", "must be 1 to 256"),
        ("TELEGRAM_WEBHOOK_SECRET", "a" * 257, "must be 1 to 256"),
        ("TELEGRAM_WEBHOOK_URL", "http://shop.example/hook", "must begin with https://"),
        ("TELEGRAM_WEBHOOK_URL", "shop.example/hook", "must be a web address"),
        ("TELEGRAM_API_URL", "https://user:pw@api.example", "must be a web address"),
        ("TELEGRAM_API_URL", "https://api.example:port", "must be a web address"),
        ("TELEGRAM_API_URL", "https://[half", "must be a web address"),
        ("PAKASIR_API_URL", "ftp://127.0.0.1/x", "must be a web address"),
        ("PAKASIR_PROJECT_SLUG", "../toko", "must be letters and digits"),
        ("PAKASIR_API_KEY", "two words", "must be at most 512 plain characters"),
        ("PAKASIR_WEBHOOK_SECRET", "raha\u0161ia", "must be at most 512 plain characters"),
        ("PAKASIR_TEST_MODE", "maybe", "must be true or false"),
        ("BOT_STORE_NAME", "x" * 65, "must have at most 64 characters"),
        ("BOT_LANGUAGE", "fr", "must be 'id' or 'en'"),
        ("BOT_TIMEZONE", "WIB+7", "is not a time zone"),
        ("BOT_TIMEZONE", "../../etc/passwd", "is not a time zone"),
        ("BOT_TIMEZONE", "Asia", "is not a time zone"),
        ("INVOICE_MINUTES", "4", "must be greater than or equal to 5"),
        ("INVOICE_MINUTES", "181", "must be less than or equal to 180"),
        ("INVOICE_MINUTES", "a quarter", "must be a whole number"),
        ("SERVICE_FEE", "both", "must be 'seller' or 'buyer'"),
        ("DATABASE_URL", "mysql://localhost/shop", "must begin with sqlite:/// or postgresql://"),
        ("DATA_ENCRYPTION_KEY", "c2hvcnQ=", "32 bytes as url-safe base64"),
        ("HTTP_HOST", "http://0.0.0.0", "must be an address without scheme"),
        ("HTTP_PORT", "65536", "must be less than or equal to 65535"),
        ("LOG_LEVEL", "loud", "must be 'debug'"),
    ],
)
def test_a_wrong_value_is_named_and_never_repeated(name: str, value: str, problem: str) -> None:
    told = complaint({name: value} | (PAKASIR | {name: value} if name in PAKASIR else {}))

    assert told.startswith(f"{name}: ")
    assert problem in told
    assert value not in told.partition("Example: ")[0]
    assert told.count("Example: ") == 1


@pytest.mark.parametrize("address", ["http://127.0.0.1:8081", "http://localhost:8081/", "http://[::1]:8081"])
def test_plain_http_is_allowed_to_this_machine(address: str) -> None:
    assert read({"TELEGRAM_API_URL": address}).telegram_api_url == address.rstrip("/")


@pytest.mark.parametrize("name", PAKASIR)
def test_the_three_of_pakasir_belong_together(name: str) -> None:
    told = complaint({key: value for key, value in PAKASIR.items() if key != name})

    assert told.startswith(f"{name}: is missing")


def test_a_pakasir_project_is_handed_over_whole() -> None:
    settings = read(PAKASIR)

    assert settings.pakasir == PakasirProject(
        "toko-saya", Secret("key-0123456789"), Secret("webhook-0123456789")
    )


@pytest.mark.parametrize("mode", ["webhook", "auto"])
def test_a_webhook_without_a_secret_is_refused(mode: str) -> None:
    told = complaint({"TELEGRAM_MODE": mode, "TELEGRAM_WEBHOOK_URL": "https://shop.example/telegram"})

    assert told.startswith("TELEGRAM_WEBHOOK_SECRET: is missing")


def test_webhook_mode_without_an_address_is_refused() -> None:
    told = complaint({"TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": "s3cret"})

    assert told.startswith("TELEGRAM_WEBHOOK_URL: is missing")


@pytest.mark.parametrize(("mode", "is_used"), [("webhook", True), ("auto", True), ("polling", False)])
def test_the_mode_decides_about_a_webhook_that_is_set_up(mode: str, is_used: bool) -> None:  # noqa: FBT001 - a case
    settings = read(
        {
            "TELEGRAM_MODE": mode,
            "TELEGRAM_WEBHOOK_URL": "https://shop.example/telegram",
            "TELEGRAM_WEBHOOK_SECRET": "s3cret",
        }
    )

    webhook = TelegramWebhook("https://shop.example/telegram", Secret("s3cret"))
    assert settings.telegram_webhook == (webhook if is_used else None)
    assert ("TELEGRAM_WEBHOOK_URL is not used" in " ".join(settings.warnings())) is not is_used


def test_auto_mode_polls_where_no_address_is_set() -> None:
    assert read({"TELEGRAM_MODE": "auto"}).telegram_webhook is None


def test_a_misspelt_name_brings_up_the_right_one() -> None:
    settings = read(
        {
            "TELEGRAM_ADMIN_ID": "42",
            "BOT_COLOUR": "red",
            "DATABASE_ULR": "x",
            "HTTP_PROXY": "http://proxy:3128",
        }
    )

    warnings = list(settings.warnings())
    assert "TELEGRAM_ADMIN_ID is not a setting. Did you mean TELEGRAM_ADMIN_IDS?" in warnings
    assert "DATABASE_ULR is not a setting. Did you mean DATABASE_URL?" in warnings
    assert "BOT_COLOUR is not a setting." in warnings
    assert "PROXY" not in " ".join(warnings)


def test_a_misspelt_name_is_told_with_what_is_missing() -> None:
    with pytest.raises(ConfigurationError, match="Did you mean TELEGRAM_BOT_TOKEN") as caught:
        read_settings({"TELEGRAM_BOT_TOKE": TOKEN}, env_file=None)

    assert TOKEN not in str(caught.value)


def test_a_shop_without_admins_or_in_test_mode_is_warned_about() -> None:
    careless = " ".join(read({"PAKASIR_TEST_MODE": "yes"}).warnings())
    careful = list(read({"TELEGRAM_ADMIN_IDS": "42"}).warnings())

    assert "TELEGRAM_ADMIN_IDS is empty" in careless
    assert "PAKASIR_TEST_MODE is on" in careless
    assert careful == []


@pytest.mark.parametrize(
    ("variables", "path"),
    [
        ({}, "data/encryption.key"),
        ({"DATABASE_URL": "sqlite:////srv/shop/shop.db?timeout=5"}, "/srv/shop/encryption.key"),
        ({"DATABASE_URL": "sqlite+aiosqlite:///shops/one.db"}, "shops/encryption.key"),
        ({"DATABASE_URL": "postgresql://shop:pw@localhost/shop"}, "data/encryption.key"),
        ({"DATA_ENCRYPTION_KEY_FILE": "/run/key"}, "/run/key"),
    ],
)
def test_the_key_file_lies_beside_the_data(variables: dict[str, str], path: str) -> None:
    assert read(variables).key_file == Path(path)


def test_every_secret_is_known_as_one() -> None:
    settings = read(
        PAKASIR
        | {
            "OWNER_BOT_TOKEN": "1:owner",
            "TELEGRAM_WEBHOOK_SECRET": "knocks-3-times",
            "DATABASE_URL": "postgresql://shop:p%40ss@localhost/shop",
            "DATA_ENCRYPTION_KEY": f"{FORMER_KEY}, {KEY}",
        }
    )

    revealed = {secret.reveal() for secret in settings.secrets()}
    assert revealed >= {TOKEN, "1:owner", "knocks-3-times", "key-0123456789", "webhook-0123456789"}
    assert revealed >= {"p%40ss", "p@ss", FORMER_KEY, KEY}
    assert not [secret for secret in revealed if secret in repr(settings)]


def test_a_file_fills_what_the_environment_leaves_open(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_bytes(
        b"\xef\xbb\xbf# a comment\r\n"
        b"export BOT_STORE_NAME='Toko Saya' # another\r\n"
        b"HTTP_PORT=1\r\nLOG_LEVEL=error\r\n"
    )

    settings = read({"HTTP_PORT": "2", "LOG_LEVEL": ""}, env_file=env_file)

    assert (settings.bot_store_name, settings.http_port, settings.log_level) == ("Toko Saya", 2, "error")


def test_nothing_in_a_file_is_expanded(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("DATABASE_URL=postgresql://shop:${HOME}$HOME@localhost/shop\n")

    assert read(env_file=env_file).database_url.reveal() == "postgresql://shop:${HOME}$HOME@localhost/shop"


def test_a_missing_file_is_no_error(tmp_path: Path) -> None:
    assert read(env_file=tmp_path / ".env") == read()


def test_broken_lines_of_a_file_are_named_by_number_with_all_other_problems(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text(f"\n\nTELEGRAM BOT TOKEN={TOKEN}\nHTTP_PORT=none\n{TOKEN}\n")

    with pytest.raises(ConfigurationError) as caught:
        read(env_file=env_file)

    told = str(caught.value)
    assert re.findall(r"^.*(line \d|HTTP_PORT): ", told, re.MULTILINE) == ["line 3", "line 5", "HTTP_PORT"]
    assert TOKEN not in told


def test_a_file_of_another_encoding_is_named_and_not_quoted(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}", encoding="utf-16")

    with pytest.raises(ConfigurationError, match="cannot be read") as caught:
        read(env_file=env_file)

    assert caught.value.__context__ is None


def test_the_example_file_names_every_setting_and_no_other() -> None:
    assert set(documented()) == set(Settings.names())


def test_the_example_file_shows_the_values_that_count_anyway() -> None:
    for name, value in documented().items():
        assert read_settings({name: value} | {"TELEGRAM_BOT_TOKEN": TOKEN}, env_file=None) == read(), name


def test_the_example_file_means_the_same_to_a_shell(tmp_path: Path) -> None:
    switched_on = tmp_path / ".env"
    switched_on.write_text(re.sub(r"^#([A-Z_]+=)", r"\1", ENV_EXAMPLE.read_text(), flags=re.MULTILINE))

    told = subprocess.run(  # noqa: S603 - the file is ours
        ["bash", "-euc", f"set -a; . {switched_on}; env"],  # noqa: S607 - any bash will do
        env={},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    variables = dict(line.split("=", maxsplit=1) for line in told.splitlines())
    assert read_settings(variables | {"TELEGRAM_BOT_TOKEN": TOKEN}, env_file=None) == read()
