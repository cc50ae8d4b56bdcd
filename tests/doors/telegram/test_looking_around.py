"""The buyer's screens from the welcome to the payment, as they are shown and changed in place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from auto_order.audit.actor import SYSTEM
from auto_order.catalog import editing
from auto_order.catalog.editing import Field
from auto_order.catalog.models import Product
from auto_order.db.engine import Database
from tests.factories import make_product
from tests.fakes.telegram import Call
from tests.rig.clock import Clock
from tests.rig.front import Front
from tests.rig.shop import Shop

_ME = 7001


@dataclass
class Buyer:
    """Somebody who sees one screen at a time; ``shown`` is the latest."""

    shop: Shop
    toasts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.front = Front(self.shop)
        self.shown = Call("", {})

    async def say(self, text: str) -> str:
        return self._look(await self.front.say(_ME, text))

    async def tap(self, label: str) -> str:
        return await self.press(self.shown.buttons[label])

    async def press(self, data: str) -> str:
        """Tap a button that stands somewhere above."""
        return self._look(await self.front.tap(_ME, data))

    def _look(self, calls: Sequence[Call]) -> str:
        for call in calls:
            if call.text and call.method == "answerCallbackQuery":
                self.toasts.append(call.text)
            elif call.text:
                self.shown = call
        return self.shown.text

    async def offer(self, name: str, *, units: int = 9, category: str | None = None) -> Product:
        async with self.shop.tx() as session:
            return await make_product(session, units=units, name=name, category=category)


@pytest.fixture
def buyer(database: Database, clock: Clock) -> Buyer:
    return Buyer(Shop(database, clock))


async def test_the_welcome_names_the_buyer_the_shop_and_what_it_has_sold(buyer: Buyer) -> None:
    text = await buyer.say("/start")

    assert "Halo <b>Wati</b>" in text
    assert "1 pelanggan" in text
    assert "0 transaksi selesai" in text
    keys = [button.text for row in buyer.shown.values["reply_markup"].keyboard for button in row]
    assert keys == [
        *("🛍 Semua Produk", "🏷 Cek Stok", "💰 Deposit", "🧾 Pesanan Saya", "ℹ️ Informasi", "📘 Cara Order"),
        *("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣"),
    ]


async def test_a_list_has_five_a_page_and_a_number_for_each_line(buyer: Buyer) -> None:
    for number in range(6):
        await buyer.offer(f"Produk {number}", category="Film")
    await buyer.offer("Lain", category="Musik")
    await buyer.offer("Habis", units=0, category="Kosong")
    await buyer.say("🛍 Semua Produk")
    assert list(buyer.shown.buttons) == ["🧭 Semua Produk", "Film", "Musik"]

    first = await buyer.tap("Film")
    assert "Halaman 1/2" in first
    assert "<b>5. Produk 4</b>\nRp 45.000 · stok 9 · terjual 0" in first
    assert "Produk 5" not in first
    second = await buyer.tap("➡️")

    assert "Halaman 2/2" in second
    assert [key for key in buyer.shown.buttons if "️⃣" in key] == ["1️⃣"]
    assert buyer.shown.method == "editMessageText"
    assert "Produk 5" in await buyer.say("1️⃣")


async def test_what_is_searched_is_found_by_a_part_of_its_name(buyer: Buyer) -> None:
    await buyer.offer("Netflix <Premium>")
    await buyer.offer("Spotify")

    assert "Netflix &lt;Premium&gt;" in await buyer.say("/cari flix")
    assert "Spotify" not in buyer.shown.text
    assert "Tidak ada produk" in await buyer.say("/cari disney")
    assert "Mau cari apa?" in await buyer.say("/cari")
    assert "Spotify" in await buyer.say("spot")


async def test_the_stock_of_everything_is_brought_up_to_date_in_place(buyer: Buyer) -> None:
    product = await buyer.offer("Netflix", units=3)
    assert "Netflix: <b>3</b>" in await buyer.say("🏷 Cek Stok")
    assert "per 23/11/2026 12:00 WIB" in buyer.shown.text
    await buyer.shop.order(await buyer.shop.meet(), product)
    buyer.shop.clock.move(minutes=1)

    shown = await buyer.tap("🔄 Refresh")

    assert "Netflix: <b>2</b>" in shown
    assert "12:01 WIB" in shown
    assert buyer.shown.method == "editMessageText"


async def test_a_quantity_is_never_more_than_there_is(buyer: Buyer) -> None:
    await buyer.offer("Netflix", units=7)
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")

    for label, quantity in (("➕", 2), ("🖐️ x5", 5), ("🔟 x10", 7), ("➕", 7), ("➖", 6), ("✌️ x2", 2)):
        assert f"Jumlah: <b>{quantity}</b>" in await buyer.tap(label)
    await buyer.tap("➖")
    assert "Jumlah: <b>1</b>" in await buyer.tap("➖")


async def test_a_cart_is_changed_line_by_line_and_emptied(buyer: Buyer) -> None:
    for name in ("Netflix", "Spotify"):
        await buyer.offer(name, units=3)
        await buyer.say(f"/cari {name}")
        await buyer.tap("1️⃣")
        await buyer.tap("🧺 Lanjut ke Keranjang")
    assert "Total: <b>Rp 90.000</b>" in buyer.shown.text

    assert "2 × Rp 45.000 = <b>Rp 90.000</b>" in await buyer.tap("➕")
    assert "Spotify" not in await buyer.tap("🗑")
    pay = buyer.shown.buttons["💳 Lanjut ke Pembayaran"]
    assert "masih kosong" in await buyer.tap("🧹 Kosongkan")
    buyer.shown = Call("", {})
    assert "masih kosong" in await buyer.press(pay)


async def test_a_price_that_changed_must_be_agreed_to(buyer: Buyer) -> None:
    product = await buyer.offer("Netflix")
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")
    shown = await buyer.tap("⚡ Beli Sekarang")
    assert "Subtotal: Rp 45.000" in shown
    assert {"💠 QRIS", "💼 Saldo (Rp 0)", "🎟️ Gunakan Kupon", "❌ Batalkan Pembelian"} <= set(
        buyer.shown.buttons
    )
    async with buyer.shop.tx() as session:
        await editing.change_product(
            session, product.id, Field.PRICE, 50_000, by=SYSTEM, now=buyer.shop.clock()
        )

    changed = await buyer.tap("💠 QRIS")

    assert "berubah" in changed
    assert "Total bayar: <b>Rp 50.000</b>" in changed
    assert await buyer.shop.units(product) == {"free": 9}
    assert "Menyiapkan QRIS" in await buyer.tap("💠 QRIS")


async def test_a_service_fee_is_shown_under_its_own_name(buyer: Buyer) -> None:
    buyer.shop.change_policy(is_fee_on_buyer=True)
    buyer.front = Front(buyer.shop)
    await buyer.offer("Netflix")
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")

    shown = await buyer.tap("⚡ Beli Sekarang")

    assert "Biaya Layanan: Rp" in shown


async def test_help_terms_and_support_are_a_command_away(buyer: Buyer) -> None:
    assert "Ketentuan" in await buyer.say("/terms")
    assert "Cara Order" in await buyer.say("📘 Cara Order")
    assert "Customer Service" in await buyer.say("/paysupport")
    assert "Pilih bahasa" in await buyer.say("/language")
