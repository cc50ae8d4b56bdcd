"""Orders: what is agreed, which steps they take, and whose they are."""

from itertools import product as pairs

import pytest

from auto_order.carts import service as carts
from auto_order.carts.rules import CartEmpty
from auto_order.carts.service import Wanted
from auto_order.catalog import service as catalog
from auto_order.catalog.service import ProductFacts
from auto_order.db.session import Session
from auto_order.orders import placing
from auto_order.orders import service as orders
from auto_order.orders.models import Order, OrderStatus
from auto_order.orders.rules import OrderMoved, OrderNotFound, Quote, QuotedLine, advance
from auto_order.stock.rules import OutOfStock
from tests.factories import load_units, make_order
from tests.rig.clock import NOW
from tests.rig.shop import Shop

_STEPS = {
    (OrderStatus.AWAITING, OrderStatus.PAID),
    (OrderStatus.AWAITING, OrderStatus.EXPIRED),
    (OrderStatus.AWAITING, OrderStatus.CANCELED),
    (OrderStatus.EXPIRED, OrderStatus.PAID),
    (OrderStatus.EXPIRED, OrderStatus.CREDITED),
    (OrderStatus.CANCELED, OrderStatus.PAID),
    (OrderStatus.CANCELED, OrderStatus.CREDITED),
    (OrderStatus.PAID, OrderStatus.FULFILLED),
    (OrderStatus.PAID, OrderStatus.REFUND_DUE),
    (OrderStatus.REFUND_DUE, OrderStatus.REFUNDED),
}


@pytest.mark.parametrize("step", _STEPS)
def test_an_order_takes_the_steps_of_the_table(step: tuple[OrderStatus, OrderStatus]) -> None:
    was, wanted = step
    order = Order(status=was)

    advance(order, wanted)

    assert order.status is wanted


@pytest.mark.parametrize("ended", [OrderStatus.CREDITED, OrderStatus.REFUNDED])
def test_an_end_has_no_exit(ended: OrderStatus) -> None:
    for wanted in OrderStatus:
        with pytest.raises(OrderMoved) as refused:
            advance(Order(status=ended), wanted)
        assert refused.value.facts == {"was": ended, "wanted": wanted}


def test_nothing_begins_again() -> None:
    for was, wanted in pairs(OrderStatus, [OrderStatus.AWAITING]):
        with pytest.raises(OrderMoved):
            advance(Order(status=was), wanted)


async def test_a_line_keeps_name_price_and_terms_of_the_day(shop: Shop) -> None:
    buyer = await shop.meet()
    facts = ProductFacts(code="nf", name="Netflix", price=45_000, terms="Jangan ganti.", warranty_days=30)

    async with shop.tx() as session:
        product = await catalog.offer_product(session, facts, now=NOW)
        await load_units(session, product.id)
        order = await make_order(session, customer_id=buyer.id, wanted=[Wanted(product.id, 1)])
        await catalog.offer_product(session, ProductFacts(code="nf", name="Spotify", price=1), now=NOW)
        (line,) = await orders.list_lines(session, order.id)

    assert (line.product_name, line.price, line.quantity) == ("Netflix", 45_000, 1)
    assert (line.terms, line.warranty_days) == ("Jangan ganti.", 30)


async def test_a_quote_leaves_out_what_is_not_listed_and_says_what_is_free(shop: Shop) -> None:
    listed, archived, empty = await shop.offer(units=2), await shop.offer(), await shop.offer(units=0)

    async with shop.tx() as session:
        await catalog.archive_product(session, archived.id)
        quote = await placing.quote(
            session,
            [Wanted(listed.id, 3), Wanted(archived.id, 1), Wanted(empty.id, 1), Wanted(999, 1)],
        )

    assert [(line.product_id, line.quantity, line.free) for line in quote.lines] == [
        (listed.id, 3, 2),
        (empty.id, 1, 0),
    ]
    assert quote.subtotal == 4 * 45_000


def test_the_digest_changes_with_product_price_and_quantity_and_with_nothing_else() -> None:
    line = QuotedLine(1, "Netflix", 45_000, 2, 9)
    agreed = Quote([line]).digest

    assert Quote([line._replace(name="Spotify", free=3)]).digest == agreed
    for other in (line._replace(product_id=2), line._replace(price=45_001), line._replace(quantity=3)):
        assert Quote([other]).digest != agreed
    assert Quote([line, line]).digest != agreed
    assert Quote([]).digest != agreed


async def test_an_order_of_nothing_is_none(shop: Shop) -> None:
    buyer = await shop.meet()

    with pytest.raises(CartEmpty):
        async with shop.tx() as session:
            await make_order(session, customer_id=buyer.id, wanted=[])


async def test_an_order_that_cannot_be_had_whole_takes_nothing(shop: Shop) -> None:
    buyer, plenty, short = await shop.meet(), await shop.offer(units=5), await shop.offer(units=1)

    with pytest.raises(OutOfStock):
        async with shop.tx() as session:
            await make_order(
                session, customer_id=buyer.id, wanted=[Wanted(plenty.id, 2), Wanted(short.id, 2)]
            )

    assert await shop.units(plenty) == {"free": 5}
    assert await shop.units(short) == {"free": 1}


async def test_what_is_paid_for_leaves_the_cart(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer(units=3)
    async with shop.tx() as session:
        await carts.set_quantity(session, customer_id=buyer.id, product_id=product.id, quantity=3, now=NOW)
    order = await shop.place(buyer, product, quantity=2, checkout=placing.CART)
    await shop.work()
    assert await _cart(shop, buyer.id) == [Wanted(product.id, 3)]

    await shop.pay(order)

    assert await _cart(shop, buyer.id) == [Wanted(product.id, 1)]


async def test_what_is_bought_at_once_leaves_the_cart_alone(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer(units=3)
    async with shop.tx() as session:
        await carts.set_quantity(session, customer_id=buyer.id, product_id=product.id, quantity=3, now=NOW)

    await shop.pay(await shop.order(buyer, product))

    assert await _cart(shop, buyer.id) == [Wanted(product.id, 3)]


async def test_an_order_is_its_buyers_and_nobody_elses(shop: Shop) -> None:
    buyer, other = await shop.meet(), await shop.meet()
    order = await shop.place(buyer, await shop.offer())

    async with shop.tx.reading() as session:
        found = await orders.get_order(session, order_id=order.id, customer_id=buyer.id)
        for order_id, customer_id in ((order.id, other.id), (999, buyer.id)):
            with pytest.raises(OrderNotFound):
                await orders.get_order(session, order_id=order_id, customer_id=customer_id)

    assert found.number == order.number


async def test_orders_are_listed_by_page_the_latest_first(shop: Shop) -> None:
    buyer, other = await shop.meet(), await shop.meet()
    product = await shop.offer(units=9)
    placed = []
    for _ in range(5):
        async with shop.tx() as session:
            order = await make_order(session, customer_id=buyer.id, wanted=[Wanted(product.id, 1)])
            await _close(session, order)
        placed.append(order.id)
    await shop.place(other, product)

    pages = {}
    async with shop.tx.reading() as session:
        for asked in (-3, 1, 2, 3, 99):
            found = await orders.list_orders(session, customer_id=buyer.id, page=asked, per_page=2)
            pages[asked] = (found.page, found.pages, [order.id for order in found.orders])
        none = await orders.list_orders(session, customer_id=999, page=1, per_page=2)

    placed.reverse()
    assert pages[1] == pages[-3] == (1, 3, placed[:2])
    assert pages[2] == (2, 3, placed[2:4])
    assert pages[3] == pages[99] == (3, 3, placed[4:])
    assert (none.orders, none.page, none.pages) == ([], 1, 1)


async def test_only_sales_count_as_sales(shop: Shop) -> None:
    product = await shop.offer(units=3)
    await shop.pay(await shop.order(await shop.meet(), product))
    await shop.order(await shop.meet(), product)

    async with shop.tx.reading() as session:
        assert await orders.count_finished(session) == 1


async def test_fulfilling_is_for_paid_orders_and_safe_to_repeat(shop: Shop) -> None:
    order = Order(status=OrderStatus.AWAITING)
    orders.fulfil(order, now=NOW)
    assert order.closed_at is None

    order = Order(status=OrderStatus.PAID)
    orders.fulfil(order, now=NOW)
    orders.fulfil(order, now=shop.clock.move(hours=1))

    assert (order.status, order.closed_at) == (OrderStatus.FULFILLED, NOW)


async def _cart(shop: Shop, customer_id: int) -> list[Wanted]:
    async with shop.tx.reading() as session:
        return list(await carts.list_cart(session, customer_id=customer_id))


async def _close(session: Session, order: Order) -> None:
    await orders.close(session, order, OrderStatus.CANCELED, now=NOW)
