"""🧾 Order: find an order, see all of it, hand it over again, call it off, and decide about its money."""

import pytest

from tests.doors.telegram.conftest import InnerWorld
from tests.rig.shelves import fill
from tests.rig.world import Person, labels_of

_LATEST = "· Rp 45.000 · Wati"


async def _tap_order(seller: Person, mark: str) -> None:
    listed = await seller.see(
        lambda message: any(mark in label and _LATEST in label for label in labels_of(message)),
        what="an order",
    )
    await seller.tap(next(label for label in labels_of(listed) if mark in label and _LATEST in label))


@pytest.fixture
async def buyer(world: InnerWorld, seller: Person) -> Person:
    """Have an open order of one unit, of three."""
    await fill(seller.world.shop.environment, "nf", units=3)
    person = await world.meet(7001)
    await person.order("Netflix")
    await person.read("Bayar tepat")
    return person


@pytest.fixture
async def paid(world: InnerWorld, buyer: Person) -> Person:
    """Have that order paid and delivered."""
    await world.pay((await world.wait_for_payment())["txn_id"])
    await buyer.read("ini pesananmu")
    return buyer


async def test_orders_are_filtered_searched_and_shown_with_all_there_is(seller: Person, paid: Person) -> None:
    await seller.tap("🧾 Order")
    await seller.read("1 pesanan")
    await seller.tap("⏳ Menunggu")
    await seller.read("0 pesanan")
    await seller.tap("🔎 Cari")
    await seller.read("nomor invoice")
    await seller.say("wati")

    await _tap_order(seller, "")
    card = await seller.read("Pengiriman: ")
    assert "pakasir, lunas" in card
    assert "Netflix — 1 × Rp 45.000" in card
    await seller.tap("🕑 Riwayat")

    story = await seller.read("pesanan dibuat")
    assert story.index("QRIS ditampilkan") < story.index("uang masuk") < story.index("barang disiapkan")
    assert await paid.texts()


async def test_goods_are_handed_over_again(seller: Person, paid: Person) -> None:
    await seller.tap("🧾 Order")
    await _tap_order(seller, "")

    await seller.tap("📦 Kirim Ulang")

    async def has_two() -> bool:
        return sum("ini pesananmu" in text for text in await paid.texts()) == 2

    await paid.wait_for(has_two, what="the goods twice")
    await seller.tap("🕑 Riwayat")
    await seller.read("order.resend oleh staff:2001")


async def test_an_unpaid_order_is_called_off_after_a_confirmation(seller: Person, buyer: Person) -> None:
    await seller.tap("🧾 Order")
    await _tap_order(seller, "⏳")
    await seller.tap("❌ Batalkan")
    await seller.read("Batalkan pesanan")
    await seller.tap("❌ Batalkan")

    await buyer.read("dibatalkan. Jangan bayar")


async def test_an_order_that_was_paid_by_hand_is_delivered(seller: Person, buyer: Person) -> None:
    await seller.tap("🧾 Order")
    await _tap_order(seller, "⏳")
    await seller.tap("💵 Tandai Dibayar")
    await seller.read("Tulis catatannya")
    await seller.say("x")
    await seller.read("3 sampai 500 karakter")
    await seller.say("transfer BCA 12.30")

    await seller.read("Selesai dan tercatat")
    await buyer.read("ini pesananmu")


async def test_some_money_goes_back_to_the_wallet_and_never_more_than_was_paid(
    seller: Person, paid: Person
) -> None:
    await seller.tap("🧾 Order")
    await _tap_order(seller, "")
    await seller.tap("↩️ Refund ke Saldo")
    await seller.read("Berapa jumlahnya")
    await seller.say("0")
    await seller.read("bukan jumlah uang")
    await seller.say("20rb")
    await seller.read("Tulis alasannya")
    await seller.say("akun bermasalah")
    await seller.read("Dikembalikan: Rp 20.000")

    await seller.tap("↩️ Refund ke Saldo")
    await seller.read("Berapa jumlahnya")
    await seller.say("30.000")
    await seller.read("Tulis alasannya")
    await seller.say("lagi")

    await seller.read("Rp 25.000")
    await paid.say("ℹ️ Informasi")
    assert "Rp 20.000" in await paid.read("Saldo")


async def test_a_broken_unit_is_replaced_by_a_fresh_one(seller: Person, paid: Person) -> None:
    await seller.tap("🧾 Order")
    await _tap_order(seller, "")
    await seller.tap("🔁 Ganti Unit")
    await seller.tap("🔁 1. Netflix")
    await seller.read("Tulis alasannya")
    await seller.say("tidak bisa login")

    await seller.read("Selesai dan tercatat")
    await paid.read("nf-1@mail.test")
