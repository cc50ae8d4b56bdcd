"""After the goods: a buyer proves that terms are met and claims under the warranty; the seller answers."""

import pytest

from auto_order.catalog.editing import Field
from tests.doors.telegram.conftest import InnerWorld
from tests.doors.telegram.test_product_page import change
from tests.rig.shelves import fill
from tests.rig.world import SELLER, Person, text_of
from tests.sandbox.pictures import png

_PICTURE = png(200, 200)


@pytest.fixture
async def buyer(world: InnerWorld) -> Person:
    """Have somebody with goods under warranty, and the seller at hand."""
    await fill(world.shop.environment, "nf", units=4)
    await change(world, "nf", **{Field.WARRANTY: 30})
    person = await world.meet(7001)
    await world.open_shop()
    seller = await world.meet(SELLER, "Rina")
    await seller.say("/start")
    await seller.read("selamat datang")
    await person.order("Netflix", times_two=True)
    await person.read("Bayar tepat")
    await world.pay((await world.wait_for_payment())["txn_id"])
    await person.read("Syarat & ketentuan Netflix")
    return person


@pytest.fixture
async def seller(world: InnerWorld) -> Person:
    return Person(world, SELLER)


async def open_order(buyer: Person) -> None:
    await buyer.say("🧾 Pesanan Saya")
    await buyer.tap("1️⃣")


async def test_a_proof_with_a_picture_reaches_the_seller_and_a_second_one_takes_its_place(
    buyer: Person, seller: Person
) -> None:
    await buyer.tap("✅ Penuhi SNK")
    await buyer.read("Kirim bukti")
    await buyer.send_file("proof.png", _PICTURE, kind="photo", caption="Sudah <saya> penuhi")
    await buyer.read("Buktinya sudah kami teruskan")

    shown = await seller.see(lambda message: "Bukti SNK" in text_of(message), what="a proof")
    assert shown.get("photo")
    await seller.tap("📖 Baca Keterangan")
    await seller.read("Sudah <saya> penuhi")
    await buyer.tap("✅ Penuhi SNK")
    await buyer.read("sudah pernah kamu kirim")
    await buyer.say("Ini yang baru")
    await seller.read("Bukti SNK diperbarui")
    await seller.tap("📖 Baca Keterangan")
    await seller.read("Ini yang baru")
    assert sum("Bukti SNK" in text for text in await seller.texts()) == 1


async def test_the_terms_stay_when_the_proof_is_not_sent_after_all(buyer: Person) -> None:
    await buyer.tap("✅ Penuhi SNK")
    await buyer.read("Kirim bukti")

    await buyer.tap("❌ Batal")

    await buyer.read("Status: ✅ selesai")
    await buyer.read("Syarat & ketentuan Netflix")


async def test_a_claim_is_answered_with_a_fresh_unit(buyer: Person, seller: Person) -> None:
    await open_order(buyer)
    await buyer.tap("🛡 Klaim Garansi")
    await buyer.read("sebut unit yang mana")
    await buyer.say("Unit pertama <mati>")
    await buyer.read("Klaimmu sudah kami terima")

    await seller.tap("🛡 Buka Klaim")
    assert "menunggu keputusan" in await seller.read("Unit pertama <mati>")
    await seller.tap("♻️ Ganti Unit")
    await seller.tap("1. nf-0@m•••")
    await seller.tap("♻️ Ya, Ganti")
    await seller.hear("Unit sudah diganti")

    await buyer.read("diganti. Pesananmu dikirim ulang")
    assert "nf-1@mail.test" in await buyer.read("nf-2@mail.test")
    await buyer.tap("🧾 Lihat Pesanan")
    await buyer.read("♻️ unit diganti")


async def test_a_claim_with_a_photo_is_answered_with_money(buyer: Person, seller: Person) -> None:
    await open_order(buyer)
    await buyer.tap("🛡 Klaim Garansi")
    await buyer.read("sebut unit yang mana")
    await buyer.send_file("broken.png", _PICTURE, kind="photo")
    await buyer.read("Klaimmu sudah kami terima")

    await seller.say("⚙️ Admin Settings")
    await seller.tap("🛡 Garansi")
    await seller.tap("Netflix · Wati")
    await seller.see(lambda message: bool(message.get("photo")), what="the photo")
    await seller.tap("↩️ Kembalikan ke Saldo")
    await seller.read("Harga satu unit Rp 45.000")
    await seller.say("99.000.000")
    await seller.read("Paling banyak Rp 90.000")
    await seller.say("45rb")
    await seller.read("dana dikembalikan")

    await buyer.read("Pengembalian dana Rp 45.000")


async def test_a_claim_is_refused_with_a_reason(buyer: Person, seller: Person) -> None:
    await open_order(buyer)
    await buyer.tap("🛡 Klaim Garansi")
    await buyer.say("Tidak suka")
    await buyer.read("Klaimmu sudah kami terima")

    await seller.tap("🛡 Buka Klaim")
    await seller.tap("🚫 Tolak")
    await seller.say("no")
    await seller.read("Tulis alasannya, 3 sampai 500")
    await seller.say("Sandi <sudah> diganti")

    assert "Sandi <sudah> diganti" in await buyer.read("tidak dapat dipenuhi")
    await open_order(buyer)
    await buyer.read("🚫 ditolak (Sandi <sudah> diganti)")


async def test_after_the_warranty_there_is_no_claim(world: InnerWorld, buyer: Person) -> None:
    await open_order(buyer)
    await buyer.see(lambda message: "Klaim Garansi" in str(message), what="the button")
    world.shop.move_clock(31 * 24 * 3600)

    await buyer.tap("🛡 Klaim Garansi")

    await buyer.hear("masa garansinya sudah lewat")
