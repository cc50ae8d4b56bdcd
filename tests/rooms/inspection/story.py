"""A shop in which everything has happened once that leaves a trace in the books."""

from auto_order.audit.actor import staff
from auto_order.broadcasts import service as broadcasts
from auto_order.broadcasts.models import Audience
from auto_order.broadcasts.port import Letter
from auto_order.carts.service import Wanted
from auto_order.customers.service import CustomerCard
from auto_order.delivery import replacing
from auto_order.kit.secret import Secret
from auto_order.orders import placing
from auto_order.payments import reviewing, topups
from auto_order.payments import service as payments
from auto_order.payments.by_hand import mark_paid
from auto_order.refunds import service as refunds
from auto_order.refunds.models import RefundWay
from auto_order.stock import service as stock
from auto_order.stock.files import service as unit_files
from auto_order.stock.shared import service as shared
from auto_order.vouchers import managing
from auto_order.vouchers import service as vouchers
from auto_order.vouchers.managing import VoucherFacts
from auto_order.vouchers.models import VoucherKind
from auto_order.vouchers.rules import GuessLimits
from tests.factories import KEYRING, give_balance
from tests.rig.shop import SELLER, Shop

RINA = staff(2001)


async def live_a_day(shop: Shop) -> None:
    """Sell, expire, credit late money, keep strange money apart, fill and empty wallets, take a voucher."""
    wati, budi = await shop.meet("Wati"), await shop.meet("Budi")
    product = await shop.offer(units=20)
    await shop.pay(await shop.order(wati, product, quantity=2))
    await _buy_with_voucher(shop, budi)

    late = await shop.order(budi, product)
    await _lapse(shop)
    shop.change_policy(most_open_orders=9)
    async with shop.tx() as session:
        (await session.get_one(type(product), product.id)).price = 50_000
    await shop.pay(late)

    odd = await shop.order(wati, product)
    shop.gateway.transactions[str((await shop.payment(odd)).txn_id)].amount += 1
    await shop.pay(odd)

    await _decide_reviews(shop, wati)
    await _make_good(shop, budi)
    await _fill_wallet(shop, wati)
    await _sell_other_kinds(shop, wati)
    expired = await shop.order(wati, product)
    await _lapse(shop)
    assert await shop.status(expired) == "expired"
    await shop.order(budi, product)
    await shop.pay(await shop.order(await shop.meet("Sari"), product))
    shop.notifier.unreachable.add(wati.telegram_id)
    await _broadcast(shop)


async def _broadcast(shop: Shop) -> None:
    """Send everybody the news, and promise them more."""
    for _ in range(2):
        await shop.work()
        async with shop.tx() as session:
            news = await broadcasts.draft(
                session, Letter(SELLER, 7), language="id", by=RINA, now=shop.clock()
            )
            await broadcasts.start(session, news.id, Audience.ALL, by=RINA, now=shop.clock())


async def _lapse(shop: Shop) -> None:
    """Let the time of open invoices pass, with one question at the end of it."""
    shop.clock.move(minutes=18)
    await shop.work()


async def _buy_with_voucher(shop: Shop, buyer: CustomerCard) -> None:
    """Pay from the wallet, with Rp 5.000 off."""
    product = await shop.offer(units=3, price=20_000)
    facts = VoucherFacts(
        code="HEMAT", kind=VoucherKind.RUPIAH, value=5_000, uses_in_total=1, uses_per_customer=1
    )
    wanted = Wanted(product.id, 1)
    async with shop.tx() as session:
        await give_balance(session, buyer.id, 100_000)
        await managing.create(session, facts, by=RINA, now=shop.clock())
        await vouchers.try_code(
            session, customer_id=buyer.id, code="HEMAT", limits=GuessLimits(), now=shop.clock()
        )
        quote = await placing.quote_for(session, [wanted], customer_id=buyer.id, now=shop.clock())
        await payments.pay_by_wallet(
            session, customer_id=buyer.id, wanted=wanted, digest=quote.digest, token="t", now=shop.clock()
        )
    await shop.work()


async def _decide_reviews(shop: Shop, buyer: CustomerCard) -> None:
    """Have money in review end in each of the ways there are."""
    for decide in (reviewing.deliver, reviewing.credit, reviewing.refund, reviewing.dismiss):
        order = await shop.order(buyer, await shop.offer())
        shop.gateway.transactions[str((await shop.payment(order)).txn_id)].amount += 5_000
        await shop.pay(order)
        payment = await shop.payment(order)
        async with shop.tx() as session:
            await decide(session, payment_id=payment.id, note="sudah dicek", by=RINA, now=shop.clock())
        await shop.work()


async def _make_good(shop: Shop, buyer: CustomerCard) -> None:
    """Replace a unit, give money back in both ways, and take an order as paid by hand."""
    product = await shop.offer(units=9)
    order = await shop.order(buyer, product)
    await shop.pay(order)
    by_hand = await shop.place(buyer, product)
    async with shop.tx() as session:
        (unit,) = await stock.list_units(session, order_id=order.id)
        now = shop.clock()
        await replacing.replace_unit(
            session, order_id=order.id, item_id=unit.id, reason="mati", by=RINA, now=now
        )
        given, sent = [
            await refunds.refund_order(
                session, order_id=order.id, amount=10_000, way=way, reason="maaf", by=RINA, now=now
            )
            for way in (RefundWay.WALLET, RefundWay.OUTSIDE)
        ]
        assert given.made_at
        await refunds.mark_made(session, refund_id=sent.id, evidence="BCA 10:05", by=RINA, now=now)
        await mark_paid(session, order_id=by_hand.id, note="BCA 10:03", by=RINA, now=now)
    await shop.work()


async def _sell_other_kinds(shop: Shop, buyer: CustomerCard) -> None:
    """Sell a file, and twice what all buyers get."""
    file, link = await shop.offer(units=0), await shop.offer(units=0)
    async with shop.tx() as session:
        await unit_files.add_file(
            session,
            unit_files.pack("kelas.zip", b"PK"),
            product_id=file.id,
            keyring=KEYRING,
            by=RINA,
            now=shop.clock(),
        )
        content = Secret("https://example.test")
        await shared.share(session, link.id, content, keyring=KEYRING, by=RINA, now=shop.clock())
        await shared.limit(session, link.id, 5, by=RINA, now=shop.clock())
    await shop.pay(await shop.order(buyer, file))
    await shop.pay(await shop.order(buyer, link, quantity=2))


async def _fill_wallet(shop: Shop, buyer: CustomerCard) -> None:
    async with shop.tx() as session:
        filling = await topups.begin(
            session, customer_id=buyer.id, amount=50_000, policy=shop.policy, now=shop.clock()
        )
    await shop.work()
    async with shop.tx.reading() as session:
        txn_id = (await session.get_one(type(filling.payment), filling.payment.id)).txn_id
    shop.gateway.pay(str(txn_id))
    await shop.hear_webhook(str(txn_id))
    await shop.work()
    async with shop.tx() as session:
        stated = await topups.state_transfer(
            session,
            customer_id=buyer.id,
            amount=30_000,
            limits=shop.policy.topup_limits,
            now=shop.clock(),
        )
        await topups.confirm_transfer(
            session, payment_id=stated.payment.id, note="BCA 10:02", by=RINA, now=shop.clock()
        )
    await shop.work()
