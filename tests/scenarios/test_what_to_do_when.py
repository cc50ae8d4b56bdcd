"""Every line of the table "What happens when …" in docs/how-a-payment-travels.md, over HTTP with real faults.

The table there names the tests of each line. Single rooms meet the same in tests/rooms/payments.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import pytest
from sqlalchemy import URL

from auto_order.audit.actor import staff
from auto_order.customers import service as customers
from auto_order.db.engine import open_database
from auto_order.db.session import Transactions
from auto_order.orders import service as orders
from auto_order.payments import by_hand
from tests.rig.clock import NOW
from tests.rig.shelves import fill
from tests.rig.world import SELLER, Person
from tests.scenarios.conftest import InnerWorld

_GOODS = "ini pesananmu"
_LATE = 18 * 60
_SECRET = "sandbox-webhook-secret"


async def the_payment(world: InnerWorld) -> Mapping[str, Any]:
    return (await world.payments())[-1]


async def pay(world: InnerWorld, **wish: object) -> None:
    """Play the payer of the latest QR."""
    await world.pay((await the_payment(world))["txn_id"], **wish)


async def let_lapse(world: InnerWorld, buyer: Person) -> None:
    """Let the time to pay pass, and some seconds after which the gateway may be asked again."""
    world.shop.move_clock(_LATE)
    await buyer.read("pesanan ditutup")
    world.shop.move_clock(5)


async def claim(world: InnerWorld, **wish: object) -> None:
    """Have a webhook say that the latest payment is completed, true or not."""
    txn_id = (await the_payment(world))["txn_id"]
    await world.call("POST", f"/payments/{txn_id}/webhook", {"webhooks": 1, "delay": 0} | wish)


async def list_goods(buyer: Person) -> Sequence[str]:
    """List the messages that brought goods."""
    return [text for text in await buyer.texts() if _GOODS in text]


async def nothing_more_comes(world: InnerWorld, buyer: Person) -> None:
    """Let everything that is due be done, and answered by a screen that comes after it."""
    world.shop.move_clock(60)
    await buyer.say("/help")
    await buyer.read("Cara Order")


async def is_canceled(world: InnerWorld) -> bool:
    return bool((await the_payment(world))["status"] == "canceled")


async def post_webhook(world: InnerWorld, body: Mapping[str, object], *, secret: str = _SECRET) -> int:
    """Call the shop's own webhook as somebody from outside; say what it answers."""
    url = (await world.call("GET", "/gateway"))["webhook_url"]
    async with (
        aiohttp.ClientSession() as http,
        http.post(url, json=body, headers={"X-Secret": secret}) as answer,
    ):
        return answer.status


async def test_a_duplicate_webhook_and_a_replay_of_an_old_one_do_nothing(
    world: InnerWorld, buyer: Person
) -> None:
    await pay(world, webhooks=3)
    await buyer.read(_GOODS)

    await claim(world, webhooks=3)
    await nothing_more_comes(world, buyer)

    assert len(await list_goods(buyer)) == 1


async def test_a_webhook_before_create_has_returned_is_kept_and_settles(world: InnerWorld) -> None:
    await world.faults(gateway={"create_hang_after": {"seconds": 2, "count": 1}})
    buyer = await world.meet(7001)
    await buyer.order("Netflix")
    await world.wait_for_payment()

    await pay(world)

    assert "nf-0@" in await buyer.read(_GOODS)
    assert len(await world.payments()) == 1


async def test_a_lost_webhook_delays_the_goods_and_loses_nothing(world: InnerWorld, buyer: Person) -> None:
    await world.faults(gateway={"webhook_dropped": True})

    await pay(world)
    world.shop.move_clock(6)

    assert "nf-0@" in await buyer.read(_GOODS)


async def test_a_forged_webhook_is_turned_away_and_slowed_down(world: InnerWorld, buyer: Person) -> None:
    payment = await the_payment(world)
    body = {"txn_id": payment["txn_id"], "order_id": payment["order_id"], "status": "completed"}

    answers = [await post_webhook(world, body, secret="guessed") for _ in range(70)]

    assert answers[0] == 401
    assert answers[-1] == 429
    await nothing_more_comes(world, buyer)
    assert not await list_goods(buyer)
    await pay(world)
    await buyer.read(_GOODS)


async def test_a_webhook_with_a_leaked_secret_brings_no_goods_while_nobody_paid(
    world: InnerWorld, buyer: Person
) -> None:
    await claim(world, webhooks=2)

    await nothing_more_comes(world, buyer)

    assert not await list_goods(buyer)
    await pay(world)
    assert len([text for text in [await buyer.read(_GOODS)] if "nf-0@" in text]) == 1


async def test_an_order_of_another_shop_is_answered_with_200_and_left_alone(
    world: InnerWorld, buyer: Person
) -> None:
    body = {"txn_id": "another", "order_id": "INV-OF-ANOTHER-SHOP", "status": "completed"}

    assert await post_webhook(world, body) == 200

    await nothing_more_comes(world, buyer)
    assert not await list_goods(buyer)


async def test_a_late_payment_becomes_goods_where_they_are_left(world: InnerWorld, buyer: Person) -> None:
    await let_lapse(world, buyer)

    await pay(world, force=True)

    assert "nf-0@" in await buyer.read(_GOODS)


async def test_a_late_payment_for_what_is_sold_out_becomes_wallet_credit(
    world: InnerWorld, buyer: Person
) -> None:
    late = await the_payment(world)
    await let_lapse(world, buyer)
    rival = await world.meet(7002, "Joko")
    await rival.order("Netflix", times_two=True)
    await rival.read("Bayar tepat")
    other = await world.meet(7003, "Sari")
    await other.order("Netflix")
    await other.read("Bayar tepat")

    await world.pay(late["txn_id"], force=True)

    assert "Rp 45.000" in await buyer.read("sudah kami simpan sebagai saldo")
    assert not await list_goods(buyer)


async def test_an_amount_that_differs_never_becomes_goods_and_goes_to_a_person(
    world: InnerWorld, buyer: Person, seller: Person
) -> None:
    await world.faults(gateway={"status_wrong_amount": True})

    await pay(world)

    await buyer.read("perlu diperiksa penjual")
    assert "amount" in await seller.read("perlu diperiksa:")
    assert not await list_goods(buyer)


async def test_a_webhook_that_says_another_amount_is_only_a_reason_to_ask(
    world: InnerWorld, buyer: Person
) -> None:
    await world.faults(gateway={"webhook_wrong_amount": True})

    await pay(world)

    assert "nf-0@" in await buyer.read(_GOODS)


async def test_a_test_payment_in_a_live_shop_brings_no_goods(
    world: InnerWorld, buyer: Person, seller: Person
) -> None:
    await world.faults(gateway={"is_sandbox": True})

    await pay(world)

    await buyer.read("perlu diperiksa penjual")
    assert "test_mode" in await seller.read("perlu diperiksa:")
    assert not await list_goods(buyer)


async def test_when_two_payments_of_one_order_come_in_the_second_becomes_wallet_credit(
    world: InnerWorld, buyer: Person, database_url: URL
) -> None:
    await world.faults(gateway={"status_5xx": True})
    await pay(world, webhooks=0)
    database = open_database(database_url)
    async with Transactions(database)() as session:
        customer = await customers.find_customer(session, telegram_id=buyer.id)
        assert customer is not None
        (order,) = (await orders.list_orders(session, customer_id=customer.id, page=1, per_page=5)).orders
        await by_hand.mark_paid(session, order_id=order.id, note="tunai", by=staff(SELLER), now=NOW)
    await database.close()
    await buyer.read(_GOODS)

    await world.faults(gateway={})
    world.shop.move_clock(600)

    assert "Rp 45.000" in await buyer.read("sudah kami simpan sebagai saldo")
    assert len(await list_goods(buyer)) == 1


async def test_a_gateway_down_at_create_ends_in_words_holds_nothing_and_leaves_no_orphan(
    world: InnerWorld,
) -> None:
    await world.faults(gateway={"create_5xx_after": True})
    buyer = await world.meet(7001)
    await buyer.order("Netflix")
    await buyer.read("Menyiapkan QRIS")

    world.shop.move_clock(25)

    await buyer.read("Layanan pembayaran sedang gangguan")
    await buyer.say("🏷 Cek Stok")
    assert "Netflix: 3" in await buyer.read("Stok saat ini")
    assert (await the_payment(world))["status"] == "pending"
    await world.faults(gateway={})
    world.shop.move_clock(60)
    await world.until(lambda: is_canceled(world), what="the orphan cancelled")


async def test_a_reference_that_is_dead_at_the_gateway_is_followed_by_a_fresh_one(
    world: InnerWorld,
) -> None:
    await world.faults(gateway={"create_5xx_after": True})
    buyer = await world.meet(7001)
    await buyer.order("Netflix")
    dead = await world.wait_for_payment()

    await world.call("POST", f"/payments/{dead['txn_id']}/cancel", {})
    await world.faults(gateway={})
    await buyer.read("Bayar tepat")

    assert (await the_payment(world))["order_id"] != dead["order_id"]
    await pay(world)
    assert "nf-0@" in await buyer.read(_GOODS)


async def test_a_gateway_down_at_verify_keeps_the_units_and_says_so(
    world: InnerWorld, buyer: Person, seller: Person
) -> None:
    await world.faults(gateway={"status_5xx": True})
    await pay(world)
    world.shop.move_clock(_LATE)

    async def is_verifying() -> bool:
        await buyer.tap("🔍 Cek Status")
        return any("sedang diverifikasi" in toast for toast in buyer.heard_so_far())

    async def seller_knows() -> bool:
        world.shop.move_clock(50)
        await buyer.tap("🔍 Cek Status")
        return any("gateway tidak menjawab" in text for text in await seller.texts())

    await buyer.wait_for(is_verifying, what="a word of patience")
    await buyer.wait_for(seller_knows, what="a word to the seller")
    await world.faults(gateway={})
    world.shop.move_clock(600)
    assert "nf-0@" in await buyer.read(_GOODS)


async def test_a_buyer_who_cancels_after_paying_gets_the_goods(world: InnerWorld, buyer: Person) -> None:
    await pay(world, webhooks=0)

    await buyer.tap("❌ Batalkan Pembelian")

    assert "nf-0@" in await buyer.read(_GOODS)
    assert (await the_payment(world))["status"] == "completed"


async def test_telegram_that_is_busy_is_waited_for(world: InnerWorld, buyer: Person) -> None:
    busy = {"fault": "429", "methods": ["sendMessage"], "chat_id": 7001, "count": 2, "retry_after": 1}
    await world.faults(telegram=[busy])

    await pay(world)

    assert "nf-0@" in await buyer.read(_GOODS)
    assert len(await list_goods(buyer)) == 1


async def test_goods_for_a_buyer_who_blocked_the_shop_wait_for_their_return(
    world: InnerWorld, buyer: Person
) -> None:
    await world.faults(telegram=[{"fault": "403", "methods": ["sendMessage"], "chat_id": 7001, "count": 1}])
    await pay(world)
    await buyer.see_no_more("Bayar tepat")
    assert not await list_goods(buyer)

    async def goods_come() -> bool:
        await buyer.say("/start")
        return bool(await list_goods(buyer))

    await buyer.wait_for(goods_come, what="the goods")
    assert "nf-0@" in await buyer.read(_GOODS)


async def test_after_a_telegram_timeout_the_same_goods_are_sent_again(
    world: InnerWorld, buyer: Person
) -> None:
    lost = {"fault": "drop_after", "methods": ["sendMessage"], "chat_id": 7001, "count": 1}
    await world.faults(telegram=[lost])

    await pay(world)

    async def came_twice() -> bool:
        return len(await list_goods(buyer)) == 2

    await buyer.wait_for(came_twice, what="the same goods again")
    assert len(set(await list_goods(buyer))) == 1


async def test_when_the_clock_jumps_nothing_lapses_before_the_gateway_was_asked(
    world: InnerWorld, buyer: Person
) -> None:
    await pay(world, webhooks=0)

    world.shop.move_clock(3 * 24 * 3600)

    assert "nf-0@" in await buyer.read(_GOODS)
    assert not any("pesanan ditutup" in text for text in await buyer.texts())


@pytest.mark.parametrize("hours", [1, 24])
async def test_after_a_downtime_nothing_lapses_before_the_gateway_was_asked(
    world: InnerWorld, buyer: Person, hours: int
) -> None:
    await world.shop.stop()
    await pay(world, webhooks=0)
    world.shop.move_clock(hours * 3600)

    await world.open_shop()

    assert "nf-0@" in await buyer.read(_GOODS)
    assert not any("pesanan ditutup" in text for text in await buyer.texts())


async def test_a_unit_that_is_free_again_is_sold_to_the_next_buyer_only(world: InnerWorld) -> None:
    """The units of one that lapsed are another's: the late payer gets what is left, never the same unit."""
    await fill(world.shop.environment, "hbo", units=1, name="HBO")
    first, second = await world.meet(7001), await world.meet(7002, "Joko")
    await first.order("HBO")
    await first.read("Bayar tepat")
    lapsed = await the_payment(world)
    await let_lapse(world, first)
    await second.order("HBO")
    await second.read("Bayar tepat")
    taken = await the_payment(world)

    for payment in (lapsed, taken):
        await world.pay(payment["txn_id"], force=True)

    assert "hbo-0@" in await second.read(_GOODS)
    await first.read("sudah kami simpan sebagai saldo")
    assert not await list_goods(first)
