"""Products whose units are files, and products that all their buyers get the same of."""

import pytest

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.shelves import fill
from tests.rig.world import Person

_FILE = bytes(range(256)) * 100
_LINK = "https://example.test/kelas?a=1&b=<2>"


@pytest.fixture
async def stock(seller: Person) -> Person:
    """Have an empty product, and the screen of what its units can be."""
    await fill(seller.world.shop.environment, "nf")
    await seller.tap("📦 Stok")
    await seller.tap("🔴 Netflix · 0")
    await seller.tap("🧩 Ganti Jenis Isi")
    await seller.read("Mau diganti jadi apa?")
    return seller


async def add_file(stock: Person) -> None:
    await stock.tap("📎 file, satu file satu pembeli")
    await stock.tap("📎 Tambah File")
    await stock.read("Kirim satu file")
    await stock.send_file("kelas-1.zip", _FILE)
    await stock.read("1 isi tersimpan")


async def share(stock: Person) -> None:
    await stock.tap("🔗 isi bersama, sama untuk semua")
    await share_here(stock)


async def share_here(stock: Person) -> None:
    await stock.tap("🔗 Isi Bersama")
    await stock.read("yang didapat semua pembeli")
    await stock.say(_LINK)
    await stock.read("Tersedia: selalu ada")


async def test_files_go_in_one_by_one_and_none_twice(stock: Person) -> None:
    await add_file(stock)
    await stock.say("bukan file")
    await stock.read("Yang ditunggu di sini adalah file")
    await stock.send_file("lain.zip", _FILE)
    await stock.read("sudah ada di produk ini")
    await stock.send_file("dua.zip", _FILE + b"2")
    await stock.read("2 isi tersimpan")
    await stock.tap("✅ Selesai")
    await stock.read("Tersedia: 2")
    await stock.tap("👁 Lihat Isi")
    await stock.tap("kelas-1.zip")
    await stock.read("kelas-1.zip")


async def test_a_file_goes_to_one_buyer_and_again_on_request(world: InnerWorld, stock: Person) -> None:
    await add_file(stock)
    buyer = await world.meet(7001)
    await buyer.order("Netflix")
    await buyer.read("Bayar tepat")
    await world.pay((await world.wait_for_payment())["txn_id"])
    goods = await buyer.see(lambda message: "document" in message, what="the file")

    assert goods["document"]["file_name"] == "kelas-1.zip"
    assert await world.fetch(goods["document"]["file_id"]) == _FILE
    await buyer.say("🧾 Pesanan Saya")
    await buyer.tap("1️⃣")
    await buyer.tap("📦 Kirim Ulang")
    again = await buyer.see(
        lambda message: "document" in message and message["message_id"] != goods["message_id"],
        what="the file once more",
    )
    assert await world.fetch(again["document"]["file_id"]) == _FILE


async def test_what_is_shared_is_bought_by_many(world: InnerWorld, stock: Person) -> None:
    await share(stock)

    for number in (7001, 7002):
        buyer = await world.meet(number)
        await buyer.order("Netflix", times_two=True)
        await buyer.read("Bayar tepat")
        await world.pay((await world.wait_for_payment())["txn_id"])
        goods = await buyer.read("Netflix (2)")
        assert goods.count(_LINK) == 2


async def test_what_is_shared_can_be_looked_at_limited_and_stopped(world: InnerWorld, stock: Person) -> None:
    await stock.tap("🔗 isi bersama, sama untuk semua")
    await stock.tap("👁 Lihat Isi")
    await stock.hear("Belum ada isinya")
    await share_here(stock)
    await stock.tap("👁 Lihat Isi")
    await stock.read(_LINK)
    await stock.tap("⬅️ Kembali")

    await stock.tap("🔢 Batasi Jumlah")
    await stock.read("berapa kali lagi")
    await stock.say("banyak")
    await stock.read("angka")
    await stock.say("1")
    await stock.read("Tersedia: 1")
    await stock.tap("⛔ Hentikan")
    await stock.read("Tersedia: 0")
    await stock.tap("♾ Tanpa Batas")
    await stock.read("selalu ada")
    late = await world.meet(7003)
    await late.say("🏷 Cek Stok")
    assert "Netflix: selalu ada" in await late.read("Stok saat ini")


async def test_the_kind_stays_while_units_are_left(world: InnerWorld, stock: Person) -> None:
    await fill(world.shop.environment, "nf", units=1)

    await stock.tap("🔗 isi bersama, sama untuk semua")

    await stock.hear("Stoknya belum kosong")
