"""🎟️ Voucher: the wizard to the end, wrong answers and a restart on the way, and an end that can be undone."""

import pytest

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.only import on_sqlite
from tests.rig.shelves import fill
from tests.rig.world import Person

_QUESTIONS = (
    ("ab", "3 sampai 32 huruf"),
    ("hemat10", "Berapa potongannya"),
    ("101%", "1% sampai 100%"),
    ("10%", "Paling banyak potong"),
    ("gratis", "Itu bukan jumlah uang"),
    ("20rb", "Minimal belanja"),
    ("10.000", "oleh semua orang"),
    ("0", "angka mulai dari 1"),
    ("100", "per orang"),
    ("1", "Mulai kapan"),
    ("besok", "Itu bukan tanggal"),
)


@pytest.fixture
async def wizard(world: InnerWorld, seller: Person) -> Person:
    """Have the seller at the first question about a voucher."""
    await fill(world.shop.environment, "nf", units=2)
    await seller.tap("🎟️ Voucher")
    await seller.read("Belum ada voucher")
    await seller.tap("➕ Buat Voucher")
    await seller.read("Ketik kodenya")
    return seller


async def test_a_voucher_is_made_by_answering_and_a_buyer_pays_less(
    world: InnerWorld, wizard: Person
) -> None:
    for answer, reply in _QUESTIONS:
        await wizard.say(answer)
        await wizard.read(reply)
    await world.shop.stop()
    await world.open_shop()
    await wizard.tap("⏭ Lewati")
    await wizard.read("Sampai kapan")
    for answer, reply in (("1/1/2020", "sesudah tanggal mulai"), ("31/12/2099", "Untuk produk apa")):
        await wizard.say(answer)
        await wizard.read(reply)
    await wizard.say("netf")
    await wizard.tap("⬜ Netflix")
    await wizard.read("Sekarang untuk: Netflix")
    await wizard.tap("➡️ Lanjut")
    summary = await wizard.read("Periksa dulu")
    await wizard.tap("✅ Buat Sekarang")

    card = await wizard.read("🟢 aktif")

    for fact in ("10%", "Rp 20.000", "Rp 10.000", "100×", "01/01/2100 00:00", "Netflix"):
        assert fact in summary
        assert fact in card
    await _buy_with(world, "hemat10")
    await wizard.tap("⬅️ Kembali")
    await wizard.tap("🟢 HEMAT10 · 10% · 1/100")
    assert "total potongan Rp 4.500" in await wizard.read("Terpakai: 1×")


@on_sqlite
async def test_a_voucher_in_rupiah_for_everything_is_stopped_and_resumed(
    world: InnerWorld, wizard: Person
) -> None:
    for answer in ("LEBARAN", "5.000"):
        await wizard.say(answer)
    await wizard.read("Minimal belanja")
    for question in ("oleh semua orang", "per orang", "Mulai kapan", "Sampai kapan"):
        await wizard.tap("⏭ Lewati")
        await wizard.read(question)
    await wizard.tap("⏭ Lewati")
    await wizard.tap("➡️ Lanjut")
    await wizard.tap("✅ Buat Sekarang")
    assert "semua produk" in await wizard.read("🟢 aktif")

    await wizard.tap("⏸ Hentikan")
    await wizard.read("⏸ dihentikan")
    buyer = await world.meet(7001)
    await _reach_payment(buyer)
    await buyer.say("lebaran")
    await buyer.read("tidak bisa dipakai")
    await wizard.tap("▶️ Aktifkan Lagi")
    await wizard.read("🟢 aktif")
    await buyer.say("lebaran")

    await buyer.read("Kupon LEBARAN: -Rp 5.000")


@on_sqlite
async def test_going_back_asks_before_and_batal_forgets(wizard: Person) -> None:
    await wizard.say("PERTAMA")
    await wizard.read("Berapa potongannya")
    await wizard.tap("⬅️ Kembali")
    await wizard.read("Ketik kodenya")
    await wizard.say("KEDUA")
    await wizard.read("Berapa potongannya")
    await wizard.tap("❌ Batal")

    await wizard.read("Belum ada voucher")


async def _buy_with(world: InnerWorld, code: str) -> None:
    buyer = await world.meet(7001)
    await _reach_payment(buyer)
    await buyer.say(code)
    await buyer.read("-Rp 4.500")
    await buyer.tap("💠 QRIS")
    await world.pay((await world.wait_for_payment())["txn_id"])
    await buyer.read("ini pesananmu")


async def _reach_payment(buyer: Person) -> None:
    await buyer.say("/start")
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")
    await buyer.tap("⚡ Beli Sekarang")
    await buyer.tap("🎟️ Gunakan Kupon")
    await buyer.read("Ketik kode kuponnya")
