"""⚙️ Toko: what the seller chooses holds at the next tap of everybody."""

import pytest

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.shelves import fill
from tests.rig.world import Person, labels_of, text_of


@pytest.fixture
async def settings(seller: Person) -> Person:
    """Have the menu open."""
    await fill(seller.world.shop.environment, "nf", units=3)
    await seller.tap("⚙️ Toko")
    await seller.read("🟢 buka")
    return seller


@pytest.fixture
async def buyer(world: InnerWorld, settings: Person) -> Person:
    """Have somebody who looks at a product."""
    person = await world.meet(7001)
    await person.say("🛍 Semua Produk")
    await person.tap("1️⃣")
    await person.read("Jumlah: 1")
    assert await settings.texts()
    return person


async def _choose(settings: Person, button: str, *typed: str) -> None:
    await settings.tap(button)
    for text in typed:
        await settings.read("Sekarang:")
        await settings.say(text)


async def test_another_name_greets_the_next_who_comes(settings: Person, buyer: Person) -> None:
    await _choose(settings, "🏪 Nama Toko", "x" * 65, "Toko <Rina>")
    await settings.read("Nama: Toko <Rina>")

    await buyer.say("/start")

    await buyer.read("selamat datang di Toko <Rina>")


async def test_a_closed_shop_is_looked_at_but_sells_nothing(settings: Person, buyer: Person) -> None:
    await settings.tap("🔴 Tutup Toko")
    await settings.read("🔴 tutup")

    await buyer.tap("⚡ Beli Sekarang")
    await buyer.hear("Toko sedang tutup")

    await settings.tap("🟢 Buka Toko")
    await settings.read("🟢 buka")
    await buyer.tap("⚡ Beli Sekarang")
    await buyer.read("Pilih cara bayar")


async def test_a_shop_that_closes_while_somebody_pays_sells_no_more(settings: Person, buyer: Person) -> None:
    await buyer.tap("⚡ Beli Sekarang")
    await buyer.read("Pilih cara bayar")
    await settings.tap("🔴 Tutup Toko")
    await settings.read("🔴 tutup")

    await buyer.tap("💠 QRIS")

    await buyer.hear("Toko sedang tutup")


async def test_ways_to_pay_are_switched_off_and_on(settings: Person, buyer: Person) -> None:
    await buyer.tap("⚡ Beli Sekarang")
    await buyer.read("Pilih cara bayar")
    await settings.tap("✅ QRIS")
    await settings.see(lambda message: "⬜ QRIS" in labels_of(message), what="QRIS off")

    await buyer.tap("💠 QRIS")
    await buyer.hear("sedang dimatikan")
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")
    await buyer.tap("⚡ Beli Sekarang")
    shown = await buyer.see(
        lambda message: "Pilih cara bayar" in text_of(message) and "💠 QRIS" not in labels_of(message),
        what="no QRIS",
    )

    assert any(label.startswith("💼 Saldo") for label in labels_of(shown))


async def test_bad_values_are_explained_with_an_example(settings: Person) -> None:
    await _choose(settings, "⏰ Waktu Bayar", "seribu")
    assert "Contoh: 15" in await settings.read("Tulis 5 sampai 180 menit")
    await settings.say("30")
    await settings.read("Waktu bayar QRIS: 30 menit")
    await _choose(settings, "🕘 Jam Buka", "pagi")
    await settings.read("jam buka dan tutup yang berbeda")
    await settings.say("8.00-22.00")
    await settings.read("Jam buka: 08:00–22:00")
    await settings.tap("🕘 Jam Buka")
    await settings.tap("🧹 Kosongkan")

    await settings.read("Jam buka: 24 jam")


async def test_one_language_only_is_spoken_to_everybody(world: InnerWorld, settings: Person) -> None:
    kim = await world.meet(7003, "Kim", language="en")
    await kim.say("/start")
    await kim.read("welcome to")
    await settings.tap("🌐 Bahasa")
    await settings.read("Bahasa: ID\n")

    await kim.say("/help")

    await kim.read("Cara Order")
