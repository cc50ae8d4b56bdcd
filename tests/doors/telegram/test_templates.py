"""🛠 Respon Bot: a message in the seller's own words, seen as buyers see it, and put back."""

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.only import on_sqlite
from tests.rig.shelves import fill
from tests.rig.world import Person, text_of
from tests.sandbox.pictures import png


async def test_the_welcome_is_worded_anew_seen_and_put_back(world: InnerWorld, seller: Person) -> None:
    buyer = await world.meet(7001)
    await seller.tap("🛠 Respon Bot")
    await seller.tap("👋 Sambutan")
    await seller.read("bawaan")
    await seller.tap("✏️ Ubah")
    await seller.say("Hai {pembayaran}!")
    await seller.read("tidak bisa menyebut {pembayaran}")
    await seller.say("Hai {nama}, ini {toko}!")
    await seller.read("kata-katamu")

    await seller.tap("👀 Pratinjau")
    preview = await seller.read("Hai Wati, ini")
    await buyer.say("/start")
    seen = await buyer.read("Hai Wati, ini")

    assert seen == preview
    await seller.tap("⬅️ Kembali")
    await seller.tap("↩️ Kembali ke Bawaan")
    await seller.read("bawaan")
    await buyer.say("/start")
    await buyer.read("selamat datang")
    await seller.tap("🕑 Riwayat")
    await seller.tap("↩️ Pakai lagi nomor 2")
    await seller.read("kata-katamu")
    await buyer.say("/batal")
    assert (await buyer.read("Hai Wati, ini")) == preview


@on_sqlite
async def test_a_message_gets_a_picture_and_loses_it(world: InnerWorld, seller: Person) -> None:
    await seller.tap("🛠 Respon Bot")
    await seller.tap("📘 Cara Order")
    await seller.tap("✏️ Ubah")
    await seller.send_file("how.png", png(), kind="photo", caption="Begini caranya")
    await seller.read("✅ ada")
    buyer = await world.meet(7001)
    await buyer.say("📘 Cara Order")

    shown = await buyer.see(lambda message: bool(message.get("photo")), what="a picture")

    assert text_of(shown) == "Begini caranya"
    await seller.tap("🖼 Lepas Foto")
    await seller.read("Foto: –")
    await buyer.say("/help")
    await buyer.see(
        lambda message: text_of(message) == "Begini caranya" and not message.get("photo"), what="only words"
    )


@on_sqlite
async def test_what_is_told_without_a_tap_is_in_the_sellers_words_too_and_only_in_that_language(
    world: InnerWorld, seller: Person
) -> None:
    await seller.tap("🛠 Respon Bot")
    await seller.tap("🇬🇧 Bahasa lain")
    await seller.read("Respon Bot 🇬🇧")
    await seller.tap("👨‍💼 Customer Service")
    await seller.tap("✏️ Ubah")
    await seller.send_file("cs.png", png(), kind="photo")
    await seller.read("✅ ada")
    await seller.tap("⬅️ Kembali")
    await seller.tap("🇮🇩 Bahasa lain")
    await seller.read("Respon Bot 🇮🇩")
    await seller.tap("❌ Dibatalkan")
    await seller.tap("✏️ Ubah")
    await seller.send_file("no.png", png(), kind="photo")
    await seller.read("hanya teks, tanpa foto")
    await seller.say("Batal ya: {nomor}")
    await seller.read("kata-katamu")
    await fill(world.shop.environment, "nf", units=1)
    buyer = await world.meet(7001)
    await buyer.order("Netflix")
    await buyer.read("Bayar tepat")
    await buyer.tap("❌ Batalkan Pembelian")

    await buyer.read("Batal ya: INV-")
