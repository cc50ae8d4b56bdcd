"""📦 Stok: units go in one by one, pasted or by file; nothing twice, nothing before the seller agrees."""

import pytest

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.shelves import fill
from tests.rig.world import Person


@pytest.fixture
async def stock(seller: Person) -> Person:
    """Have a product with two units, and its stock open."""
    await fill(seller.world.shop.environment, "nf", units=2)
    await seller.tap("📦 Stok")
    await seller.tap("🟢 Netflix · 2")
    await seller.read("Tersedia: 2")
    return seller


async def test_units_go_in_one_by_one_and_may_have_several_lines(stock: Person) -> None:
    await stock.tap("✍️ Tambah Satu-satu")
    await stock.read("Kirim satu isi")

    await stock.say("akun: a@mail.test\nsandi: <b>&\"'\n🔑 كلمة")
    await stock.read("1 isi tersimpan")
    await stock.send_file("long.txt", b"x" * 50_000)
    await stock.read("2 isi tersimpan")
    await stock.tap("✅ Selesai")

    await stock.read("Tersedia: 4")


async def test_a_unit_that_is_there_already_is_refused_and_the_next_one_asked_for(stock: Person) -> None:
    await stock.tap("✍️ Tambah Satu-satu")
    await stock.read("Kirim satu isi")

    await stock.say("nf-0@mail.test:<pass & 0>")

    assert "Kirim satu isi" in await stock.read("sudah ada di produk ini")


async def test_pasted_lines_are_shown_with_duplicates_by_line_before_anything_is_stored(
    world: InnerWorld, stock: Person
) -> None:
    await stock.tap("📋 Tambah Banyak / File")
    await stock.read("Tempel isinya")
    await stock.say("baru1\nnf-1@mail.test:<pass & 1>\n\nbaru1\nbaru2")

    preview = await stock.read("belum disimpan")
    assert "Baru: 2" in preview
    assert "Ganda: 2, tidak ikut disimpan (baris 2, 4)" in preview
    buyer = await world.meet(7001)
    await buyer.say("🏷 Cek Stok")
    assert "Netflix: 2" in await buyer.read("Stok saat ini")

    await stock.say("baru2\nbaru3")
    more = await stock.read("Baru: 3")
    assert "(baris 2, 4, 6)" in more
    await stock.tap("✅ Simpan 3 isi")

    await stock.read("Tersedia: 5")


async def test_a_cancelled_paste_leaves_nothing(stock: Person) -> None:
    await stock.tap("📋 Tambah Banyak / File")
    await stock.read("Tempel isinya")
    await stock.say("baru1\nbaru2")
    await stock.read("Baru: 2")

    await stock.tap("❌ Batal")

    await stock.read("Tersedia: 2")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("stok.txt", "baru1\r\nnf-0@mail.test:<pass & 0>\r\nbaru1\r\nbaru2\r\n"),
        ("stok.csv", '\ufeffbaru1\n"nf-0@mail.test:<pass & 0>"\nbaru1\n"baru2"\n'),
    ],
)
async def test_a_file_is_read_shown_and_then_loaded(stock: Person, name: str, content: str) -> None:
    await stock.tap("📋 Tambah Banyak / File")
    await stock.read("Tempel isinya")
    await stock.send_file(name, content.encode())

    preview = await stock.read("belum disimpan")
    assert "Baru: 2" in preview
    assert "(baris 2, 3)" in preview
    await stock.tap("✅ Simpan 2 isi")
    await stock.read("2 isi tersimpan")
    await stock.tap("⬅️ Kembali")

    await stock.read("Tersedia: 4")
    await stock.see_no_more("Tempel isinya")


async def test_a_cancelled_file_leaves_nothing(stock: Person) -> None:
    await stock.tap("📋 Tambah Banyak / File")
    await stock.read("Tempel isinya")
    await stock.send_file("stok.txt", b"baru1\nbaru2")
    await stock.read("Baru: 2")

    await stock.tap("❌ Batal")
    await stock.read("stok.txt dibatalkan")
    await stock.tap("⬅️ Kembali")

    await stock.read("Tersedia: 2")


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"\xff\xfe\x00bad", "bukan teks UTF-8"), (b"ok\n" + b"x" * 50_001, "baris 2 lebih panjang")],
)
async def test_a_file_that_cannot_be_loaded_is_explained(stock: Person, content: bytes, problem: str) -> None:
    await stock.tap("📋 Tambah Banyak / File")
    await stock.read("Tempel isinya")

    await stock.send_file("stok.txt", content)

    assert "tidak ada yang disimpan" in await stock.read(problem)


async def test_units_are_seen_searched_and_taken_out(stock: Person) -> None:
    await stock.tap("👁 Lihat Isi")
    await stock.tap("nf-1@mail.test:<pass & 1>")
    await stock.read("25 karakter")
    await stock.tap("🗑 Hapus")
    await stock.read("1 isi tersedia")
    await stock.tap("⬅️ Kembali")

    await stock.read("Tersedia: 1")
    await stock.tap("🔎 Cari Isi")
    await stock.read("Ketik sebagian")
    await stock.say("NF-0")
    await stock.read("1 isi")
    await stock.tap("nf-0@mail.test:<pass & 0>")

    await stock.read("25 karakter")


async def test_everything_left_is_exported_and_deleted_after_a_confirmation(stock: Person) -> None:
    await stock.tap("⬇️ Ekspor")
    file = await stock.see(lambda message: "document" in message, what="the export")
    assert file["document"]["file_name"] == "nf.txt"

    await stock.tap("🧹 Hapus Semua Sisa")
    await stock.read("Hapus semua 2 isi")
    await stock.tap("🧹 Hapus Semua Sisa")

    await stock.read("Tersedia: 0")


async def test_the_staff_hears_that_little_is_left(world: InnerWorld, stock: Person) -> None:
    buyer = await world.meet(7001)
    await buyer.order("Netflix")
    await buyer.read("Bayar tepat")
    await world.pay((await world.wait_for_payment())["txn_id"])

    await stock.read("Stok Netflix tinggal 1")
