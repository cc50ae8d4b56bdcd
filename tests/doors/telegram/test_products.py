"""🛒 Produk: a seller adds a product, changes it, takes it off the lists and puts it back, all by chat."""

import pytest

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.shelves import fill
from tests.rig.world import Person, text_of
from tests.sandbox.pictures import png

_PICTURE = png(200, 200)


async def _open(seller: Person, *labels: str) -> None:
    for label in ("🛒 Produk", *labels):
        await seller.tap(label)


async def _answer(seller: Person, question: str, answer: str) -> None:
    await seller.read(question)
    await seller.say(answer)


@pytest.fixture
async def product(seller: Person) -> Person:
    """Have a product with one unit, and its card open."""
    await fill(seller.world.shop.environment, "nf", units=1)
    await _open(seller, "Netflix · Rp 45.000 · 📦 1")
    await seller.read("Kode: nf")
    return seller


async def test_a_product_is_added_one_question_at_a_time(seller: Person) -> None:
    await _open(seller, "➕ Tambah Produk")

    await _answer(seller, "Ketik kode produk", "spo-1b")
    await _answer(seller, "Ketik nama produk", "Spotify <Premium> & teman")
    await _answer(seller, "Berapa harganya", "25rb")
    await _answer(seller, "Ketik deskripsinya", "Akun pribadi\n1 bulan")
    await _answer(seller, "Pilih kategorinya", "Musik")
    await seller.read("Kirim foto")
    await seller.send_file("cover.png", _PICTURE, kind="photo")

    card = await seller.read("Kode: spo-1b")
    assert "✅ Produk dibuat" in card
    assert "Spotify <Premium> & teman" in card
    assert "Rp 25.000" in card
    assert "Kategori: Musik" in card
    assert "Foto: ✅ ada" in card
    assert "Akun pribadi\n1 bulan" in card
    assert len(await seller.texts()) == 1


async def test_wrong_answers_lose_nothing_and_optional_questions_can_be_skipped(seller: Person) -> None:
    await _open(seller, "➕ Tambah Produk")

    await _answer(seller, "Ketik kode produk", "kode dengan spasi")
    await _answer(seller, "Kode hanya boleh", "vpn")
    await _answer(seller, "Ketik nama produk", "x" * 101)
    await _answer(seller, "Nama harus 1 sampai", "VPN")
    await _answer(seller, "Berapa harganya", "gratis")
    await _answer(seller, "bukan jumlah uang", "Rp 10.000")
    for question in ("Ketik deskripsinya", "Pilih kategorinya", "Kirim foto"):
        await seller.read(question)
        await seller.tap("⏭ Lewati")

    card = await seller.read("Kode: vpn")
    assert "VPN" in card
    assert "Rp 10.000" in card


async def test_a_taken_code_is_refused_before_anything_else_is_asked(product: Person) -> None:
    await product.tap("⬅️ Kembali")
    await product.tap("➕ Tambah Produk")

    await _answer(product, "Ketik kode produk", "nf")

    await product.read("Kode nf sudah dipakai")


async def test_one_can_go_back_in_the_questions(seller: Person) -> None:
    await _open(seller, "➕ Tambah Produk")
    await _answer(seller, "Ketik kode produk", "vpn")
    await _answer(seller, "Ketik nama produk", "VPM")
    await seller.read("Berapa harganya")

    await seller.tap("⬅️ Kembali")
    await _answer(seller, "Ketik nama produk", "VPN")
    await _answer(seller, "Berapa harganya", "10.000")
    for question in ("Ketik deskripsinya", "Pilih kategorinya", "Kirim foto"):
        await seller.read(question)
        await seller.tap("⏭ Lewati")

    assert "VPN" in await seller.read("Kode: vpn")


async def test_the_questions_go_on_after_a_restart(world: InnerWorld, seller: Person) -> None:
    await _open(seller, "➕ Tambah Produk")
    await _answer(seller, "Ketik kode produk", "vpn")
    await seller.read("Ketik nama produk")

    await world.shop.stop()
    await world.open_shop()

    await _answer(seller, "Ketik nama produk", "VPN")
    await seller.read("Berapa harganya")


@pytest.mark.parametrize(
    ("button", "typed", "shown"),
    [
        ("✏️ Nama", "Netflix 4K", "Netflix 4K"),
        ("💵 Harga", "50.000", "Harga: Rp 50.000"),
        ("🔑 Kode", "nf4k", "Kode: nf4k"),
        ("📝 Deskripsi", "Akun <b>baru</b>", "Akun <b>baru</b>"),
        ("🛡 Garansi", "30", "Garansi: 30 hari"),
        ("📜 SNK", "Jangan ganti sandi\nJangan dijual", "Jangan ganti sandi\nJangan dijual"),
    ],
)
async def test_each_field_can_be_changed(product: Person, button: str, typed: str, shown: str) -> None:
    await product.tap(button)
    await product.read("Sekarang:")
    await product.say(typed)

    assert shown in await product.read("✅ Tersimpan.")


async def test_a_photo_is_set_and_taken_away(product: Person) -> None:
    await product.tap("🖼 Foto")
    await _answer(product, "Kirim foto", "bukan foto")
    await product.read("adalah foto")
    await product.send_file("cover.png", _PICTURE, kind="photo")
    await product.read("Foto: ✅ ada")

    await product.tap("🖼 Foto")
    await product.tap("🧹 Kosongkan")

    await product.read("Foto: –")


async def test_an_archived_product_is_gone_from_buyers_at_once_and_comes_back(
    world: InnerWorld, product: Person
) -> None:
    buyer = await world.meet(7001)

    await product.tap("🗄 Arsipkan")
    await product.read("diarsipkan")
    await buyer.say("🛍 Semua Produk")
    await buyer.read("Belum ada produk")
    await product.tap("♻️ Jual Lagi")
    await product.read("🟢 dijual")
    await buyer.say("🛍 Semua Produk")

    await buyer.read("Netflix")


async def test_what_was_never_ordered_can_be_deleted_after_a_confirmation(product: Person) -> None:
    await product.tap("🗑 Hapus")
    await product.read("untuk selamanya")
    await product.tap("🗑 Hapus")

    await product.read("Belum ada produk di sini")


async def test_what_was_ordered_once_can_be_archived_only(world: InnerWorld, product: Person) -> None:
    buyer = await world.meet(7001)
    await buyer.order("Netflix")
    await buyer.read("Bayar tepat")

    await product.tap("🗄 Arsipkan")
    card = await product.see(lambda message: "diarsipkan" in text_of(message), what="the card")

    labels = [key["text"] for row in card["reply_markup"]["inline_keyboard"] for key in row]
    assert "🗑 Hapus" not in labels


async def test_wholesale_prices_are_asked_one_by_one_and_buyers_pay_them(
    world: InnerWorld, seller: Person
) -> None:
    await fill(world.shop.environment, "nf", units=10)
    await _open(seller, "Netflix · Rp 45.000 · 📦 10", "📉 Harga Grosir", "➕ Tambah Harga Grosir")
    await _answer(seller, "Mulai beli berapa", "1")
    await _answer(seller, "mulai dari 2", "2")
    await _answer(seller, "Berapa harga per unit", "45.000")
    await _answer(seller, "harus lebih murah", "40.000")
    await seller.read("Grosir: 2+ → Rp 40.000")
    buyer = await world.meet(7001)

    await buyer.order("Netflix", times_two=True)

    assert "Rp 80.000" in await buyer.read("Bayar tepat")
    await seller.tap("🗑 2+ → Rp 40.000")
    await seller.read("Grosir: –")


async def test_categories_are_made_renamed_and_deleted_without_their_products(product: Person) -> None:
    await product.tap("🗂 Kategori")
    await product.tap("➕ Kategori Baru")
    await _answer(product, "Ketik nama kategorinya", "Film")
    await product.read("Kategori: Film")

    await product.tap("⬅️ Kembali")
    await product.read("1 produk dijual")
    await product.tap("🗂 Kategori")
    await product.tap("Film · 1")
    await product.tap("✏️ Ganti Nama")
    await _answer(product, "Ketik nama kategorinya", "Streaming")
    await product.read("Streaming")
    await product.tap("🗑 Hapus")
    await product.read("1 produk di dalamnya")
    await product.tap("🗑 Hapus")

    await product.read("Belum ada kategori")
    await product.tap("⬅️ Kembali")
    await product.read("1 produk dijual")
    await product.tap("Netflix · Rp 45.000 · 📦 1")
    await product.read("Kategori: –")


async def test_products_are_paged_and_searched_by_name_or_code(world: InnerWorld, seller: Person) -> None:
    for number in range(9):
        await fill(world.shop.environment, f"kode{number}", units=0, name=f"Barang {number}")
    await _open(seller)
    await seller.read("9 produk dijual · halaman 1/2")

    await seller.tap("➡️")
    await seller.tap("Barang 8 · Rp 45.000 · 📦 0")
    await seller.tap("⬅️ Kembali")
    await seller.read("halaman 2/2")
    await seller.tap("🔎 Cari")
    await _answer(seller, "nama atau kode", "KODE4")

    await seller.read("1 produk dijual")
    await seller.tap("Barang 4 · Rp 45.000 · 📦 0")


async def test_a_menu_key_leaves_the_questions(seller: Person) -> None:
    await _open(seller, "➕ Tambah Produk")
    await seller.read("Ketik kode produk")

    await seller.say("⚙️ Admin Settings")
    await seller.read("Mau atur apa?")
    await seller.say("vpn")
    await _open(seller)

    await seller.read("Belum ada produk di sini")
