"""What buyers see: what can be bought now, in the order they asked for, from a cache that notices changes."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from auto_order.catalog import service as catalog
from auto_order.catalog.models import Product
from auto_order.db.engine import Database
from auto_order.db.session import Transactions
from auto_order.storefront.models import Place, Sort
from auto_order.storefront.service import Storefront
from tests.factories import load_units, make_customer, make_product
from tests.rig.clock import Clock
from tests.rig.shop import Shop

_FOUND = ["Netflix 100%"]


@pytest.fixture
def storefront(shop: Shop) -> Storefront:
    return Storefront(shop.tx, shop.clock)


async def _names(storefront: Storefront, place: Place) -> list[str]:
    page = await storefront.list_offers(place, per_page=5)
    return [offer.name for offer in page.offers]


async def _fill(shop: Shop, **prices: int) -> dict[str, Product]:
    products = {}
    for name, price in prices.items():
        shop.clock.move(seconds=1)
        products[name] = await shop.offer(name=name, price=price, units=3)
    return products


async def test_lists_are_in_the_order_that_was_asked_for(shop: Shop, storefront: Storefront) -> None:
    products = await _fill(shop, b=3000, c=2000, a=1000)
    for quantity, name in ((2, "c"), (1, "a")):
        await shop.pay(await shop.order(await shop.meet(), products[name], quantity=quantity))

    assert await _names(storefront, Place(sort=Sort.SHELF)) == ["b", "c", "a"]
    assert await _names(storefront, Place(sort=Sort.CHEAPEST)) == ["a", "c", "b"]
    assert await _names(storefront, Place(sort=Sort.BEST)) == ["c", "a", "b"]
    assert set(await _names(storefront, Place(sort=Sort.NEWEST))) == {"a", "b", "c"}


async def test_what_is_sold_out_or_archived_is_not_listed(shop: Shop, storefront: Storefront) -> None:
    products = await _fill(shop, there=500, archived=500)
    sold_out = await shop.offer(name="sold out", units=1)
    await shop.order(await shop.meet(), sold_out)
    async with shop.tx() as session:
        await catalog.archive_product(session, products["archived"].id)

    assert await _names(storefront, Place()) == ["there"]
    assert await storefront.find_offer(products["archived"].id) is None
    offer = await storefront.find_offer(sold_out.id)
    assert offer is not None
    assert (offer.free, offer.sold) == (0, 0)


async def test_a_page_that_is_not_there_becomes_the_nearest(shop: Shop, storefront: Storefront) -> None:
    await _fill(shop, **{f"p{number}": 500 for number in range(7)})

    pages = {
        asked: await storefront.list_offers(Place(page=asked), per_page=3) for asked in (-1, 1, 2, 3, 99)
    }
    empty = await storefront.list_offers(Place(search="nothing like it"), per_page=3)

    assert {asked: (page.place.page, len(page.offers)) for asked, page in pages.items()} == {
        -1: (1, 3),
        1: (1, 3),
        2: (2, 3),
        3: (3, 1),
        99: (3, 1),
    }
    assert {(page.pages, page.total) for page in pages.values()} == {(3, 7)}
    assert (empty.offers, empty.pages, empty.total) == ([], 1, 0)


@pytest.mark.parametrize(
    ("word", "found"),
    [("net", ["Netflix 100%"]), ("%", ["Netflix 100%"]), ("_", []), ("NETFLIX", ["Netflix 100%"])],
)
async def test_a_search_is_for_the_words_as_they_are(
    shop: Shop, storefront: Storefront, word: str, found: list[str]
) -> None:
    await shop.offer(name="Netflix 100%")
    await shop.offer(name="Spotify")

    assert await _names(storefront, Place(search=word)) == found


async def test_only_shelves_with_something_to_buy_are_shown(shop: Shop, storefront: Storefront) -> None:
    async with shop.tx() as session:
        product = await make_product(session, category="Film")
        await make_product(session, category="Kosong", units=0)
        await make_product(session)

    (shelf,) = await storefront.list_shelves()
    page = await storefront.list_offers(Place(category=shelf.id), per_page=5)

    assert shelf.name == "Film"
    assert [offer.id for offer in page.offers] == [product.id]


async def test_a_deep_link_finds_its_product_by_code(shop: Shop, storefront: Storefront) -> None:
    product = await shop.offer()

    assert await storefront.find_product_id(product.code) == product.id
    assert await storefront.find_product_id("nothing") is None


async def test_a_sale_of_this_process_is_seen_at_once(shop: Shop, storefront: Storefront) -> None:
    product = await shop.offer(units=2)
    assert await _free(storefront, product) == 2

    await shop.place(await shop.meet(), product)

    assert await _free(storefront, product) == 1


async def test_a_sale_of_another_process_is_seen_within_a_second(
    shop: Shop, storefront: Storefront, open_another: Callable[[], Database]
) -> None:
    product = await shop.offer(units=2)
    assert await _free(storefront, product) == 2
    elsewhere = Shop(open_another(), shop.clock)

    await elsewhere.place(await shop.meet(), product)

    assert await _free(storefront, product) == 2
    shop.clock.move(seconds=1)
    assert await _free(storefront, product) == 1


async def test_a_change_of_the_catalogue_is_seen_at_once_wherever_it_is_made(
    shop: Shop, storefront: Storefront, open_another: Callable[[], Database]
) -> None:
    product = await shop.offer(units=1)
    assert await _free(storefront, product) == 1

    async with Transactions(open_another())() as session:
        await load_units(session, product.id, units=4)

    assert await _free(storefront, product) == 5


async def test_figures_hold_for_a_minute(shop: Shop, storefront: Storefront) -> None:
    await shop.pay(await shop.order(await shop.meet(), await shop.offer()))
    assert await storefront.count_figures() == (1, 1)
    async with shop.tx() as session:
        await make_customer(session)

    assert await storefront.count_figures() == (1, 1)
    shop.clock.move(minutes=1)
    assert await storefront.count_figures() == (2, 1)


async def _free(storefront: Storefront, product: Product) -> int:
    offer = await storefront.find_offer(product.id)
    assert offer is not None
    return offer.free


@contextmanager
def _counted(database: Database) -> Iterator[list[str]]:
    """Collect the statements that are asked of the database."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    engines = (database.reader.sync_engine, database.writer.sync_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield asked
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


async def _count_queries(shop: Shop, clock: Clock) -> int:
    fresh = Storefront(shop.tx, clock)
    with _counted(shop.database) as asked:
        await fresh.list_shelves()
        await fresh.list_offers(Place(sort=Sort.BEST), per_page=20)
        await fresh.count_figures()
    return len(asked)


async def test_no_list_asks_more_of_the_database_for_more_products_units_or_buyers(
    shop: Shop, clock: Clock
) -> None:
    async with shop.tx() as session:
        await make_product(session, category="Film")
    few = await _count_queries(shop, clock)

    async with shop.tx() as session:
        for number in range(30):
            await make_product(session, category=f"Shelf {number % 7}", units=5)
            await make_customer(session)

    assert await _count_queries(shop, clock) == few


async def test_many_who_look_at_once_ask_the_database_once(shop: Shop, storefront: Storefront) -> None:
    product = await shop.offer()

    with _counted(shop.database) as asked:
        async with asyncio.TaskGroup() as group:
            for _ in range(20):
                group.create_task(storefront.find_offer(product.id))

    assert len(asked) <= 4
