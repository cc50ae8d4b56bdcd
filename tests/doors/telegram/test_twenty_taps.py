"""A buyer taps "pay by wallet" twenty times at once, with money for one: there is one order."""

import asyncio

from sqlalchemy import URL

from auto_order.customers import service as customers
from auto_order.db.engine import open_database
from auto_order.db.session import Transactions
from auto_order.ledger import service as ledger
from auto_order.orders import service as orders
from tests.doors.telegram.conftest import InnerWorld
from tests.factories import give_balance
from tests.rig.inspecting import inspect_database
from tests.rig.shelves import fill
from tests.rig.world import Person, labels_of

_BUTTON = "💼 Saldo (Rp 50.000)"


async def stand_before_the_button(world: InnerWorld, database: Transactions) -> Person:
    """Have somebody with Rp 50.000 in the wallet before goods that cost Rp 45.000."""
    buyer = await world.meet(7001)
    await fill(world.shop.environment, "nf", units=3)
    await world.open_shop()
    await buyer.say("/start")
    await buyer.read("selamat datang")
    async with database() as session:
        known = await customers.find_customer(session, telegram_id=buyer.id)
        assert known is not None
        await give_balance(session, known.id, 50_000)
    await buyer.say("🛍 Semua Produk")
    await buyer.tap("1️⃣")
    await buyer.tap("⚡ Beli Sekarang")
    return buyer


async def test_twenty_taps_at_once_with_money_for_one_buy_one(world: InnerWorld, database_url: URL) -> None:
    database = open_database(database_url)
    tx = Transactions(database)
    buyer = await stand_before_the_button(world, tx)
    screen = await buyer.see(lambda message: _BUTTON in labels_of(message), what=_BUTTON)
    tap = {"message_id": screen["message_id"], "text": _BUTTON}

    # While the shop is away, so that it gets all of them together.
    await world.shop.stop()
    await asyncio.gather(*(world.call("POST", f"/chats/{buyer.id}/tap", tap) for _ in range(20)))
    await world.open_shop()
    await buyer.read("ini pesananmu")
    await buyer.say("/help")
    await buyer.read("Cara Order")

    async with tx.reading() as session:
        known = await customers.find_customer(session, telegram_id=buyer.id)
        assert known is not None
        bought = await orders.list_orders(session, customer_id=known.id, page=1, per_page=5)
        assert len(bought.orders) == 1
        assert await ledger.find_balance(session, customer_id=known.id) == 5_000
    await database.close()
    assert len([text for text in await buyer.texts() if "ini pesananmu" in text]) == 1
    assert not await inspect_database(database_url)
