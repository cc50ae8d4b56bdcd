"""📊 Statistik and 🧮 Kalkulator: a chart with its figures and a file; a refund by a formula of one's own."""

import csv
import io

import pytest
from PIL import Image

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.only import on_sqlite
from tests.rig.shelves import fill
from tests.rig.world import Person, text_of


async def read_file(world: InnerWorld, file_id: str) -> bytes:
    async with world._http.get(f"{world.base_url}/_sandbox/files/{file_id}") as answer:  # noqa: SLF001 - bytes, no JSON
        assert answer.status == 200
        return await answer.read()


async def test_the_chart_shows_what_was_sold_and_the_file_says_the_same(
    world: InnerWorld, seller: Person
) -> None:
    await fill(world.shop.environment, "nf", units=1)
    buyer = await world.meet(7001)
    await buyer.order("Netflix")
    await world.pay((await world.wait_for_payment())["txn_id"])
    await buyer.read("ini pesananmu")
    await seller.tap("📊 Statistik")

    shown = await seller.see(lambda message: bool(message.get("photo")), what="a chart")
    await seller.tap("📄 Unduh CSV")
    sent = await seller.see(lambda message: bool(message.get("document")), what="a file")

    assert "Rp 45.000" in text_of(shown)
    assert "1. Netflix · 1 unit" in text_of(shown)
    assert "Jadi dibayar: 100%" in text_of(shown)
    picture = Image.open(io.BytesIO(await read_file(world, shown["photo"][-1]["file_id"])))
    assert picture.size == (1000, 560)
    rows = [*csv.DictReader(io.StringIO((await read_file(world, sent["document"]["file_id"])).decode()))]
    assert (len(rows), rows[-1]["paid"], rows[-1]["revenue"]) == (14, "1", "45000")


@on_sqlite
async def test_days_weeks_and_months_are_a_tap_apart(seller: Person) -> None:
    await seller.tap("📊 Statistik")
    for button, title in (("🗓 Mingguan", "8 minggu"), ("📆 Bulanan", "12 bulan"), ("📅 Harian", "14 hari")):
        await seller.tap(button)
        await seller.read(title)
    await seller.tap("⬅️ Kembali")

    await seller.read("Mau atur apa?")


@pytest.fixture
async def calculator(seller: Person) -> Person:
    """Have the seller at the refund calculator."""
    await seller.tap("🧮 Kalkulator")
    await seller.read("harga * sisa / masa".replace("*", "×").replace("/", "÷"))
    return seller


async def test_a_refund_is_worked_out_by_answering(calculator: Person) -> None:
    await calculator.tap("🧮 Hitung")
    for answer, reply in (
        ("gratis", "Itu bukan jumlah uang"),
        ("45rb", "Berapa hari masa aktifnya"),
        ("0", "1 sampai 36.500 hari"),
        ("30", "Sudah terpakai berapa hari"),
        ("31", "tidak lebih dari itu"),
        ("12", "Refund: Rp 27.000"),
    ):
        await calculator.say(answer)
        await calculator.read(reply)
    await calculator.tap("⬅️ Kembali")

    await calculator.read("terpakai 12/30 hari → Rp 27.000")


@on_sqlite
async def test_the_formula_is_changed_with_buttons_and_by_typing(
    world: InnerWorld, calculator: Person
) -> None:
    await calculator.tap("✏️ Ubah Rumus")
    for button in ("×", "9", "0"):
        await calculator.tap(button)
    await calculator.read("masa × 90")
    await calculator.tap("✅ Simpan")
    await calculator.read("masa × 90")
    await calculator.tap("✏️ Ubah Rumus")
    await calculator.tap("⌫")
    await calculator.tap("✅ Simpan")
    await calculator.hear("Rumusnya belum lengkap")
    await world.shop.stop()
    await world.open_shop()
    await calculator.say("harga * os.system")
    await calculator.read("tidak terbaca di os")
    await calculator.say("harga - terpakai * 1000")
    await calculator.read("harga - terpakai × 1000")
    await calculator.tap("✅ Simpan")

    await calculator.tap("🧮 Hitung")
    for answer in ("45.000", "30", "12"):
        await calculator.say(answer)
    await calculator.read("Refund: Rp 33.000")
