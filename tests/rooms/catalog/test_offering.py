"""What is offered: products by code, shelves by name, and a number that moves with every change."""

from typing import Any

import pytest

from auto_order.catalog import service as catalog
from auto_order.catalog.rules import BadProduct, ProductNotListed
from auto_order.catalog.service import ProductFacts
from auto_order.db.session import Transactions
from tests.factories import make_product
from tests.rig.clock import NOW

_FACTS_OF_ANOTHER = ProductFacts(code="sp", name="Spotify", price=1)
_FACTS = ProductFacts(code="nf", name="Netflix", price=45_000)


async def test_a_product_is_offered_on_a_shelf_that_is_made_when_needed(tx: Transactions) -> None:
    facts = ProductFacts(
        code="nf", name=" Netflix\n 1 bulan ", price=45_000, category="Film", description="HD", terms="SNK"
    )

    async with tx() as session:
        product = await catalog.offer_product(session, facts, now=NOW)
        other = await catalog.offer_product(
            session, ProductFacts(code="sp", name="Spotify", price=1), now=NOW
        )
        (shelf,) = await catalog.list_categories(session)
        found = await catalog.find_product_by_code(session, "nf")

    assert (product.name, product.description, product.terms) == ("Netflix 1 bulan", "HD", "SNK")
    assert (product.category_id, other.category_id) == (shelf.id, None)
    assert found is product
    assert other.position > product.position


async def test_offering_a_code_again_brings_the_product_up_to_date_and_back(tx: Transactions) -> None:
    async with tx() as session:
        product = await catalog.offer_product(session, _FACTS, now=NOW)
        await catalog.archive_product(session, product.id)

        again = await catalog.offer_product(
            session, ProductFacts(code="nf", name="Netflix HD", price=50_000), now=NOW
        )

    assert again.id == product.id
    assert (again.name, again.price, again.is_archived) == ("Netflix HD", 50_000, False)


async def test_shelves_are_shared(tx: Transactions) -> None:
    async with tx() as session:
        products = [await make_product(session, units=0, category="Film") for _ in range(2)]
        await make_product(session, units=0, category="Musik")

        names = [shelf.name for shelf in await catalog.list_categories(session)]

    assert len({product.category_id for product in products}) == 1
    assert names == ["Film", "Musik"]


async def test_what_is_archived_is_listed_no_more_and_still_known(tx: Transactions) -> None:
    async with tx() as session:
        product = await catalog.offer_product(session, _FACTS, now=NOW)
        assert await catalog.get_listed_product(session, product.id) is product

        await catalog.archive_product(session, product.id)

        assert product.id in await catalog.map_products(session, [product.id, 999])
        for product_id in (product.id, 999):
            with pytest.raises(ProductNotListed):
                await catalog.get_listed_product(session, product_id)
        with pytest.raises(ProductNotListed):
            await catalog.archive_product(session, product.id)


async def test_every_change_moves_the_revision(tx: Transactions) -> None:
    revisions = []
    async with tx() as session:
        revisions.append(await catalog.find_revision(session))
        product = await catalog.offer_product(session, _FACTS, now=NOW)
        revisions.append(await catalog.find_revision(session))
        await catalog.note_change(session)
        revisions.append(await catalog.find_revision(session))
        await catalog.archive_product(session, product.id)
        revisions.append(await catalog.find_revision(session))

    assert revisions == sorted(set(revisions))
    assert revisions[0] == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", ""),
        ("code", "a b"),
        ("code", "x" * 33),
        ("code", "ä"),
        ("code", "a:b"),
        ("name", ""),
        ("name", " \n "),
        ("name", "x" * 101),
        ("price", 0),
        ("price", -1),
        ("price", 10_000_000_001),
    ],
)
async def test_what_cannot_be_offered_is_refused_by_its_field(
    tx: Transactions, field: str, value: object
) -> None:
    good: dict[str, Any] = {"code": "nf", "name": "Netflix", "price": 45_000}
    facts = ProductFacts(**good | {field: value})

    with pytest.raises(BadProduct) as refused:
        async with tx() as session:
            await catalog.offer_product(session, facts, now=NOW)

    assert refused.value.facts == {"field": field}
    async with tx.reading() as session:
        assert await catalog.find_revision(session) == 0
