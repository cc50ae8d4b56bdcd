"""ℹ️ Informasi: what the shop knows of a buyer, what they may say about themselves, and whom they may ask."""

import pytest

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.shelves import fill
from tests.rig.world import Person, text_of


@pytest.fixture
async def buyer(world: InnerWorld) -> Person:
    world.shop.environment["BOT_SUPPORT_CONTACT"] = "0812-3456-7890"
    await fill(world.shop.environment, "nf", units=3)
    person = await world.meet(7001)
    await world.open_shop()
    await person.say("ℹ️ Informasi")
    await person.read("Nama: Wati")
    return person


async def test_a_name_is_chosen_and_taken_back(buyer: Person) -> None:
    await buyer.tap("✏️ Ubah Nama")
    await buyer.read("Mau dipanggil siapa?")
    await buyer.say("  Bu <Wati>  &  anak ")

    await buyer.read("Nama: Bu <Wati> & anak")
    await buyer.say("/start")
    await buyer.read("Halo Bu <Wati> & anak")
    await buyer.say("ℹ️ Informasi")
    await buyer.tap("✏️ Ubah Nama")
    await buyer.tap("🗑 Kosongkan")
    await buyer.read("Nama: Wati\n")


@pytest.mark.parametrize("typed", ["Bo", "x" * 33, "🔥", "\u200b\u200b\u200b", "x" * 5000])
async def test_a_name_that_cannot_be_is_explained_and_asked_again(buyer: Person, typed: str) -> None:
    await buyer.tap("✏️ Ubah Nama")
    await buyer.read("Mau dipanggil siapa?")

    await buyer.say(typed)

    assert "Mau dipanggil siapa?" in await buyer.read("Nama harus 3 sampai 32")
    await buyer.say("Budi")
    await buyer.read("Nama: Budi")


@pytest.mark.parametrize("typed", ["0812 3456 7890", "0812.3456.7890", "+62 812-3456-7890"])
async def test_a_whatsapp_number_is_understood_as_people_write_it(buyer: Person, typed: str) -> None:
    await buyer.tap("📱 WhatsApp")
    await buyer.read("Ketik nomor WhatsApp")

    await buyer.say(typed)

    assert "81234567890" in await buyer.read("Transaksi terakhir")


@pytest.mark.parametrize("typed", ["12345678", "1" * 16, "nol delapan satu", "٠٨١٢٣٤٥٦٧٨٩"])
async def test_a_whatsapp_number_that_cannot_be_is_explained_and_asked_again(
    buyer: Person, typed: str
) -> None:
    await buyer.tap("📱 WhatsApp")
    await buyer.read("Ketik nomor WhatsApp")

    await buyer.say(typed)

    assert "Ketik nomor WhatsApp" in await buyer.read("harus 9 sampai 15 angka")


async def test_the_latest_orders_are_listed(buyer: Person) -> None:
    await buyer.order("Netflix")
    await buyer.read("Bayar tepat")

    await buyer.say("ℹ️ Informasi")

    await buyer.read("Rp 45.000 · ⏳ menunggu pembayaran")


async def test_customer_service_is_a_tap_away(buyer: Person) -> None:
    await buyer.tap("👨‍💼 Customer Service")

    shown = await buyer.see(lambda message: "0812-3456-7890" in text_of(message), what="the contact")
    assert shown["reply_markup"]["inline_keyboard"][0][0]["url"] == "https://wa.me/6281234567890"
    await buyer.tap("⬅️ Kembali")
    await buyer.read("Nama: Wati")
    await buyer.say("/paysupport")
    await buyer.read("sertakan nomor invoice")
    await buyer.say("/terms")
    await buyer.read("Ketentuan")


async def test_everything_is_there_in_english(buyer: Person) -> None:
    await buyer.tap("🌐 Bahasa")
    await buyer.tap("🇬🇧 English")
    await buyer.read("welcome to")

    await buyer.say("ℹ️ Information")

    await buyer.read("Latest orders")
