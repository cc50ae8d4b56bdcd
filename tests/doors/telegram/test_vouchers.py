"""A buyer types a voucher's code and pays less."""

import pytest
from sqlalchemy import URL

from auto_order.audit.actor import staff
from auto_order.db.engine import open_database
from auto_order.db.session import Transactions
from auto_order.vouchers import managing
from auto_order.vouchers.managing import VoucherFacts
from auto_order.vouchers.models import VoucherKind
from tests.doors.telegram.conftest import InnerWorld
from tests.rig.clock import NOW
from tests.rig.shelves import fill
from tests.rig.world import SELLER, Person

_QUESTION = "Ketik kode kuponnya"


@pytest.fixture
async def buyer(world: InnerWorld, database_url: URL) -> Person:
    """Have somebody before the payment of one product, in a shop with a voucher."""
    await fill(world.shop.environment, "nf", units=2)
    database = open_database(database_url)
    facts = VoucherFacts(code="HEMAT10", kind=VoucherKind.PERCENT, value=10, uses_in_total=1, starts_at=NOW)
    async with Transactions(database)() as session:
        await managing.create(session, facts, by=staff(SELLER), now=NOW)
    await database.close()
    world.shop.environment["VOUCHER_TRIES"] = "2"
    person = await world.meet(7001)
    await world.open_shop()
    await person.say("🛍 Semua Produk")
    await person.tap("1️⃣")
    await person.tap("⚡ Beli Sekarang")
    await person.tap("🎟️ Gunakan Kupon")
    await person.read(_QUESTION)
    return person


async def test_a_voucher_lowers_what_the_qr_asks_for(world: InnerWorld, buyer: Person) -> None:
    await buyer.say("hemat10")
    shown = await buyer.read("Kupon HEMAT10: -Rp 4.500")
    await buyer.tap("💠 QRIS")
    invoice = await buyer.read("Bayar tepat")

    assert "Total bayar: Rp 40.500" in shown
    assert "Potongan: -Rp 4.500" in invoice
    assert (await world.wait_for_payment())["amount"] == 40_500
    await world.pay((await world.wait_for_payment())["txn_id"])
    assert "nf-0@" in await buyer.read("ini pesananmu")


async def test_a_wrong_code_is_refused_then_guessing_is_slowed_down(buyer: Person) -> None:
    await buyer.say("SALAH")
    assert _QUESTION in await buyer.read("tidak bisa dipakai")
    await buyer.say("SALAH2")
    await buyer.say("HEMAT10")

    assert _QUESTION in await buyer.read("Coba lagi dalam 1 menit")


async def test_a_voucher_can_be_left_out_again(buyer: Person) -> None:
    await buyer.say("HEMAT10")
    await buyer.read("Total bayar: Rp 40.500")

    await buyer.tap("🎟️ Lepas HEMAT10")

    await buyer.read("Total bayar: Rp 45.000")


async def test_a_voucher_counts_for_the_cart_too(buyer: Person) -> None:
    await buyer.tap("❌ Batal")
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")
    await buyer.tap("🧺 Lanjut ke Keranjang")
    await buyer.read("1. Netflix")
    await buyer.tap("🎟️ Gunakan Kupon")
    await buyer.read(_QUESTION)

    await buyer.say("hemat 10")

    assert "Total: Rp 40.500" in await buyer.read("Kupon HEMAT10: -Rp 4.500")
