"""From /start to the goods, over HTTP, with everything real but the outside world."""

from tests.rig.shelves import fill
from tests.rig.world import SELLER, World, text_of


async def test_a_buyer_pays_by_qris_and_has_exactly_the_units_that_were_paid_for(world: World) -> None:
    contents = await fill(world.shop.environment, "nf", units=3)
    buyer = await world.meet(7001)
    seller = await world.meet(SELLER, "Rina")
    await world.open_shop()
    await seller.say("/start")
    await seller.read("selamat datang")

    await buyer.order("Netflix", times_two=True)
    invoice = await buyer.read("Bayar tepat")
    payment = await world.wait_for_payment()
    await world.pay(payment["txn_id"])
    goods = await buyer.read("ini pesananmu")

    assert "Rp 90.000" in invoice
    assert payment["amount"] == 90_000
    assert contents[0] in goods
    assert contents[1] in goods
    assert contents[2] not in goods
    assert "Jangan ganti sandi." in await buyer.read("Syarat")
    assert "selesai" not in await seller.read("dibayar")
    await buyer.see_no_more("Bayar tepat")


async def test_the_last_unit_is_gone_from_the_list_once_somebody_has_it_reserved(world: World) -> None:
    await fill(world.shop.environment, "nf", units=1)
    first, late = await world.meet(7001), await world.meet(7002, "Joko")
    await world.open_shop()

    await first.order("Netflix")
    await first.read("Bayar tepat")
    await late.say("🛍 Semua Produk")

    await late.read("Belum ada produk")


async def test_a_late_buyer_of_the_last_unit_is_refused_before_any_qr(world: World) -> None:
    await fill(world.shop.environment, "nf", units=1)
    first, late = await world.meet(7001), await world.meet(7002, "Joko")
    await world.open_shop()
    for buyer in (first, late):
        await buyer.say("🛍 Semua Produk")
        await buyer.tap("1️⃣")
        await buyer.tap("⚡ Beli Sekarang")
        await buyer.read("Pilih cara bayar")

    await first.tap("💠 QRIS")
    await first.read("Bayar tepat")
    await late.tap("💠 QRIS")

    assert await late.hear("Stok") == "😔 Stok tidak cukup, tersisa 0. Silakan kurangi jumlahnya."
    assert len(await world.payments()) == 1


async def test_a_double_tap_on_pay_makes_one_order_and_one_qr(world: World) -> None:
    await fill(world.shop.environment, "nf", units=5)
    buyer = await world.meet(7001)
    await world.open_shop()
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")
    await buyer.tap("⚡ Beli Sekarang")
    screen = await buyer.see(lambda message: "Pilih cara bayar" in text_of(message), what="payment")

    wish = {"message_id": screen["message_id"], "text": "💠 QRIS"}
    for _ in range(2):
        await world.call("POST", "/chats/7001/tap", wish)
    await buyer.read("Bayar tepat")
    await buyer.hear("masih menunggu pembayaran")

    assert len(await world.payments()) == 1
    assert sum("Bayar tepat" in text for text in await buyer.texts()) == 1


async def test_a_cancelled_purchase_is_cancelled_everywhere(world: World) -> None:
    await fill(world.shop.environment, "nf", units=1)
    buyer = await world.meet(7001)
    await world.open_shop()
    await buyer.order("Netflix")
    await buyer.read("Bayar tepat")

    await buyer.tap("❌ Batalkan Pembelian")
    await buyer.read("dibatalkan. Jangan bayar")

    async def is_canceled() -> bool:
        return bool((await world.payments())[0]["status"] == "canceled")

    await world.until(is_canceled, what="a cancelled payment at the gateway")
    await buyer.say("🏷 Cek Stok")
    assert "Netflix: 1" in await buyer.read("Stok saat ini")
    await buyer.see_no_more("Bayar tepat")


async def test_an_unpaid_order_ends_at_its_deadline_and_its_units_come_free(world: World) -> None:
    await fill(world.shop.environment, "nf", units=1)
    buyer = await world.meet(7001)
    await world.open_shop()
    await buyer.order("Netflix")
    await buyer.read("Bayar tepat")

    world.shop.move_clock(18 * 60)
    await buyer.read("sudah habis dan pesanan ditutup")

    await buyer.say("🏷 Cek Stok")
    assert "Netflix: 1" in await buyer.read("Stok saat ini")
    await buyer.see_no_more("Bayar tepat")


async def test_a_lost_webhook_delays_the_goods_and_loses_nothing(world: World) -> None:
    contents = await fill(world.shop.environment, "nf", units=1)
    buyer = await world.meet(7001)
    await world.open_shop()
    await buyer.order("Netflix")
    await buyer.read("Bayar tepat")

    await world.pay((await world.wait_for_payment())["txn_id"], webhooks=0)

    assert contents[0] in await buyer.read("ini pesananmu")


async def test_english_is_spoken_to_whoever_chose_it(world: World) -> None:
    contents = await fill(world.shop.environment, "nf", units=1)
    buyer = await world.meet(7001, "Kim", language="en")
    await world.open_shop()

    await buyer.say("/start")
    await buyer.read("welcome to")
    await buyer.say("🛍 All Products")
    await buyer.tap("1️⃣")
    await buyer.tap("⚡ Buy Now")
    await buyer.tap("💠 QRIS")
    await buyer.read("Pay exactly")
    await world.pay((await world.wait_for_payment())["txn_id"])

    assert contents[0] in await buyer.read("here is your order")
