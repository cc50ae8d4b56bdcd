"""Units that are files, and what every buyer of a product gets."""

from collections.abc import Sequence

import pytest
from sqlalchemy import delete, select

from auto_order.audit.actor import staff
from auto_order.catalog.models import Product, ProductKind
from auto_order.delivery import replacing
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret
from auto_order.orders.models import Order
from auto_order.stock import keeping
from auto_order.stock import service as stock
from auto_order.stock.files import resealing as file_resealing
from auto_order.stock.files import service as unit_files
from auto_order.stock.models import SharedContent, StockItem, UnitFile
from auto_order.stock.rules import ALWAYS, AlreadyThere, BadContent, KindInUse, NotShared, OutOfStock
from auto_order.stock.shared import resealing as shared_resealing
from auto_order.stock.shared import service as shared
from tests.factories import KEYRING
from tests.rig.shop import SELLER, Shop

RINA = staff(SELLER)
LINK = Secret("https://example.test/kelas?a=1&b=<2>")


async def add_file(shop: Shop, product: Product, name: str, content: bytes) -> None:
    async with shop.tx() as session:
        await unit_files.add_file(
            session,
            unit_files.pack(name, content),
            product_id=product.id,
            keyring=KEYRING,
            by=RINA,
            now=shop.clock(),
        )


async def share(shop: Shop, product: Product, content: Secret = LINK) -> None:
    async with shop.tx() as session:
        await shared.share(session, product.id, content, keyring=KEYRING, by=RINA, now=shop.clock())


async def limit(shop: Shop, product: Product, remaining: int | None) -> None:
    async with shop.tx() as session:
        await shared.limit(session, product.id, remaining, by=RINA, now=shop.clock())


async def change_kind(shop: Shop, product: Product, kind: ProductKind) -> None:
    async with shop.tx() as session:
        await shared.change_kind(session, product.id, kind, by=RINA, now=shop.clock())


async def count_free(shop: Shop, product: Product) -> int:
    async with shop.tx.reading() as session:
        counts = await stock.count_stock(session, [product.id])
    return counts[product.id].free if product.id in counts else 0


async def buy(shop: Shop, product: Product, *, quantity: int = 1) -> Order:
    order = await shop.order(await shop.meet(), product, quantity=quantity)
    await shop.pay(order)
    return order


def handed(shop: Shop) -> Sequence[str]:
    """Give the texts that were handed over last."""
    return [content.reveal() for line in shop.notifier.handed[-1].goods.lines for content in line.contents]


async def test_a_file_arrives_as_it_was_sent_and_under_its_name(any_shop: Shop) -> None:
    shop, content = any_shop, bytes(range(256)) * 40
    product = await shop.offer(units=0)
    await add_file(shop, product, "rahasia <1>.zip", content)
    await add_file(shop, product, "dua.bin", b"\0")

    await buy(shop, product, quantity=2)

    (line,) = shop.notifier.handed[-1].goods.lines
    assert line.contents == []
    assert line.quantity == 2
    assert [(file.name.reveal(), await file.read()) for file in line.files] == [
        ("rahasia <1>.zip", content),
        ("dua.bin", b"\0"),
    ]


async def test_a_file_is_sealed_and_the_same_one_is_not_kept_twice(shop: Shop) -> None:
    product = await shop.offer(units=0)
    await add_file(shop, product, "one.txt", b"the very same goods")

    with pytest.raises(AlreadyThere):
        await add_file(shop, product, "other name.txt", b"the very same goods")

    with pytest.raises(BadContent):
        await add_file(shop, product, "empty.txt", b"")
    async with shop.tx.reading() as session:
        (kept,) = (await session.scalars(select(UnitFile))).all()
        assert b"very same" not in kept.content
        assert b"one.txt" not in kept.name


async def test_files_are_listed_by_name_and_gone_with_their_unit(shop: Shop) -> None:
    product = await shop.offer(units=0)
    await add_file(shop, product, "one.txt", b"1")
    async with shop.tx() as session:
        page = await keeping.list_units(session, product_id=product.id, page=1, per_page=5, keyring=KEYRING)
        found = await keeping.search_units(
            session, product_id=product.id, word="ONE", most=5, keyring=KEYRING
        )
        assert [unit.secret for unit in page.units] == [Secret("one.txt")]
        assert found == page.units

        await keeping.remove_unit(
            session, product_id=product.id, unit_id=page.units[0].id, by=RINA, now=shop.clock()
        )

        assert (await session.scalars(select(UnitFile))).all() == []


async def test_everybody_gets_what_is_shared_and_it_never_runs_out(any_shop: Shop) -> None:
    shop = any_shop
    product = await shop.offer(units=0)
    await share(shop, product)

    await buy(shop, product)
    await buy(shop, product, quantity=3)

    assert handed(shop) == [LINK.reveal()] * 3
    assert await count_free(shop, product) == ALWAYS
    assert await shop.units(product) == {"sold": 4}


async def test_what_is_limited_runs_out_and_an_order_that_lapses_gives_it_back(shop: Shop) -> None:
    product = await shop.offer(units=0)
    await share(shop, product)
    await limit(shop, product, 3)
    await shop.order(await shop.meet(), product, quantity=2)

    with pytest.raises(OutOfStock) as refused:
        await shop.place(await shop.meet(), product, quantity=2)
    assert refused.value.left == 1
    await shop.wait(minutes=20)

    assert await count_free(shop, product) == 3
    await buy(shop, product, quantity=3)
    assert await count_free(shop, product) == 0


async def test_who_bought_before_keeps_what_they_got(shop: Shop) -> None:
    product = await shop.offer(units=0)
    await share(shop, product)
    order = await buy(shop, product)

    await share(shop, product, Secret("https://example.test/baru"))

    async with shop.tx.reading() as session:
        (content,) = await stock.open_contents(session, order_id=order.id, keyring=KEYRING)
        now = await shared.find_shared(session, product.id, keyring=KEYRING)
    assert content.secret == LINK
    assert now == (Secret("https://example.test/baru"), None)


async def test_a_replacement_is_what_buyers_get_now(shop: Shop) -> None:
    product = await shop.offer(units=0)
    await share(shop, product)
    order = await buy(shop, product)
    await share(shop, product, Secret("https://example.test/baru"))
    async with shop.tx() as session:
        (unit,) = await stock.list_units(session, order_id=order.id)
        await replacing.replace_unit(
            session, order_id=order.id, item_id=unit.id, reason="mati", by=RINA, now=shop.clock()
        )
    await shop.work()

    assert handed(shop) == ["https://example.test/baru"]
    await limit(shop, product, 0)
    async with shop.tx() as session:
        (unit, *_) = [unit for unit in await stock.list_units(session, order_id=order.id) if unit.replaces]
        with pytest.raises(OutOfStock):
            await stock.replace(session, order_id=order.id, item_id=unit.id, now=shop.clock())
        await session.rollback()


async def test_the_kind_is_changed_when_nothing_is_left(shop: Shop) -> None:
    product = await shop.offer(units=1)

    with pytest.raises(KindInUse):
        await change_kind(shop, product, ProductKind.SHARED)
    with pytest.raises(NotShared):
        await limit(shop, product, 1)
    await buy(shop, product)
    await change_kind(shop, product, ProductKind.SHARED)
    await share(shop, product)
    # A second tap on the same button.
    await change_kind(shop, product, ProductKind.SHARED)
    assert await count_free(shop, product) == ALWAYS
    await change_kind(shop, product, ProductKind.TEXTS)

    assert await count_free(shop, product) == 0


async def test_what_is_shared_goes_with_its_product(shop: Shop) -> None:
    product = await shop.offer(units=0)
    await share(shop, product)

    async with shop.tx() as session:
        await keeping.forget_product(session, product.id)
        await session.execute(delete(Product).where(Product.id == product.id))

        assert (await session.scalars(select(SharedContent))).all() == []


async def test_files_and_what_is_shared_are_sealed_anew(shop: Shop) -> None:
    both = Keyring([bytes(range(1, 33)), bytes(range(32))])
    files, link = await shop.offer(units=0), await shop.offer(units=0)
    await add_file(shop, files, "one.txt", b"goods")
    await share(shop, link)

    async with shop.tx() as session:
        for room in (file_resealing, shared_resealing):
            old = await room.list_old(session, both, after=0, limit=9)
            assert await room.reseal(session, old, both) == []
            assert await room.list_old(session, both, after=0, limit=9) == []

    async with shop.tx.reading() as session:
        (item,) = (await session.scalars(select(StockItem))).all()
        assert await unit_files.open_file(session, item.id, keyring=both) == b"goods"
        found = await shared.find_shared(session, link.id, keyring=both)
        assert found is not None
        assert found.secret == LINK
