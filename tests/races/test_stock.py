"""Buyers race for units."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from contextlib import nullcontext

from sqlalchemy import select, update

from auto_order.audit.actor import SYSTEM
from auto_order.carts.service import Wanted
from auto_order.catalog.models import Product
from auto_order.customers.service import CustomerCard
from auto_order.db.session import Session
from auto_order.kit.secret import Secret
from auto_order.orders import placing
from auto_order.orders import service as orders
from auto_order.orders.models import Order, OrderStatus
from auto_order.stock import loading, repository
from auto_order.stock import service as stock
from auto_order.stock.models import SharedContent, StockItem, StockStatus
from auto_order.stock.rules import OutOfStock
from auto_order.stock.shared import repository as shared_repository
from auto_order.stock.shared import service as shared
from tests.factories import KEYRING, make_order
from tests.races.conftest import OpenShop
from tests.rig.clock import NOW
from tests.rig.only import on_postgresql
from tests.rig.races import Meeting, meeting_after, must_fail, race, replaced
from tests.rig.shop import Shop


async def two_buyers_one_unit(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    buyers = [await one.meet(), await one.meet()]
    product = await one.offer(units=1)

    outcomes = await race(one.place(buyers[0], product), other.place(buyers[1], product))

    assert Counter(map(type, outcomes)) == {Order: 1, OutOfStock: 1}
    assert await one.units(product) == {"held": 1}
    assert not await one.audit()


async def test_two_buyers_and_one_unit(open_shop: OpenShop) -> None:
    await two_buyers_one_unit(open_shop)


class _Careless:
    """Looks, thinks, and takes what was seen: how shops sell a unit twice."""

    def __init__(self) -> None:
        self._thinking = Meeting()

    async def hold(
        self,
        session: Session,
        *,
        product_id: int,
        quantity: int,
        holder: Mapping[str, int],
        skip_locked: bool,
    ) -> int:
        _ = skip_locked
        is_free = (StockItem.product_id == product_id, StockItem.status == StockStatus.FREE)
        seen = (await session.scalars(select(StockItem.id).where(*is_free).limit(quantity))).all()
        await self._thinking.come()
        await session.execute(
            update(StockItem).where(StockItem.id.in_(seen)).values(status=StockStatus.HELD, **holder)
        )
        return len(seen)


@on_postgresql
async def test_control_of_two_buyers_and_one_unit(open_shop: OpenShop) -> None:
    with replaced(repository, "_hold_free", _Careless().hold):
        await must_fail(two_buyers_one_unit(open_shop))


async def test_ten_buyers_and_five_units(open_shop: OpenShop) -> None:
    shops = [open_shop() for _ in range(2)]
    product = await shops[0].offer(units=5)
    buyers = [await shops[0].meet() for _ in range(10)]

    outcomes = await race(*(shops[number % 2].place(buyer, product) for number, buyer in enumerate(buyers)))

    assert Counter(map(type, outcomes)) == {Order: 5, OutOfStock: 5}
    assert await shops[0].units(product) == {"held": 5}
    assert not await shops[0].audit()


async def two_buyers_of_the_last_two(open_shop: OpenShop) -> None:
    """Each wants both units and finds one of them in the other's hands."""
    one, other = open_shop(), open_shop()
    buyers = [await one.meet(), await one.meet()]
    product = await one.offer(units=2)
    looks = _Looks(product)

    with replaced(repository, "_hold_free", looks.hold):
        outcomes = await race(
            one.place(buyers[0], product, quantity=2), other.place(buyers[1], product, quantity=2)
        )

    assert looks.short_at_first == 2
    assert Counter(map(type, outcomes)) == {Order: 1, OutOfStock: 1}
    assert await one.units(product) == {"held": 2}
    assert not await one.audit()


class _Looks:
    """Has the first look of each buyer find one unit, and both have looked before either goes on."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._hold = repository._hold_free  # noqa: SLF001 - it is what is meeting_after here
        self._both = asyncio.Barrier(2)
        self.short_at_first = 0

    async def hold(
        self,
        session: Session,
        *,
        product_id: int,
        quantity: int,
        holder: Mapping[str, int],
        skip_locked: bool,
    ) -> int:
        wanted = 1 if skip_locked else quantity
        found = await self._hold(
            session, product_id=product_id, quantity=wanted, holder=holder, skip_locked=skip_locked
        )
        if skip_locked:
            self.short_at_first += found < quantity
            await self._both.wait()
        return found


@on_postgresql
async def test_two_buyers_who_both_want_the_last_two_units(open_shop: OpenShop) -> None:
    await two_buyers_of_the_last_two(open_shop)


@on_postgresql
async def test_control_of_the_last_two_units(open_shop: OpenShop) -> None:
    """Without giving back what the first look found, each waits for the other's unit for ever."""
    with replaced(Session, "begin_nested", lambda _session: nullcontext()):
        await must_fail(two_buyers_of_the_last_two(open_shop))


async def orders_of_the_same_products(open_shop: OpenShop) -> None:
    """One cart holds them in this order, the other in that one."""
    one, other = open_shop(), open_shop()
    buyers = [await one.meet(), await one.meet()]
    products = [await one.offer(units=1), await one.offer(units=1)]

    with meeting_after(stock, "reserve"):
        outcomes = await race(
            _place(one, buyers[0], products), _place(other, buyers[1], list(reversed(products)))
        )

    assert Counter(map(type, outcomes)) == {Order: 1, OutOfStock: 1}
    assert [await one.units(product) for product in products] == [{"held": 1}, {"held": 1}]


async def _place(shop: Shop, buyer: CustomerCard, products: list[Product]) -> Order:
    async with shop.tx() as session:
        wanted = [Wanted(product.id, 1) for product in products]
        return await make_order(session, customer_id=buyer.id, wanted=wanted)


async def test_carts_that_hold_the_same_products_in_another_order(open_shop: OpenShop) -> None:
    await orders_of_the_same_products(open_shop)


async def _hold_in_the_order_of_the_cart(session: Session, order: Order) -> None:
    for line in await orders.list_lines(session, order.id):
        await stock.reserve(
            session,
            product_id=line.product_id,
            order_id=order.id,
            order_line_id=line.id,
            quantity=line.quantity,
        )


@on_postgresql
async def test_control_of_carts_in_another_order(open_shop: OpenShop) -> None:
    with replaced(placing, "hold_lines", _hold_in_the_order_of_the_cart):
        await must_fail(orders_of_the_same_products(open_shop))


async def test_a_unit_that_comes_free_is_had_by_who_waits_for_it_or_by_nobody(open_shop: OpenShop) -> None:
    """An order ends while somebody wants its unit: a sale or a refusal, never both and never an error."""
    one, other = open_shop(), open_shop()
    holder, buyer = await one.meet(), await one.meet()
    product = await one.offer(units=1)
    order = await one.place(holder, product)

    async def end() -> None:
        async with one.tx() as session:
            locked = await orders.lock_order(session, order.id)
            await orders.close(session, locked, OrderStatus.EXPIRED, now=one.clock())

    _, placed = await race(end(), other.place(buyer, product))

    is_sold = isinstance(placed, Order)
    assert await one.units(product) == ({"held": 1} if is_sold else {"free": 1})
    assert not await one.audit()


class _CarelessShare:
    """Looks how many are left, thinks, and counts down what was seen."""

    def __init__(self) -> None:
        self._thinking = Meeting()

    async def take(self, session: Session, product_id: int, quantity: int) -> tuple[bytes, int]:
        seen = await session.get_one(SharedContent, product_id)
        remaining, content, batch_id = seen.remaining, seen.content, seen.batch_id
        await self._thinking.come()
        assert remaining is not None
        left = update(SharedContent).where(SharedContent.product_id == product_id)
        await session.execute(left.values(remaining=remaining - quantity))
        return content, batch_id


async def two_buyers_of_the_last_shared_one(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    buyers = [await one.meet(), await one.meet()]
    product = await one.offer(units=0)
    async with one.tx() as session:
        link = Secret("https://example.test")
        await shared.share(session, product.id, link, keyring=KEYRING, by=SYSTEM, now=NOW)
        await shared.limit(session, product.id, 1, by=SYSTEM, now=NOW)

    outcomes = await race(one.place(buyers[0], product), other.place(buyers[1], product))

    assert Counter(map(type, outcomes)) == {Order: 1, OutOfStock: 1}
    assert await one.units(product) == {"held": 1}


async def test_two_buyers_of_the_last_shared_one(open_shop: OpenShop) -> None:
    await two_buyers_of_the_last_shared_one(open_shop)


@on_postgresql
async def test_control_of_the_last_shared_one(open_shop: OpenShop) -> None:
    with replaced(shared_repository, "_take", _CarelessShare().take):
        await must_fail(two_buyers_of_the_last_shared_one(open_shop))


async def _load_the_only_one(shop: Shop, product: Product) -> loading.LoadReport:
    async with shop.tx() as session:
        return await loading.load(
            session,
            product_id=product.id,
            contents=[Secret("the only one")],
            keyring=KEYRING,
            now=shop.clock(),
        )


async def test_two_who_load_the_same_unit_at_once_load_it_once(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    product = await one.offer(units=0)

    with meeting_after(repository, "find_known"):
        await race(_load_the_only_one(one, product), _load_the_only_one(other, product))

    assert await one.units(product) == {"free": 1}
