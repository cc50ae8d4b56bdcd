"""A proof that terms are met reaches the staff; another one changes the first."""

import pytest

from auto_order.customers.service import CustomerCard
from auto_order.letters.service import Written
from auto_order.notifications.after_sale import StaffProof
from auto_order.orders import service as orders
from auto_order.orders.models import Order
from auto_order.orders.rules import OrderNotFound
from auto_order.proofs import service as proofs
from auto_order.proofs.rules import ProofNotFound
from tests.factories import KEYRING
from tests.rig.shop import SELLER, Shop


async def buy(shop: Shop) -> tuple[CustomerCard, Order]:
    buyer, product = await shop.meet(), await shop.offer(units=1)
    order = await shop.order(buyer, product)
    await shop.pay(order)
    return buyer, order


async def show(shop: Shop, buyer: CustomerCard, order: Order, written: Written) -> bool:
    async with shop.tx() as session:
        (line,) = await orders.list_lines(session, order.id)
        is_second = await proofs.show(
            session,
            written,
            order_line_id=line.id,
            customer_id=buyer.id,
            keyring=KEYRING,
            now=shop.clock(),
        )
    await shop.work()
    return is_second


async def test_a_second_proof_changes_the_first(shop: Shop) -> None:
    buyer, order = await buy(shop)

    assert not await show(shop, buyer, order, Written("sudah", "photo-1"))
    assert await show(shop, buyer, order, Written("sudah lagi"))

    first, second = shop.notifier.heard(SELLER, StaffProof)
    assert (first.photo, first.has_text, first.is_second) == ("photo-1", True, False)
    assert (second.proof_id, second.photo, second.is_second) == (first.proof_id, "photo-1", True)
    # The staff has one message of it, the latest.
    assert shop.notifier.told[-1].previous is not None
    async with shop.tx.reading() as session:
        card = await proofs.get_proof(session, second.proof_id, keyring=KEYRING)
    assert card.written == Written("sudah lagi", "photo-1")
    assert card.buyer.id == buyer.id


async def test_nobody_proves_anything_for_somebody_elses_goods_or_before_they_have_them(shop: Shop) -> None:
    _buyer, order = await buy(shop)
    stranger = await shop.meet()
    with pytest.raises(OrderNotFound):
        await show(shop, stranger, order, Written("sudah"))

    unpaid = await shop.order(stranger, await shop.offer(units=1))
    with pytest.raises(OrderNotFound):
        await show(shop, stranger, unpaid, Written("sudah"))
    async with shop.tx.reading() as session:
        with pytest.raises(ProofNotFound):
            await proofs.get_proof(session, 1, keyring=KEYRING)
