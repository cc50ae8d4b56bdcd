"""What a seller changes about products and categories takes effect, is checked, and is written down."""

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.catalog import editing, shelving
from auto_order.catalog import service as catalog
from auto_order.catalog.editing import Field
from auto_order.catalog.models import PriceStep, Product
from auto_order.catalog.rules import BadProduct, CategoryUnknown, CodeTaken, NameTaken, ProductUnknown
from auto_order.catalog.service import ProductFacts
from auto_order.db.session import Transactions
from auto_order.kit.errors import Refusal
from tests.rig.clock import NOW

_SELLER = staff(2001)


async def _add(tx: Transactions, code: str, name: str = "Netflix") -> Product:
    facts = ProductFacts(code=code, name=name, price=45_000)
    async with tx() as session:
        return await editing.add_product(session, facts, photo=None, by=_SELLER, now=NOW)


async def _change(tx: Transactions, product_id: int, field: Field, value: str | int | None) -> Product:
    async with tx() as session:
        return await editing.change_product(session, product_id, field, value, by=_SELLER, now=NOW)


async def _list_deeds(tx: Transactions, subject: str) -> list[tuple[str, str | None, str | None]]:
    async with tx.reading() as session:
        entries = await audit.list_entries(session, subject=subject)
    return [(entry.action, entry.before, entry.after) for entry in entries]


async def _read_revision(tx: Transactions) -> int:
    async with tx.reading() as session:
        return await catalog.find_revision(session)


async def test_a_change_is_written_down_and_heard_of_by_caches(tx: Transactions) -> None:
    product = await _add(tx, "nf")
    before = await _read_revision(tx)

    await _change(tx, product.id, Field.PRICE, 50_000)

    assert await _read_revision(tx) > before
    assert (await _list_deeds(tx, f"product:{product.id}"))[0] == (
        "product.price",
        '{"price":45000}',
        '{"price":50000}',
    )


async def test_a_value_that_is_there_already_is_no_change(tx: Transactions) -> None:
    product = await _add(tx, "nf")
    before = await _read_revision(tx)

    await _change(tx, product.id, Field.NAME, "Netflix")
    await _change(tx, product.id, Field.CODE, "nf")

    assert await _read_revision(tx) == before
    assert len(await _list_deeds(tx, f"product:{product.id}")) == 1


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        (Field.CODE, "taken", CodeTaken),
        (Field.CODE, "with space", BadProduct),
        (Field.NAME, "", BadProduct),
        (Field.NAME, "\u200b\u202e", BadProduct),
        (Field.PRICE, 0, BadProduct),
        (Field.DESCRIPTION, "x" * 3001, BadProduct),
        (Field.TERMS, "x" * 10_001, BadProduct),
        (Field.WARRANTY, 3651, BadProduct),
        (Field.CATEGORY, 999, CategoryUnknown),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_changes(
    tx: Transactions, field: Field, value: str | int, refusal: type[Refusal]
) -> None:
    await _add(tx, "taken")
    product = await _add(tx, "nf")

    with pytest.raises(refusal):
        await _change(tx, product.id, field, value)

    assert len(await _list_deeds(tx, f"product:{product.id}")) == 1


async def test_a_product_that_is_gone_is_said_to_be(tx: Transactions) -> None:
    with pytest.raises(ProductUnknown):
        await _change(tx, 999, Field.NAME, "Netflix")


async def test_wholesale_prices_rise_in_quantity_and_fall_in_price(tx: Transactions) -> None:
    product = await _add(tx, "nf")
    for quantity, price in ((10, 38_000), (5, 40_000), (10, 37_000)):
        async with tx() as session:
            step = PriceStep(quantity, price)
            product = await editing.add_price_step(session, product.id, step, by=_SELLER, now=NOW)

    assert product.steps == [PriceStep(5, 40_000), PriceStep(10, 37_000)]
    assert [product.price_for(quantity) for quantity in (1, 4, 5, 9, 10, 500)] == [
        *[45_000] * 2,
        *[40_000] * 2,
        *[37_000] * 2,
    ]


@pytest.mark.parametrize("step", [PriceStep(1, 40_000), PriceStep(5, 45_000), PriceStep(7, 39_000)])
async def test_buying_more_never_costs_more_each(tx: Transactions, step: PriceStep) -> None:
    product = await _add(tx, "nf")
    async with tx() as session:
        await editing.add_price_step(session, product.id, PriceStep(6, 39_000), by=_SELLER, now=NOW)

    with pytest.raises(BadProduct):
        async with tx() as session:
            await editing.add_price_step(session, product.id, step, by=_SELLER, now=NOW)
    with pytest.raises(BadProduct):
        await _change(tx, product.id, Field.PRICE, 39_000)


async def test_products_are_found_by_page_name_and_code_and_archived_ones_apart(tx: Transactions) -> None:
    products = [await _add(tx, f"code{number}", f"Barang {number}") for number in range(5)]
    async with tx() as session:
        await editing.set_archived(session, products[4].id, is_archived=True, by=_SELLER, now=NOW)

    async def find(*, is_archived: bool = False, search: str = "", page: int = 1) -> list[str]:
        async with tx.reading() as session:
            found = await editing.list_products(
                session, is_archived=is_archived, search=search, page=page, per_page=3
            )
        return [product.code for product in found.products]

    assert await find() == ["code0", "code1", "code2"]
    assert await find(page=9) == ["code3"]
    assert await find(search="BARANG 2") == ["code2"]
    assert await find(search="ODE1") == ["code1"]
    assert await find(search="%") == []
    assert await find(is_archived=True) == ["code4"]


async def test_categories_are_moved_up_one_by_one(tx: Transactions) -> None:
    ids = {}
    for name in ("A", "B", "C"):
        async with tx() as session:
            ids[name] = (await shelving.add_category(session, name, by=_SELLER, now=NOW)).id

    orders = []
    for name in ("C", "A"):
        async with tx() as session:
            await shelving.raise_category(session, ids[name], by=_SELLER, now=NOW)
        async with tx.reading() as session:
            orders.append([category.name for category in await catalog.list_categories(session)])

    assert orders == [["A", "C", "B"], ["C", "B", "A"]]


async def test_a_removed_category_leaves_its_products(tx: Transactions) -> None:
    product = await _add(tx, "nf")
    async with tx() as session:
        category = await shelving.add_category(session, "Film", by=_SELLER, now=NOW)
    await _change(tx, product.id, Field.CATEGORY, category.id)
    async with tx.reading() as session:
        assert await shelving.count_by_category(session) == {category.id: 1}

    async with tx() as session:
        await shelving.remove_category(session, category.id, by=_SELLER, now=NOW)

    async with tx.reading() as session:
        assert (await editing.get_product(session, product.id)).category_id is None
        assert not await catalog.list_categories(session)


async def test_two_categories_do_not_share_a_name(tx: Transactions) -> None:
    async with tx() as session:
        await shelving.add_category(session, "Film", by=_SELLER, now=NOW)
        musik = await shelving.add_category(session, "Musik", by=_SELLER, now=NOW)

    with pytest.raises(NameTaken):
        async with tx() as session:
            await shelving.add_category(session, " Film ", by=_SELLER, now=NOW)
    with pytest.raises(NameTaken):
        async with tx() as session:
            await shelving.rename_category(session, musik.id, "Film", by=_SELLER, now=NOW)
