"""A claim under a warranty is made once at a time and decided once, and what was decided happens."""

from datetime import timedelta

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.customers.service import CustomerCard
from auto_order.ledger.rules import ReasonMissing
from auto_order.letters.rules import LetterEmpty, LetterTooLong
from auto_order.letters.service import Written
from auto_order.notifications.after_sale import ClaimRefused, StaffClaim, StaffClaimDecided
from auto_order.notifications.notices import MoneyReturned, UnitReplaced
from auto_order.orders import service as orders
from auto_order.orders.models import Order
from auto_order.orders.rules import OrderNotFound
from auto_order.refunds.rules import RefundTooMuch
from auto_order.stock import service as stock
from auto_order.stock.rules import OutOfStock, UnitNotReplaceable
from auto_order.warranty import cards, deciding
from auto_order.warranty import service as warranty
from auto_order.warranty.models import ClaimStatus, WarrantyClaim
from auto_order.warranty.rules import ClaimDecided, ClaimNotFound, NoWarranty
from tests.factories import KEYRING
from tests.rig.shop import SELLER, Shop

RINA = staff(SELLER)
BROKEN = Written("akun a@b:rahasia mati")


async def buy(shop: Shop, *, days: int = 30, units: int = 3, quantity: int = 1) -> tuple[CustomerCard, Order]:
    """Have somebody with goods that are under warranty for so many days."""
    buyer, product = await shop.meet(), await shop.offer(units=units)
    async with shop.tx() as session:
        product = await session.merge(product)
        product.warranty_days = days
    order = await shop.order(buyer, product, quantity=quantity)
    await shop.pay(order)
    return buyer, order


async def claim(shop: Shop, buyer: CustomerCard, order: Order, written: Written = BROKEN) -> WarrantyClaim:
    async with shop.tx() as session:
        (line,) = await orders.list_lines(session, order.id)
        made = await warranty.claim(
            session,
            written,
            order_line_id=line.id,
            customer_id=buyer.id,
            keyring=KEYRING,
            now=shop.clock(),
        )
    await shop.work()
    return made


async def list_units(shop: Shop, order: Order) -> list[int]:
    async with shop.tx.reading() as session:
        return [unit.id for unit in await stock.list_units(session, order_id=order.id)]


async def replace(shop: Shop, claim_id: int, item_id: int) -> None:
    async with shop.tx() as session:
        await deciding.replace(session, claim_id, item_id=item_id, by=RINA, now=shop.clock())
    await shop.work()


async def refund(shop: Shop, claim_id: int, amount: int) -> None:
    async with shop.tx() as session:
        await deciding.refund(session, claim_id, amount=amount, by=RINA, now=shop.clock())
    await shop.work()


async def refuse(shop: Shop, claim_id: int, reason: str) -> None:
    async with shop.tx() as session:
        await deciding.refuse(session, claim_id, reason=reason, by=RINA, now=shop.clock())
    await shop.work()


async def find_status(shop: Shop, claim_id: int) -> ClaimStatus:
    async with shop.tx.reading() as session:
        return (await cards.get_card(session, claim_id)).claim.status


async def test_a_claim_reaches_the_staff_without_a_word_of_it(shop: Shop) -> None:
    buyer, order = await buy(shop)

    made = await claim(shop, buyer, order)

    (told,) = shop.notifier.heard(SELLER, StaffClaim)
    assert (told.claim_id, told.number, told.status) == (made.id, order.number, "open")
    assert "rahasia" not in repr(told)
    async with shop.tx.reading() as session:
        card = await cards.get_card(session, made.id)
        assert await cards.read_letter(session, card.claim, keyring=KEYRING) == BROKEN
        assert (await cards.list_open(session, page=9, per_page=5)).total == 1


async def test_while_a_claim_is_open_another_one_changes_it(shop: Shop) -> None:
    buyer, order = await buy(shop)
    first = await claim(shop, buyer, order)

    second = await claim(shop, buyer, order, Written("", "a-photo"))

    assert second.id == first.id
    async with shop.tx.reading() as session:
        card = await cards.get_card(session, first.id)
        assert await cards.read_letter(session, card.claim, keyring=KEYRING) == Written(
            BROKEN.text, "a-photo"
        )


@pytest.mark.parametrize(
    ("written", "refusal"),
    [(Written("x" * 701), LetterTooLong), (Written("  \n "), LetterEmpty)],
)
async def test_a_claim_that_says_too_much_or_nothing_is_refused(
    shop: Shop, written: Written, refusal: type[Exception]
) -> None:
    buyer, order = await buy(shop)

    with pytest.raises(refusal):
        await claim(shop, buyer, order, written)


async def test_a_warranty_ends(shop: Shop) -> None:
    buyer, order = await buy(shop, days=7)
    shop.clock.now += timedelta(days=7, seconds=-1)
    await claim(shop, buyer, order)
    shop.clock.now += timedelta(seconds=1)

    with pytest.raises(NoWarranty):
        await claim(shop, buyer, order)


async def test_nothing_is_claimed_without_a_warranty_or_for_somebody_elses_order(shop: Shop) -> None:
    buyer, order = await buy(shop, days=0)
    stranger, other = await shop.meet(), await buy(shop)

    with pytest.raises(NoWarranty):
        await claim(shop, buyer, order)
    with pytest.raises(OrderNotFound):
        await claim(shop, stranger, other[1])


async def test_a_broken_unit_is_replaced_on_any_day_and_then_another(any_shop: Shop) -> None:
    shop = any_shop
    buyer, order = await buy(shop, units=5, quantity=2)
    made = await claim(shop, buyer, order)
    one, two = await list_units(shop, order)

    await replace(shop, made.id, one)
    await replace(shop, made.id, two)

    assert await find_status(shop, made.id) is ClaimStatus.REPLACED
    assert len(shop.notifier.handed[-1].goods.lines[0].contents) == 2
    assert len(await list_units(shop, order)) == 4
    assert shop.notifier.heard(buyer.telegram_id, UnitReplaced)
    assert shop.notifier.heard(SELLER, StaffClaimDecided)[-1].status == "replaced"


async def test_without_stock_the_claim_stays_open(shop: Shop) -> None:
    buyer, order = await buy(shop, units=1)
    made = await claim(shop, buyer, order)
    (unit,) = await list_units(shop, order)

    with pytest.raises(OutOfStock):
        await replace(shop, made.id, unit)

    assert await find_status(shop, made.id) is ClaimStatus.OPEN


async def test_a_unit_of_another_line_is_not_replaced(shop: Shop) -> None:
    buyer, order = await buy(shop)
    _other, foreign = await buy(shop)
    made = await claim(shop, buyer, order)
    (unit,) = await list_units(shop, foreign)

    with pytest.raises(UnitNotReplaceable):
        await replace(shop, made.id, unit)


async def test_money_goes_back_to_the_wallet_once(shop: Shop) -> None:
    buyer, order = await buy(shop)
    made = await claim(shop, buyer, order)
    with pytest.raises(RefundTooMuch):
        await refund(shop, made.id, 45_001)

    await refund(shop, made.id, 45_000)

    assert await shop.wallet(buyer) == 45_000
    assert shop.notifier.heard(buyer.telegram_id, MoneyReturned)
    with pytest.raises(ClaimDecided):
        await refund(shop, made.id, 1)
    assert await shop.wallet(buyer) == 45_000


async def test_a_refusal_says_why_and_is_written_down(shop: Shop) -> None:
    buyer, order = await buy(shop)
    made = await claim(shop, buyer, order)
    with pytest.raises(ReasonMissing):
        await refuse(shop, made.id, "x")

    await refuse(shop, made.id, "sandi sudah diganti")

    (told,) = shop.notifier.heard(buyer.telegram_id, ClaimRefused)
    assert told.reason == "sandi sudah diganti"
    async with shop.tx.reading() as session:
        (entry,) = await audit.list_entries(session, subject=f"order:{order.id}")
    assert entry.action == "claim.refuse"
    again = await claim(shop, buyer, order)
    assert again.id != made.id


async def test_an_unknown_claim_is_refused(shop: Shop) -> None:
    with pytest.raises(ClaimNotFound):
        await refuse(shop, 99, "tidak ada")
