"""The page of a product: its picture, its wholesale prices, a link that leads straight to it."""

import pytest

from auto_order.audit.actor import SYSTEM
from auto_order.bootstrap.base import open_base
from auto_order.catalog import editing
from auto_order.catalog import service as catalog
from auto_order.catalog.editing import Field
from auto_order.catalog.models import PriceStep
from auto_order.kit.secret import Secret
from auto_order.settings import read_settings
from auto_order.stock import keeping
from auto_order.stock.loading import NumberedContent
from tests.doors.telegram.conftest import InnerWorld
from tests.rig.clock import NOW
from tests.rig.shelves import fill
from tests.rig.world import SELLER, Message, Person, text_of
from tests.sandbox.pictures import png

_LONG = "Panjang sekali. " * 100


async def change(world: InnerWorld, code: str, **fields: str | int | None) -> None:
    """Change a product as a seller would."""
    async with open_base(read_settings(world.shop.environment, env_file=None)) as base, base.tx() as session:
        product = await catalog.find_product_by_code(session, code)
        assert product is not None
        for field, value in fields.items():
            await editing.change_product(session, product.id, Field(field), value, by=SYSTEM, now=NOW)


async def add_steps(world: InnerWorld, code: str, *steps: PriceStep) -> None:
    async with open_base(read_settings(world.shop.environment, env_file=None)) as base, base.tx() as session:
        product = await catalog.find_product_by_code(session, code)
        assert product is not None
        for step in steps:
            await editing.add_price_step(session, product.id, step, by=SYSTEM, now=NOW)


async def take_photo(world: InnerWorld) -> None:
    """Have the seller show the product's picture to the shop, as one does."""
    seller = await world.meet(SELLER, "Rina")
    await seller.say("⚙️ Admin Settings")
    await seller.tap("🛒 Produk")
    await seller.tap("Netflix · Rp 45.000 · 📦 9")
    await seller.tap("🖼 Foto")
    await seller.send_file("cover.png", png(200, 200), kind="photo")
    await seller.read("Foto: ✅ ada")


@pytest.fixture
async def buyer(world: InnerWorld) -> Person:
    await fill(world.shop.environment, "nf", units=9)
    person = await world.meet(7001)
    await world.open_shop()
    return person


async def open_product(buyer: Person) -> None:
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")
    await buyer.read("Jumlah: 1")


def has_photo(message: Message) -> bool:
    return bool(message.get("photo"))


async def test_a_picture_is_shown_and_stays_while_the_quantity_changes(
    world: InnerWorld, buyer: Person
) -> None:
    await take_photo(world)
    await open_product(buyer)
    shown = await buyer.see(has_photo, what="a picture")

    await buyer.tap("✌️ x2")

    changed = await buyer.see(lambda message: "Jumlah: 2" in text_of(message), what="two of it")
    assert has_photo(changed)
    assert changed["message_id"] == shown["message_id"]
    await buyer.tap("⬅️ Kembali")
    await buyer.read("Halaman 1/1")
    await buyer.see_no_more("Jumlah: 2")


async def test_a_description_that_is_too_long_for_a_picture_is_a_tap_away(
    world: InnerWorld, buyer: Person
) -> None:
    await take_photo(world)
    await change(world, "nf", description=_LONG + "Akhirnya.")
    await open_product(buyer)

    assert "Akhirnya." not in text_of(await buyer.see(has_photo, what="a picture"))
    await buyer.tap("📖 Baca Selengkapnya")
    await buyer.read("Akhirnya.")
    await buyer.tap("⬅️ Kembali")
    await buyer.see(has_photo, what="the picture again")


async def test_a_picture_that_telegram_does_not_know_is_left_out(world: InnerWorld, buyer: Person) -> None:
    await change(world, "nf", photo="of-another-bot")

    await open_product(buyer)
    await buyer.tap("✌️ x2")

    await buyer.read("Jumlah: 2")


async def test_wholesale_prices_are_shown_and_count(world: InnerWorld, buyer: Person) -> None:
    await add_steps(world, "nf", PriceStep(2, 40_000), PriceStep(5, 35_000))
    await change(world, "nf", warranty_days=30)
    await open_product(buyer)

    assert "Grosir: 2+ → Rp 40.000 · 5+ → Rp 35.000" in await buyer.read("Garansi: 30 hari")
    await buyer.tap("🖐️ x5")
    assert "Total: Rp 175.000" in await buyer.read("Jumlah: 5 × Rp 35.000")
    await buyer.tap("⚡ Beli Sekarang")
    assert "Netflix — 5 × Rp 35.000" in await buyer.read("Total bayar: Rp 175.000")


async def test_a_link_leads_a_newcomer_to_the_product_and_gives_them_the_menu(buyer: Person) -> None:
    await buyer.say("/start p_nf")

    await buyer.read("Jumlah: 1")
    await buyer.read("selamat datang")
    chat = await buyer.world.call("GET", f"/chats/{buyer.id}")
    assert chat["reply_keyboard"]["keyboard"][0][0]["text"] == "🛍 Semua Produk"


async def test_a_link_to_nothing_says_so_and_welcomes(buyer: Person) -> None:
    await buyer.say("/start p_gone")

    assert "selamat datang" in await buyer.read("sudah tidak dijual")


async def test_a_refused_sticker_does_not_keep_the_welcome_back(world: InnerWorld) -> None:
    world.shop.environment["BOT_WELCOME_STICKER"] = "not-a-sticker"
    person = await world.meet(7001)
    await world.open_shop()

    await person.say("/start")

    await person.read("selamat datang")


@pytest.mark.parametrize(("label", "first"), [("🆕 Terbaru", "Viu"), ("💸 Termurah", "Viu")])
async def test_lists_are_sorted_and_the_number_keys_follow_them(
    world: InnerWorld, buyer: Person, label: str, first: str
) -> None:
    await fill(world.shop.environment, "viu", units=2, price=9_000, name="Viu")
    await buyer.say("🛍 Semua Produk")
    await buyer.tap(label)
    await buyer.read(f"1. {first}")

    await buyer.say("1️⃣")

    assert first in await buyer.read("Jumlah: 1")


async def test_who_waits_for_a_sold_out_product_hears_when_it_is_back(world: InnerWorld) -> None:
    await fill(world.shop.environment, "viu", units=0, name="Viu")
    person = await world.meet(7001)
    await world.open_shop()
    await person.say("/start p_viu")
    await person.tap("🔔 Kabari Saya")
    await person.hear("kamu kami kabari")

    async with open_base(read_settings(world.shop.environment, env_file=None)) as base, base.tx() as session:
        product = await catalog.find_product_by_code(session, "viu")
        assert product is not None
        lines = [NumberedContent(1, Secret("viu@mail.test"))]
        await keeping.add_units(
            session, product_id=product.id, lines=lines, keyring=base.keyring, by=SYSTEM, now=NOW
        )

    # What another process promises is seen within some seconds on SQLite, which cannot ring.
    await person.read("sudah ada lagi")
    await person.tap("🛍 Lihat Produk")
    await person.read("Jumlah: 1")


async def test_who_is_too_late_for_the_last_unit_is_shown_how_to_wait(
    world: InnerWorld, buyer: Person
) -> None:
    await open_product(buyer)
    async with open_base(read_settings(world.shop.environment, env_file=None)) as base, base.tx() as session:
        product = await catalog.find_product_by_code(session, "nf")
        assert product is not None
        await keeping.remove_all(session, product_id=product.id, by=SYSTEM, now=NOW)

    await buyer.tap("⚡ Beli Sekarang")

    await buyer.hear("Stok tidak cukup")
    await buyer.read("Stok sedang habis")
    await buyer.tap("🔔 Kabari Saya")
    await buyer.hear("kamu kami kabari")
