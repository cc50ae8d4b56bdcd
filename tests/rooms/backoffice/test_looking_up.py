"""What the staff looks up: orders by kind, number and buyer, buyers by name, and an order's whole story."""

import pytest

from auto_order.audit.actor import staff
from auto_order.backoffice import service as backoffice
from auto_order.backoffice.models import Which
from auto_order.backoffice.rules import CustomerUnknown
from auto_order.orders.models import OrderStatus
from auto_order.orders.rules import OrderNotFound
from tests.factories import give_balance
from tests.rig.shop import SELLER, Shop

RINA = staff(SELLER)


async def list_numbers(shop: Shop, which: Which = Which.ALL, search: str = "", *, page: int = 1) -> list[str]:
    async with shop.tx.reading() as session:
        found = await backoffice.list_orders(session, which=which, search=search, page=page, per_page=2)
    return [row.number for row in found.rows]


async def test_orders_are_listed_by_kind_and_found_by_number_and_buyer(shop: Shop) -> None:
    wati, budi = await shop.meet("Wati"), await shop.meet("Budi")
    product = await shop.offer(units=5)
    done = await shop.order(wati, product)
    await shop.pay(done)
    waiting = await shop.place(wati, product)
    over = await shop.order(budi, product)
    await shop.tap_cancel(over)
    await shop.work()

    assert await list_numbers(shop, Which.DELIVERED) == [done.number]
    assert await list_numbers(shop, Which.WAITING) == [waiting.number]
    assert await list_numbers(shop, Which.OVER) == [over.number]
    assert await list_numbers(shop, Which.PROBLEM) == []
    assert await list_numbers(shop, search=done.number[-6:]) == [done.number]
    assert await list_numbers(shop, search="bud") == [over.number]
    assert await list_numbers(shop, search=str(budi.telegram_id)) == [over.number]
    assert await list_numbers(shop, search="%_") == []
    assert await list_numbers(shop, page=1) == [over.number, waiting.number]
    assert await list_numbers(shop, page=99) == [done.number]


async def test_what_cannot_be_handed_over_is_a_problem(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer()
    shop.notifier.unreachable.add(buyer.telegram_id)
    order = await shop.order(buyer, product)
    await shop.pay(order)

    assert await list_numbers(shop, Which.PROBLEM) == [order.number]


async def test_an_orders_file_has_all_there_is_about_it(shop: Shop) -> None:
    buyer, product = await shop.meet("Wati"), await shop.offer(units=2)
    order = await shop.order(buyer, product, quantity=2)
    await shop.pay(order)
    async with shop.tx() as session:
        await backoffice.resend(session, order.id, by=RINA, now=shop.clock())
    await shop.work()

    async with shop.tx.reading() as session:
        shown = await backoffice.open_order(session, order.id)

    assert (shown.order.number, shown.buyer.name) == (order.number, "Wati")
    assert [(line.product_name, line.quantity) for line in shown.lines] == [("Netflix", 2)]
    assert len(shown.units) == 2
    assert shown.delivery is not None
    what = [event.what for event in shown.events]
    assert what[0] == "placed"
    assert {"invoice", "settled", "paid", "promised", "sent", "deed"} <= set(what)
    deed = next(event for event in shown.events if event.what == "deed")
    assert deed.facts == {"action": "order.resend", "actor": str(RINA)}
    assert [event.at for event in shown.events] == sorted(event.at for event in shown.events)


async def test_an_unpaid_order_is_called_off_once(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    async with shop.tx() as session:
        was_open = await backoffice.cancel(session, order.id, by=RINA, now=shop.clock())
    await shop.work()

    assert was_open
    assert await shop.status(order) is OrderStatus.CANCELED
    async with shop.tx() as session:
        assert not await backoffice.cancel(session, order.id, by=RINA, now=shop.clock())


async def test_buyers_are_found_and_their_file_adds_up(shop: Shop) -> None:
    wati, product = await shop.meet("Wati"), await shop.offer(price=45_000)
    await shop.meet("Budi")
    await shop.pay(await shop.order(wati, product))
    async with shop.tx() as session:
        await give_balance(session, wati.id, 10_000)

    async with shop.tx.reading() as session:
        found = await backoffice.list_customers(session, search="wat", page=1, per_page=5)
        everybody = await backoffice.list_customers(session, search="", page=1, per_page=1)
        shown = await backoffice.open_customer(session, wati.id)
        latest = await backoffice.list_orders_of(session, customer_id=wati.id, limit=5)

    assert [row.name for row in found.rows] == ["Wati"]
    assert (everybody.total, everybody.pages) == (2, 2)
    assert (shown.balance, shown.orders, shown.spent) == (10_000, 1, 45_000)
    assert len(latest) == 1


async def test_what_there_is_not_is_refused(shop: Shop) -> None:
    async with shop.tx.reading() as session:
        with pytest.raises(OrderNotFound):
            await backoffice.open_order(session, 99)
        with pytest.raises(CustomerUnknown):
            await backoffice.open_customer(session, 99)
