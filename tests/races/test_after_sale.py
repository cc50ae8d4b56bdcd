"""Two taps about the same goods meet: one proof, one claim, one decision."""

from auto_order.audit.actor import staff
from auto_order.customers.service import CustomerCard
from auto_order.letters.service import Written
from auto_order.orders import service as orders
from auto_order.orders.models import Order
from auto_order.proofs import service as proofs
from auto_order.warranty import deciding
from auto_order.warranty import service as warranty
from tests.factories import KEYRING
from tests.races.conftest import OpenShop
from tests.rig.races import meeting_after, must_fail, race, without_locks
from tests.rig.shop import SELLER, Shop

WRITTEN = Written("akun mati")


async def _buy(shop: Shop) -> tuple[CustomerCard, Order]:
    buyer, product = await shop.meet(), await shop.offer()
    async with shop.tx() as session:
        (await session.merge(product)).warranty_days = 30
    order = await shop.order(buyer, product)
    await shop.pay(order)
    return buyer, order


async def _find_line(shop: Shop, order: Order) -> int:
    async with shop.tx.reading() as session:
        (line,) = await orders.list_lines(session, order.id)
        return line.id


async def _prove(shop: Shop, buyer: CustomerCard, line: int) -> bool:
    async with shop.tx() as session:
        return await proofs.show(
            session,
            WRITTEN,
            order_line_id=line,
            customer_id=buyer.id,
            keyring=KEYRING,
            now=shop.clock(),
        )


async def _claim(shop: Shop, buyer: CustomerCard, line: int) -> int:
    async with shop.tx() as session:
        made = await warranty.claim(
            session,
            WRITTEN,
            order_line_id=line,
            customer_id=buyer.id,
            keyring=KEYRING,
            now=shop.clock(),
        )
        return made.id


async def _refund(shop: Shop, claim_id: int) -> None:
    async with shop.tx() as session:
        await deciding.refund(session, claim_id, amount=10_000, by=staff(SELLER), now=shop.clock())


async def two_proofs_of_one_line(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    buyer, order = await _buy(one)
    line = await _find_line(one, order)

    with meeting_after(orders, "lock_order"):
        shown = await race(_prove(one, buyer, line), _prove(other, buyer, line))

    assert set(shown) == {False, True}


async def test_two_proofs_of_one_line(open_shop: OpenShop) -> None:
    await two_proofs_of_one_line(open_shop)


async def test_control_of_two_proofs(open_shop: OpenShop) -> None:
    with without_locks():
        await must_fail(two_proofs_of_one_line(open_shop))


async def two_claims_of_one_line(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    buyer, order = await _buy(one)
    line = await _find_line(one, order)

    with meeting_after(orders, "lock_order"):
        made = await race(_claim(one, buyer, line), _claim(other, buyer, line))

    assert len(set(made)) == 1


async def test_two_claims_of_one_line(open_shop: OpenShop) -> None:
    await two_claims_of_one_line(open_shop)


async def test_control_of_two_claims(open_shop: OpenShop) -> None:
    with without_locks():
        await must_fail(two_claims_of_one_line(open_shop))


async def two_decisions_about_one_claim(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    buyer, order = await _buy(one)
    claim_id = await _claim(one, buyer, await _find_line(one, order))

    with meeting_after(orders, "lock_order"):
        await race(_refund(one, claim_id), _refund(other, claim_id))

    assert await one.wallet(buyer) == 10_000


async def test_two_decisions_about_one_claim(open_shop: OpenShop) -> None:
    await two_decisions_about_one_claim(open_shop)


async def test_control_of_two_decisions(open_shop: OpenShop) -> None:
    with without_locks():
        await must_fail(two_decisions_about_one_claim(open_shop))
