"""``run_stack.sh`` starts the shop where the shop itself would find a bot's token, the sandbox otherwise."""

import subprocess
from pathlib import Path

import pytest

from auto_order.settings import read_settings

SCRIPT = Path(__file__).parents[2] / "scripts" / "_env_file.sh"
TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_012345"


def starts_the_shop(folder: Path, **environment: str) -> bool:
    asked = subprocess.run(  # noqa: S603 - the script is ours
        ["bash", "-euc", f". {SCRIPT}; has_bot_token"],  # noqa: S607 - any bash will do
        cwd=folder,
        env=environment,
        check=False,
    )
    return asked.returncode == 0


@pytest.mark.parametrize(
    "line",
    [
        f"TELEGRAM_BOT_TOKEN={TOKEN}",
        f"  export TELEGRAM_BOT_TOKEN='{TOKEN}'  # of @BotFather",
        f'TELEGRAM_BOT_TOKEN = " {TOKEN}"',
        f"BOT_STORE_NAME=Toko Saya $5\ntelegram_bot_token={TOKEN}\r",
        "TELEGRAM_BOT_TOKEN=",
        'TELEGRAM_BOT_TOKEN=""\r',
        "TELEGRAM_BOT_TOKEN= # later",
        f"#TELEGRAM_BOT_TOKEN={TOKEN}",
        f"OLD_TELEGRAM_BOT_TOKEN={TOKEN}",
        "",
    ],
)
def test_the_script_sees_a_token_where_the_settings_do(tmp_path: Path, line: str) -> None:
    env_file = tmp_path / ".env"
    env_file.write_bytes(f"{line}\n".encode())

    settings = read_settings({}, env_file=env_file, needs_bot=False)

    assert starts_the_shop(tmp_path) is (settings.telegram_bot_token is not None)


def test_without_a_file_the_environment_decides(tmp_path: Path) -> None:
    assert starts_the_shop(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN)
    assert not starts_the_shop(tmp_path, TELEGRAM_BOT_TOKEN="")
