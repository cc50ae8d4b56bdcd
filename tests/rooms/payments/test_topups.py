"""A top-up is the same payment machine: its money reaches the wallet once, at whatever moment it comes."""

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.customers.service import CustomerCard
from auto_order.ledger.rules import ReasonMissing
from auto_order.notifications.notices import StaffTopup, ToppedUp, TopupClosed
from auto_order.payments import topups
from auto_order.payments.gateways import PaymentState
from auto_order.payments.models import MANUAL, Payment, PaymentStatus, Use
from auto_order.payments.policy import TopupLimits
from auto_order.payments.rules import AmountNotPayable, PaymentDecided, PaymentNotFound
from tests.rig.shop import SELLER, Shop

RINA = staff(SELLER)


async def begin(shop: Shop, buyer: CustomerCard, amount: int = 50_000) -> Payment:
    """Wish for a top-up and have its QR shown."""
    async with shop.tx() as session:
        topup = await topups.begin(
            session, customer_id=buyer.id, amount=amount, policy=shop.policy, now=shop.clock()
        )
    await shop.work()
    return topup.payment


async def state(shop: Shop, buyer: CustomerCard, amount: int = 75_000) -> topups.Topup:
    """Say that money was sent by hand."""
    async with shop.tx() as session:
        return await topups.state_transfer(
            session, customer_id=buyer.id, amount=amount, limits=TopupLimits(), now=shop.clock()
        )


async def read(shop: Shop, payment: Payment) -> Payment:
    async with shop.tx.reading() as session:
        return await session.get_one(Payment, payment.id)


async def pay(shop: Shop, payment: Payment, *, event: str = "e1") -> None:
    """Pay a top-up at the gateway, which reports it."""
    txn_id = (await read(shop, payment)).txn_id
    assert txn_id is not None
    shop.gateway.pay(txn_id)
    await shop.hear_webhook(txn_id, event=event)
    await shop.work()


async def test_a_topup_that_is_paid_fills_the_wallet_once(any_shop: Shop) -> None:
    shop = any_shop
    buyer = await shop.meet()
    payment = await begin(shop, buyer)

    await pay(shop, payment)
    await pay(shop, payment, event="e2")
    await shop.wait(hours=26)

    paid = await read(shop, payment)
    assert (paid.status, paid.used_for) == (PaymentStatus.SETTLED, Use.WALLET)
    assert await shop.wallet(buyer) == 50_000
    assert await shop.account("gateway:fake") == 50_000 - shop.gateway.quote_fee(50_000)
    told = shop.notifier.heard(buyer.telegram_id, ToppedUp)[-1]
    assert (told.amount, told.balance) == (50_000, 50_000)
    assert shop.notifier.heard(SELLER, StaffTopup)[-1].status == "settled"


async def test_a_topup_that_is_paid_late_fills_the_wallet_all_the_same(any_shop: Shop) -> None:
    shop = any_shop
    buyer = await shop.meet()
    payment = await begin(shop, buyer)
    await shop.wait(minutes=20)
    assert (await read(shop, payment)).status is PaymentStatus.EXPIRED
    assert shop.notifier.heard(buyer.telegram_id, TopupClosed)[-1].reason == "expired"

    await pay(shop, payment)

    assert (await read(shop, payment)).status is PaymentStatus.SETTLED
    assert await shop.wallet(buyer) == 50_000


async def test_late_money_without_a_webhook_is_found_within_25_hours(shop: Shop) -> None:
    buyer = await shop.meet()
    payment = await begin(shop, buyer)
    await shop.wait(minutes=20)
    txn_id = (await read(shop, payment)).txn_id
    assert txn_id is not None

    shop.gateway.pay(txn_id)
    await shop.wait(hours=25)

    assert await shop.wallet(buyer) == 50_000


async def test_one_topup_is_open_at_a_time(shop: Shop) -> None:
    buyer = await shop.meet()
    first = await begin(shop, buyer)

    second = await begin(shop, buyer, 100_000)

    assert second.id == first.id
    assert len(shop.gateway.transactions) == 1


async def test_a_canceled_topup_is_taken_back_and_paid_all_the_same_it_is_credited(shop: Shop) -> None:
    buyer = await shop.meet()
    payment = await begin(shop, buyer)
    async with shop.tx() as session:
        assert await topups.request_cancel(
            session, payment_id=payment.id, customer_id=buyer.id, now=shop.clock()
        )
    await shop.wait(seconds=30)
    assert (await read(shop, payment)).status is PaymentStatus.CANCELED
    assert shop.gateway.latest.state is PaymentState.CANCELED

    await pay(shop, payment)

    assert await shop.wallet(buyer) == 50_000


async def test_a_gateway_that_is_down_ends_a_topup_in_words(shop: Shop) -> None:
    buyer = await shop.meet()
    shop.gateway.is_down = True
    payment = await begin(shop, buyer)

    await shop.wait(minutes=1)

    assert (await read(shop, payment)).status is PaymentStatus.EXPIRED
    assert shop.notifier.heard(buyer.telegram_id, TopupClosed)[-1].reason == "gateway_down"


async def test_somebody_elses_topup_is_not_found(shop: Shop) -> None:
    buyer, stranger = await shop.meet(), await shop.meet()
    payment = await begin(shop, buyer)

    for ask in (topups.request_check, topups.request_cancel):
        with pytest.raises(PaymentNotFound):
            async with shop.tx() as session:
                await ask(session, payment_id=payment.id, customer_id=stranger.id, now=shop.clock())


@pytest.mark.parametrize("amount", [0, -1, 9_999, 10_000_001])
async def test_an_amount_out_of_bounds_is_refused(shop: Shop, amount: int) -> None:
    buyer = await shop.meet()

    with pytest.raises(AmountNotPayable):
        await begin(shop, buyer, amount)
    with pytest.raises(AmountNotPayable):
        await state(shop, buyer, amount)


async def test_a_transfer_by_hand_is_credited_when_a_person_confirms_it(shop: Shop) -> None:
    buyer = await shop.meet()
    stated = await state(shop, buyer)
    assert await shop.wallet(buyer) == 0

    async with shop.tx() as session:
        await topups.confirm_transfer(
            session, payment_id=stated.payment.id, note="mutasi 12:01", by=RINA, now=shop.clock()
        )
    await shop.work()

    assert await shop.wallet(buyer) == 75_000
    assert await shop.account(f"gateway:{MANUAL}") == 75_000
    assert shop.notifier.heard(buyer.telegram_id, ToppedUp)[-1].balance == 75_000
    async with shop.tx.reading() as session:
        (entry,) = await audit.list_entries(session, subject=f"payment:{stated.payment.id}")
    assert (entry.actor, entry.action) == (f"staff:{SELLER}", "topup.confirm")
    assert "mutasi 12:01" in str(entry.after)


async def test_a_transfer_that_did_not_arrive_is_turned_down_with_a_reason(shop: Shop) -> None:
    buyer = await shop.meet()
    stated = await state(shop, buyer)

    async with shop.tx() as session:
        await topups.reject_transfer(
            session, payment_id=stated.payment.id, note="belum masuk", by=RINA, now=shop.clock()
        )
    await shop.work()

    told = shop.notifier.heard(buyer.telegram_id, TopupClosed)[-1]
    assert (told.reason, told.note) == ("not_found", "belum masuk")
    assert await shop.wallet(buyer) == 0
    assert (await state(shop, buyer)).is_new


async def test_a_transfer_is_decided_about_once(shop: Shop) -> None:
    stated = await state(shop, await shop.meet())

    async def decide(note: str = "ada di mutasi") -> None:
        async with shop.tx() as session:
            await topups.confirm_transfer(
                session, payment_id=stated.payment.id, note=note, by=RINA, now=shop.clock()
            )

    with pytest.raises(ReasonMissing):
        await decide(" ")
    await decide()
    with pytest.raises(PaymentDecided):
        await decide()


async def test_a_qris_topup_is_nobodys_to_confirm(shop: Shop) -> None:
    payment = await begin(shop, await shop.meet())

    with pytest.raises(PaymentNotFound):
        async with shop.tx() as session:
            await topups.confirm_transfer(
                session, payment_id=payment.id, note="percaya saja", by=RINA, now=shop.clock()
            )
