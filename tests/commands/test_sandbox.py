"""``auto-order sandbox`` is two processes that sell for real, and leaves nothing behind when it ends."""

import asyncio
import signal
import socket
from pathlib import Path

import psutil
import pytest

from auto_order.bootstrap.demo import read_demo_settings
from auto_order.bootstrap.neighbour import find_obstacle
from tests.rig.command import is_listening, run_command
from tests.rig.demo import open_demo

# Each starts real processes, some of them three times over, on a machine that does other things besides.
pytestmark = pytest.mark.timeout(400)

BUYER, SELLER = 1001, 2001


async def test_a_sale_goes_through_and_ctrl_c_leaves_no_process_and_no_port(tmp_path: Path) -> None:
    async with open_demo(tmp_path, is_measured=True) as demo, demo.visited() as world:
        buyer, seller = await world.meet(BUYER, "Budi"), await world.meet(SELLER, "Rina")
        await seller.say("/start")
        await seller.read("selamat datang")
        await buyer.say("/start")
        await buyer.read("selamat datang")
        await buyer.say("🛍 Semua Produk")
        await buyer.tap("🎬 Streaming")
        await buyer.tap("1️⃣")
        await buyer.tap("⚡ Beli Sekarang")
        await buyer.tap("💠 QRIS")
        payment = await world.wait_for_payment()
        await buyer.read("Bayar tepat")
        await world.pay(payment["txn_id"])

        goods = await buyer.read("ini pesananmu")
        notice = await seller.read("dibayar")
        children = demo.command.children()
        code = await demo.command.interrupt()

    assert payment["amount"] == 45_000
    assert "budi.nonton@contoh.id | Film#7301 | Profil 1 | PIN 4471" in goods
    assert "Netflix Premium 1 Bulan" in notice
    assert code == 0
    assert len(children) == 1
    assert not any(child.is_running() for child in children)
    assert not any(map(is_listening, demo.ports))


@pytest.mark.parametrize("victim", ["asked to stop", "the shop is killed", "the sandbox is killed"])
async def test_however_one_of_the_two_ends_the_other_ends_as_well(tmp_path: Path, victim: str) -> None:
    async with open_demo(tmp_path) as demo:
        (sandbox,) = demo.command.children()
        match victim:
            case "asked to stop":
                demo.command.process.send_signal(signal.SIGTERM)
            case "the shop is killed":
                demo.command.process.kill()
            case "the sandbox is killed":
                sandbox.kill()

        code = await demo.command.wait()
        await asyncio.to_thread(psutil.wait_procs, [sandbox], 30)

    expected = {"asked to stop": 0, "the shop is killed": -signal.SIGKILL, "the sandbox is killed": 1}
    assert code == expected[victim]
    assert ("The sandbox ended by itself" in demo.command.said()) == (victim == "the sandbox is killed")
    assert not sandbox.is_running()
    assert not any(map(is_listening, demo.ports))


async def test_what_was_sold_is_remembered_until_reset(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    keys = []
    for words in ([], [], ["--reset"]):
        async with open_demo(tmp_path, "--data", str(folder), *words) as demo:
            assert await demo.command.interrupt() == 0
        keys.append((folder / "encryption.key").read_text())

    assert keys[0] == keys[1] != keys[2]


async def test_a_port_in_use_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        code, said = await run_command(tmp_path, "sandbox", "--port", str(port))

    assert code == 2
    assert f"--port: port {port} cannot be had, perhaps because a sandbox runs already" in said
    assert "Traceback" not in said


async def test_the_shop_has_its_usual_port_where_nobody_else_has_it(tmp_path: Path) -> None:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        page_port = any_port.getsockname()[1]
    is_taken = find_obstacle(9000) is not None

    async with open_demo(tmp_path, "--port", str(page_port)) as demo:
        assert demo.ports[0] == page_port
        assert (demo.ports[1] == 9000) is not is_taken


async def test_two_sandboxes_do_not_share_a_folder(tmp_path: Path) -> None:
    async with open_demo(tmp_path):
        code, said = await run_command(tmp_path, "sandbox", "--port", "0", "--reset")

    assert code == 2
    assert "data/sandbox is in use by a sandbox that runs already" in said


def test_nothing_of_a_real_installation_is_used(tmp_path: Path) -> None:
    given = {
        "TELEGRAM_BOT_TOKEN": "987654321:the-genuine-shop",
        "OWNER_BOT_TOKEN": "987654322:the-genuine-owner",
        "TELEGRAM_MODE": "webhook",
        "TELEGRAM_WEBHOOK_URL": "https://genuine.example.com/hook",
        "TELEGRAM_WEBHOOK_SECRET": "genuine",
        "DATABASE_URL": "postgresql://genuine:genuine@localhost/shop",
        "DATA_ENCRYPTION_KEY_FILE": "/genuine/encryption.key",
        "PAKASIR_API_KEY": "genuine",
        "HTTP_PORT": "9555",
        "BOT_STORE_NAME": "Toko Rina",
    }

    settings = read_demo_settings(tmp_path, given)

    assert settings.bot_store_name == "Toko Rina"
    assert settings.telegram_webhook is None
    assert settings.owner_bot_token is None
    assert settings.http_port == 9000
    assert settings.key_file == tmp_path / "encryption.key"
    assert not [secret for secret in settings.secrets() if "genuine" in secret.reveal()]
