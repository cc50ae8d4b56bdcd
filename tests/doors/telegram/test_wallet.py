"""A buyer fills the wallet, pays from it, and sees what moved."""

import pytest
from sqlalchemy import URL

from auto_order.audit.actor import staff
from auto_order.db.engine import open_database
from auto_order.db.session import Transactions
from auto_order.payments import topups
from tests.doors.telegram.conftest import InnerWorld
from tests.rig.clock import NOW
from tests.rig.shelves import fill
from tests.rig.world import SELLER, Person

_DEPOSIT = "💰 Deposit"


@pytest.fixture
async def buyer(world: InnerWorld) -> Person:
    world.shop.environment["MANUAL_TRANSFER_INSTRUCTIONS"] = "BCA 123 a.n. <Toko>"
    person = await world.meet(7001)
    await fill(world.shop.environment, "nf", units=3)
    await world.open_shop()
    await person.say("/start")
    await person.say(_DEPOSIT)
    await person.read("Pilih nominal")
    return person


async def meet_seller(world: InnerWorld) -> Person:
    """Have the seller at hand, who hears of what happens."""
    seller = await world.meet(SELLER, "Rina")
    await seller.say("/start")
    await seller.read("selamat datang")
    return seller


async def fill_wallet(world: InnerWorld, buyer: Person, preset: str = "Rp 50.000") -> None:
    await buyer.tap(preset)
    await buyer.read("Bayar tepat")
    await world.pay((await world.wait_for_payment())["txn_id"], webhooks=2)
    await buyer.read("Saldo sekarang")


async def test_a_preset_is_paid_by_qris_and_credited_once(world: InnerWorld, buyer: Person) -> None:
    seller = await meet_seller(world)
    await fill_wallet(world, buyer)

    await buyer.read("Saldo sekarang: Rp 50.000")
    await buyer.see_no_more("Bayar tepat")
    assert "Rp 50.000" in await seller.read("sudah masuk")
    await buyer.tap("📒 Riwayat Saldo")
    assert "Rp 50.000 · pembayaran masuk" in await buyer.read("Riwayat Saldo")


@pytest.mark.parametrize("typed", ["50.000", "50rb", "50k", "Rp 50.000"])
async def test_a_free_amount_is_understood_as_people_write_it(
    world: InnerWorld, buyer: Person, typed: str
) -> None:
    await buyer.tap("✏️ Nominal Lain")
    await buyer.read("Mau isi berapa?")

    await buyer.say(typed)

    assert "Rp 50.000" in await buyer.read("Bayar tepat")
    assert (await world.wait_for_payment())["amount"] == 50_000
    await buyer.see_no_more("Mau isi berapa?")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("lima puluh", "Itu bukan jumlah uang"),
        ("5000", "antara Rp 10.000 dan Rp 10.000.000"),
        ("99jt", "bukan"),
    ],
)
async def test_an_amount_that_cannot_be_is_explained_and_asked_again(
    world: InnerWorld, buyer: Person, typed: str, answer: str
) -> None:
    await buyer.tap("✏️ Nominal Lain")
    await buyer.read("Mau isi berapa?")

    await buyer.say(typed)

    assert "Mau isi berapa?" in await buyer.read(answer)
    assert not await world.payments()
    await buyer.say("50rb")
    await buyer.read("Bayar tepat")


async def test_a_second_wish_shows_the_open_deposit(world: InnerWorld, buyer: Person) -> None:
    await buyer.tap("Rp 50.000")
    await buyer.read("Bayar tepat")
    await buyer.say(_DEPOSIT)
    await buyer.tap("Rp 100.000")

    await buyer.read("masih menunggu pembayaran")

    assert len(await world.payments()) == 1
    await buyer.tap("❌ Batalkan Deposit")
    await buyer.read("dibatalkan. Jangan bayar")


async def test_a_deposit_that_is_paid_after_its_deadline_is_credited_all_the_same(
    world: InnerWorld, buyer: Person
) -> None:
    await buyer.tap("Rp 50.000")
    await buyer.read("Bayar tepat")
    world.shop.move_clock(18 * 60)
    await buyer.read("Waktu bayar deposit")

    await world.pay((await world.wait_for_payment())["txn_id"], force=True)

    await buyer.read("Saldo sekarang: Rp 50.000")


async def test_the_wallet_buys_what_is_in_it(world: InnerWorld, buyer: Person) -> None:
    await fill_wallet(world, buyer)
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")
    await buyer.tap("⚡ Beli Sekarang")

    await buyer.tap("💼 Saldo (Rp 50.000)")

    assert "Sisa saldo: Rp 5.000" in await buyer.read("Dibayar dengan saldo")
    assert "nf-0@" in await buyer.read("ini pesananmu")


async def test_a_wallet_with_too_little_in_it_refuses_in_words(buyer: Person) -> None:
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")
    await buyer.tap("⚡ Beli Sekarang")

    await buyer.tap("💼 Saldo (Rp 0)")

    assert "Rp 0 dari Rp 45.000" in await buyer.hear("Saldo tidak cukup")


async def test_a_transfer_by_hand_waits_for_the_staff_who_confirms_it(
    world: InnerWorld, buyer: Person, database_url: URL
) -> None:
    seller = await meet_seller(world)
    await buyer.tap("📝 Transfer Manual")
    await buyer.read("BCA 123 a.n. <Toko>")
    await buyer.tap("✅ Saya Sudah Transfer")
    await buyer.say("75rb")
    await buyer.read("menunggu dicek penjual")
    await seller.read("transfer manual, menunggu dicek")

    database = open_database(database_url)
    async with Transactions(database)() as session:
        (stated,) = await topups.list_stated(session)
        await topups.confirm_transfer(
            session, payment_id=stated.id, note="mutasi BCA 12:01", by=staff(SELLER), now=NOW
        )
    await database.close()

    await buyer.read("Saldo sekarang: Rp 75.000")
    assert "Rp 75.000" in await seller.read("sudah masuk")
