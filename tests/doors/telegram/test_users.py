"""👥 User and 👮 Staf: find a buyer, block them, change a balance; let people run parts of the shop."""

from collections.abc import Callable

import pytest

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.world import Message, Person, labels_of

_ALL_MENUS = ("🛒 Produk", "📦 Stok", "🧾 Order", "👥 User", "💰 Deposit", "👮 Staf")


@pytest.fixture
async def buyer(world: InnerWorld, seller: Person) -> Person:
    """Have a buyer, and the seller at their card."""
    person = await world.meet(7001)
    await person.say("/start")
    await person.read("selamat datang")
    await seller.tap("👥 User")
    await seller.tap("Wati")
    await seller.read("ID: 7001")
    return person


async def test_a_blocked_buyer_hears_one_sentence_until_they_are_let_in_again(
    seller: Person, buyer: Person
) -> None:
    await seller.tap("🚫 Blokir")
    await seller.read("Blokir Wati?")
    await seller.tap("🚫 Blokir")
    await seller.read("🚫 diblokir")
    await buyer.say("🛍 Semua Produk")
    await buyer.read("tidak dapat memakai toko ini")

    await seller.tap("✅ Buka Blokir")
    await seller.read("🟢 aktif")
    await buyer.say("/help")

    await buyer.read("Cara Order")


async def test_a_balance_is_raised_and_lowered_with_a_reason(seller: Person, buyer: Person) -> None:
    for button, amount, balance in (
        ("➕ Tambah Saldo", "50rb", "Rp 50.000"),
        ("➖ Kurangi Saldo", "20.000", "Rp 30.000"),
    ):
        await seller.tap(button)
        await seller.read("Berapa jumlahnya")
        await seller.say(amount)
        await seller.read("Tulis alasannya")
        await seller.say("bonus pelanggan")
        await seller.read(f"Saldo: {balance}")

    await buyer.say("ℹ️ Informasi")
    await buyer.read("Saldo: Rp 30.000")


async def test_a_balance_never_goes_below_zero(seller: Person, buyer: Person) -> None:
    await seller.tap("➖ Kurangi Saldo")
    await seller.read("Berapa jumlahnya")
    await seller.say("1.000")
    await seller.read("Tulis alasannya")
    await seller.say("salah tambah")

    await seller.read("Saldo tidak cukup")
    await buyer.say("ℹ️ Informasi")
    await buyer.read("Saldo: Rp 0")


async def test_buyers_are_searched_by_name_and_id(world: InnerWorld, seller: Person) -> None:
    for person_id, name in ((7001, "Wati"), (7002, "Joko")):
        person = await world.meet(person_id, name)
        await person.say("/start")
        await person.read("selamat datang")

    await seller.tap("👥 User")
    for word in ("jok", "7002"):
        await seller.tap("🔎 Cari")
        await seller.read("nama, @username atau ID")
        await seller.say(word)
        await seller.read("1 pengguna")
        await seller.tap("Joko")
        await seller.read("ID: 7002")
        await seller.tap("⬅️ Kembali")
        await seller.read("3 pengguna")


async def test_somebody_is_made_staff_sees_what_they_may_and_nothing_else_and_is_let_go(
    seller: Person, buyer: Person
) -> None:
    await seller.tap("👮 Staf")
    await seller.read("Ketuk izin")
    await seller.tap("⬜ 📦 Stok")
    await seller.see(_has("✅ 📦 Stok"), what="the tick")

    await buyer.say("/start")
    await buyer.say("⚙️ Admin Settings")
    home = await buyer.see(_has("📦 Stok"), what="the menu")
    shown = [label for label in labels_of(home) if label in _ALL_MENUS]
    assert shown == ["📦 Stok"]

    await seller.tap("🚪 Berhentikan")
    await seller.read("Belum ada staf")
    await buyer.tap("📦 Stok")
    await buyer.hear("tidak berlaku")


async def test_staff_cannot_be_blocked(seller: Person, buyer: Person) -> None:
    await seller.tap("👮 Staf")
    await seller.tap("⬜ 🧾 Order")
    await seller.see(_has("✅ 🧾 Order"), what="the tick")
    await seller.say("⚙️ Admin Settings")
    await seller.tap("👥 User")
    await seller.tap("Wati")

    await seller.tap("🚫 Blokir")

    await seller.hear("Staf tidak dapat diblokir")
    assert await buyer.texts()


def _has(label: str) -> Callable[[Message], bool]:
    return lambda message: label in labels_of(message)
