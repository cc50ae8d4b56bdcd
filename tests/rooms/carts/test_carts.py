"""What a buyer is about to order."""

import pytest

from auto_order.carts import service as carts
from auto_order.carts.rules import CartFull
from auto_order.carts.service import Wanted
from auto_order.db.session import Transactions
from tests.factories import make_customer, make_product
from tests.rig.clock import NOW


async def test_a_cart_lists_what_was_put_in_it_in_that_order(tx: Transactions) -> None:
    async with tx() as session:
        buyer = await make_customer(session)
        first, second = await make_product(session), await make_product(session)

        await carts.set_quantity(session, customer_id=buyer.id, product_id=second.id, quantity=1, now=NOW)
        later = NOW.replace(second=1)
        await carts.set_quantity(session, customer_id=buyer.id, product_id=first.id, quantity=2, now=later)
        await carts.set_quantity(session, customer_id=buyer.id, product_id=second.id, quantity=3, now=later)

        wanted = await carts.list_cart(session, customer_id=buyer.id)
    assert wanted == [Wanted(second.id, 3), Wanted(first.id, 2)]


@pytest.mark.parametrize("quantity", [0, -1])
async def test_a_quantity_of_nothing_takes_a_product_out(tx: Transactions, quantity: int) -> None:
    async with tx() as session:
        buyer, product = await make_customer(session), await make_product(session)
        await carts.set_quantity(session, customer_id=buyer.id, product_id=product.id, quantity=2, now=NOW)

        for _ in range(2):
            await carts.set_quantity(
                session, customer_id=buyer.id, product_id=product.id, quantity=quantity, now=NOW
            )

        assert await carts.list_cart(session, customer_id=buyer.id) == []


async def test_a_cart_is_emptied_and_others_are_not(tx: Transactions) -> None:
    async with tx() as session:
        buyer, other = await make_customer(session), await make_customer(session)
        product = await make_product(session)
        for customer in (buyer, other):
            await carts.set_quantity(
                session, customer_id=customer.id, product_id=product.id, quantity=1, now=NOW
            )

        await carts.empty_cart(session, customer_id=buyer.id)

        assert await carts.list_cart(session, customer_id=buyer.id) == []
        assert await carts.list_cart(session, customer_id=other.id) == [Wanted(product.id, 1)]


async def test_a_cart_holds_20_products_and_still_lets_them_be_changed(tx: Transactions) -> None:
    async with tx() as session:
        buyer = await make_customer(session)
        products = [await make_product(session, units=0) for _ in range(21)]
        for product in products[:20]:
            await carts.set_quantity(
                session, customer_id=buyer.id, product_id=product.id, quantity=1, now=NOW
            )

        await carts.set_quantity(
            session, customer_id=buyer.id, product_id=products[0].id, quantity=5, now=NOW
        )
        with pytest.raises(CartFull) as refused:
            await carts.set_quantity(
                session, customer_id=buyer.id, product_id=products[20].id, quantity=1, now=NOW
            )

        assert refused.value.facts == {"most": 20}
        assert len(await carts.list_cart(session, customer_id=buyer.id)) == 20


async def test_what_was_bought_leaves_the_cart_and_what_was_added_meanwhile_stays(tx: Transactions) -> None:
    async with tx() as session:
        buyer = await make_customer(session)
        bought, more, other = [await make_product(session) for _ in range(3)]
        for product, quantity in ((bought, 2), (more, 5), (other, 1)):
            await carts.set_quantity(
                session, customer_id=buyer.id, product_id=product.id, quantity=quantity, now=NOW
            )

        await carts.take_out(
            session, customer_id=buyer.id, bought={bought.id: 2, more.id: 3, 999: 1}, now=NOW
        )

        wanted = await carts.list_cart(session, customer_id=buyer.id)
    assert sorted(wanted) == sorted([Wanted(more.id, 2), Wanted(other.id, 1)])
