"""Starting and stopping the box: where it listens, what it prints, what it leaves behind."""

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession

from auto_order_sandbox.box import Box, NotRunning
from auto_order_sandbox.options import GatewayOptions, Options
from auto_order_sandbox.running import running, running_sandbox
from tests.rig.waiting import eventually
from tests.sandbox.bots.running import running_sandbox_process
from tests.sandbox.clients import Bot, Phone

COMMAND = (sys.executable, "-m", "auto_order_sandbox")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        (*COMMAND, *arguments),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "COLUMNS": "200"},  # so that the help has room
    )


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - that is the point
        ("192.168.1.5", False),
    ],
)
def test_what_others_can_reach_is_known(host: str, *, is_loopback: bool) -> None:
    assert Options(host=host).is_loopback is is_loopback


def test_it_listens_on_loopback_unless_told_otherwise() -> None:
    assert Options().is_loopback


def test_secrets_are_not_in_what_options_look_like() -> None:
    shown = repr(Options(gateway=GatewayOptions(key="kunci", secret="rahasia")))

    assert "kunci" not in shown
    assert "rahasia" not in shown


async def test_the_command_runs_a_sandbox_until_it_is_interrupted(tmp_path: Path) -> None:
    async with ClientSession() as http:
        with running_sandbox_process(tmp_path / "log") as base_url:
            bot, buyer = Bot(base_url, http), Phone(base_url, http)
            await bot.call("getMe")
            await buyer.send("/start")
            assert (await bot.say(buyer))["text"] == "Halo"

        with pytest.raises(ClientConnectionError):
            await bot.call("getMe")
    assert (tmp_path / "log").read_text() == ""


async def test_it_warns_when_others_can_reach_it(tmp_path: Path) -> None:
    with running_sandbox_process(tmp_path / "log", "--host", "0.0.0.0"):  # noqa: S104 - that is the point
        pass

    assert (tmp_path / "log").read_text() == (
        "Warning: 0.0.0.0 is not loopback. Anyone who reaches it commands this sandbox.\n"
    )


def test_an_address_that_is_taken_is_named_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        ended = run("--port", str(taken.getsockname()[1]))

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith("Cannot listen on 127.0.0.1:")
    assert ended.stderr.endswith("Example: --port 0\n")


def test_the_command_says_what_it_takes() -> None:
    ended = run("--help")

    assert ended.returncode == 0
    for option in ("--host", "--port", "--no-limits", "--gateway-webhook-url"):
        assert option in ended.stdout


async def test_it_listens_on_the_other_loopback_too(http: ClientSession) -> None:
    async with running(Options(host="::1", port=0)) as sandbox:
        assert sandbox.base_url.startswith("http://[::1]:")
        assert (await Bot(sandbox.base_url, http).call("getMe"))["id"] == 42


async def test_two_sandboxes_know_nothing_of_each_other(http: ClientSession) -> None:
    async with running_sandbox() as here, running_sandbox() as there:
        await Phone(here, http).send("/start")

        assert len(await Bot(here, http).updates()) == 1
        assert await Bot(there, http).updates() == []


async def test_it_stops_while_bots_are_polling(http: ClientSession) -> None:
    async with running_sandbox() as base_url:
        bot = Bot(base_url, http)
        waiting = asyncio.ensure_future(bot.updates(timeout=50, allowed_updates=["poll"]))
        await eventually(lambda: _is_polling(bot))

    with pytest.raises(ClientConnectionError):
        await waiting


async def _is_polling(bot: Bot) -> bool:
    return "allowed_updates" in await bot.call("getWebhookInfo")


async def test_nothing_is_started_and_nothing_fetched_before_the_box_runs() -> None:
    box = Box(Options())

    async def work() -> None:
        raise AssertionError("never run")

    with pytest.raises(NotRunning):
        box.start(work(), name="work")
    with pytest.raises(NotRunning):
        _ = box.http


async def test_work_in_the_background_that_fails_is_logged_and_stops_nothing_else(
    http: ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        raise ValueError("on purpose")

    async with running(Options(port=0)) as sandbox:
        box = next(value for value in sandbox.app.values() if isinstance(value, Box))
        box.start(fail(), name="a task")
        await eventually(lambda: "a task failed" in caplog.text)

        assert (await Bot(sandbox.base_url, http).call("getMe"))["id"] == 42
