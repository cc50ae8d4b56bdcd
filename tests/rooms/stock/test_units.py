"""Units: set aside, sold, given back, opened again, and loaded without a duplicate."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, StatementError

from auto_order.audit.actor import SYSTEM
from auto_order.carts.service import Wanted
from auto_order.kit.keyring import Keyring, TamperedError, WrongKeyError
from auto_order.kit.secret import Secret
from auto_order.orders import service as orders
from auto_order.orders.models import Order
from auto_order.stock import keeping, loading
from auto_order.stock import service as stock
from auto_order.stock.models import StockItem, StockStatus
from auto_order.stock.rules import MOST_CONTENT, BadContent, OutOfStock, UnitGone, check_content
from tests.factories import KEYRING, load_units, make_customer, make_order
from tests.rig.clock import NOW
from tests.rig.shop import Shop


async def _order(shop: Shop, *, units: int, quantity: int) -> tuple[Order, int]:
    buyer, product = await shop.meet(), await shop.offer(units=units)
    async with shop.tx() as session:
        order = await make_order(session, customer_id=buyer.id, wanted=[Wanted(product.id, quantity)])
    return order, product.id


async def test_the_oldest_units_are_sold_first_and_in_the_order_they_were_loaded(shop: Shop) -> None:
    product = await shop.offer(units=0)
    async with shop.tx() as session:
        await load_units(session, product.id, contents=["b1", "a2"])
        await load_units(session, product.id, contents=["0 later"])
        buyer = await make_customer(session)
        order = await make_order(session, customer_id=buyer.id, wanted=[Wanted(product.id, 3)])
        await stock.sell(session, order_id=order.id, quantity=3, now=NOW)

        opened = await stock.open_contents(session, order_id=order.id, keyring=KEYRING)

        assert [content.secret.reveal() for content in opened] == ["b1", "a2", "0 later"]
        await session.rollback()


@pytest.mark.parametrize(("free", "wanted"), [(0, 1), (1, 2), (2, 5)])
async def test_too_few_units_are_none(shop: Shop, free: int, wanted: int) -> None:
    order, product_id = await _order(shop, units=free + 1, quantity=1)
    async with shop.tx.reading() as session:
        (line,) = await orders.list_lines(session, order.id)

    with pytest.raises(OutOfStock) as refused:
        async with shop.tx() as session:
            await stock.reserve(
                session, product_id=product_id, order_id=order.id, order_line_id=line.id, quantity=wanted
            )

    assert refused.value.facts == {"product_id": product_id, "wanted": wanted, "left": free}


async def test_what_is_given_back_can_be_had_again(shop: Shop) -> None:
    order, product_id = await _order(shop, units=2, quantity=2)

    async with shop.tx() as session:
        for _ in range(2):
            await stock.release(session, order_id=order.id)
        counts = await stock.count_stock(session, [product_id, 999])
        await session.rollback()

    assert counts == {product_id: (2, 0)}


async def test_what_was_sold_is_never_given_back(shop: Shop) -> None:
    order, product_id = await _order(shop, units=2, quantity=2)

    async with shop.tx() as session:
        await stock.sell(session, order_id=order.id, quantity=2, now=NOW)
        await stock.release(session, order_id=order.id)
        counts = await stock.count_stock(session, [product_id])
        await session.rollback()

    assert counts == {product_id: (0, 2)}


async def test_what_somebody_holds_is_not_taken_out(shop: Shop) -> None:
    order, product_id = await _order(shop, units=2, quantity=1)
    async with shop.tx.reading() as session:
        held = await session.scalar(select(StockItem.id).where(StockItem.order_id == order.id))
    assert held is not None

    with pytest.raises(UnitGone):
        async with shop.tx() as session:
            await keeping.remove_unit(session, product_id=product_id, unit_id=held, by=SYSTEM, now=NOW)
    async with shop.tx() as session:
        removed = await keeping.remove_all(session, product_id=product_id, by=SYSTEM, now=NOW)

    assert removed == 1


async def test_selling_another_number_than_is_held_is_a_bug_and_sells_nothing(shop: Shop) -> None:
    order, product_id = await _order(shop, units=2, quantity=2)

    with pytest.raises(RuntimeError):
        async with shop.tx() as session:
            await stock.sell(session, order_id=order.id, quantity=3, now=NOW)

    async with shop.tx.reading() as session:
        assert await stock.count_stock(session, [product_id]) == {product_id: (0, 0)}


async def test_the_same_units_are_opened_every_time(shop: Shop) -> None:
    buyer, product = await shop.meet(), await shop.offer(units=3)
    order = await shop.order(buyer, product, quantity=2)
    await shop.pay(order)

    async with shop.tx.reading() as session:
        first, again = [
            [
                content.secret
                for content in await stock.open_contents(session, order_id=order.id, keyring=KEYRING)
            ]
            for _ in range(2)
        ]

    assert first == again
    assert len(first) == 2


async def test_what_is_held_is_not_opened(shop: Shop) -> None:
    order, _ = await _order(shop, units=1, quantity=1)

    async with shop.tx.reading() as session:
        assert await stock.open_contents(session, order_id=order.id, keyring=KEYRING) == []


async def test_a_unit_is_sealed_in_the_row_and_opens_only_as_its_product(shop: Shop) -> None:
    first, second = await shop.offer(units=0), await shop.offer(units=0)
    async with shop.tx() as session:
        await load_units(session, first.id, contents=["wati@mail.test:secret"])
        item = (await session.scalars(select(StockItem))).one()

    assert b"wati" not in item.content + item.fingerprint
    with pytest.raises(TamperedError):
        KEYRING.open(item.content, loading.seal_context(second.id))
    with pytest.raises(WrongKeyError):
        Keyring([bytes(range(32, 64))]).open(item.content, loading.seal_context(first.id))


@pytest.mark.parametrize(
    "values",
    [
        {"status": StockStatus.FREE},
        {"order_id": None},
        {"order_line_id": None},
        {"status": "lent"},
    ],
)
async def test_the_database_refuses_a_unit_that_is_half_somebodys(
    shop: Shop, values: dict[str, object]
) -> None:
    await _order(shop, units=1, quantity=1)

    with pytest.raises((IntegrityError, StatementError)):
        await _change_the_unit(shop, values)


async def _change_the_unit(shop: Shop, values: dict[str, object]) -> None:
    async with shop.tx() as session:
        item = (await session.scalars(select(StockItem))).one()
        for name, value in values.items():
            setattr(item, name, value)


async def _load(shop: Shop, product_id: int, *contents: str) -> loading.LoadReport:
    async with shop.tx() as session:
        return await loading.load(
            session,
            product_id=product_id,
            contents=[Secret(content) for content in contents],
            keyring=KEYRING,
            now=NOW,
        )


async def test_loading_a_list_twice_loads_it_once(shop: Shop) -> None:
    product = await shop.offer(units=0)

    first = await _load(shop, product.id, "a", "b")
    again = await _load(shop, product.id, "b", "c", "a")

    assert first == loading.LoadReport(new=2, duplicates=[])
    assert again.new == 1
    assert [(twin.line, twin.first_line) for twin in again.duplicates] == [(1, None), (3, None)]
    assert await shop.units(product) == {"free": 3}


async def test_a_line_that_stands_twice_is_named_with_the_first_one(shop: Shop) -> None:
    product = await shop.offer(units=0)

    report = await _load(shop, product.id, "a", "b", "a", "a")

    assert report.new == 2
    assert [(twin.line, twin.first_line) for twin in report.duplicates] == [(3, 1), (4, 1)]


async def test_what_was_sold_once_is_not_loaded_again(shop: Shop) -> None:
    product = await shop.offer(units=0)
    await _load(shop, product.id, "only one")
    await shop.pay(await shop.order(await shop.meet(), product))

    report = await _load(shop, product.id, "only one")

    assert report.new == 0
    assert await shop.units(product) == {"sold": 1}


async def test_two_products_may_have_the_same_content(shop: Shop) -> None:
    products = [await shop.offer(units=0) for _ in range(2)]

    reports = [await _load(shop, product.id, "shared link") for product in products]

    assert [report.new for report in reports] == [1, 1]


@pytest.mark.parametrize("content", ["", " ", "\n\t ", "x" * (MOST_CONTENT + 1)])
def test_a_content_that_is_none_is_refused_by_its_line(content: str) -> None:
    with pytest.raises(BadContent) as refused:
        check_content(Secret(content), line=7)

    assert refused.value.facts == {"line": 7}
    assert content.strip() == "" or content not in str(refused.value)


@pytest.mark.parametrize("content", ["x", " padded ", "<b>&amp;", "a\x00b", "😀\n😀", "x" * MOST_CONTENT])
async def test_what_is_sold_is_exactly_what_was_loaded(shop: Shop, content: str) -> None:
    product = await shop.offer(units=0)
    await _load(shop, product.id, content)
    buyer = await shop.meet()

    await shop.pay(await shop.order(buyer, product))

    assert shop.notifier.contents(buyer.telegram_id) == [content]
