"""Claims, clocks and buyers race for the end of a payment."""

from collections.abc import Awaitable
from contextlib import AbstractContextManager

from sqlalchemy.dialects.postgresql import insert

from auto_order.customers import service as customers
from auto_order.db.session import Session
from auto_order.kit.errors import Refusal
from auto_order.ledger import repository as ledger_repository
from auto_order.ledger import service as ledger
from auto_order.ledger.models import PostingKind, Wallet
from auto_order.ledger.rules import REVENUE, NotEnoughBalance, Transfer, wallet_account
from auto_order.orders.models import Order, OrderStatus
from auto_order.orders.rules import TooManyOpenOrders
from auto_order.payments import checking, repository
from auto_order.payments.gateways import Observation
from auto_order.payments.models import Payment, PaymentStatus, Use
from tests.factories import give_balance
from tests.races.conftest import OpenShop
from tests.rig.only import on_postgresql
from tests.rig.races import meeting_after, must_fail, race, replaced, without_locks
from tests.rig.shop import Shop


async def _act_on(shop: Shop, payment: Payment, seen: Observation) -> None:
    """Do what the worker does with an answer of the gateway."""
    async with shop.tx() as session:
        await checking.observe(session, payment.id, seen, policy=shop.policy, now=shop.clock())


async def _ask(shop: Shop, payment: Payment) -> Observation:
    assert payment.txn_id is not None
    return await shop.gateway.fetch_status(txn_id=payment.txn_id)


async def two_webhooks_of_one_payment(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    product = await one.offer(units=2)
    order = await one.order(await one.meet(), product)
    payment = await one.payment(order)
    one.gateway.pay(one.gateway.latest.txn_id)
    seen = await _ask(one, payment)
    await _note_asked(one, payment)

    with meeting_after(repository, "lock_payment"):
        await race(_act_on(one, payment, seen), _act_on(other, payment, seen))
    await one.work()

    assert await one.status(order) is OrderStatus.FULFILLED
    assert await one.units(product) == {"sold": 1, "free": 1}
    assert await one.account(REVENUE) == -45_000
    assert len(one.notifier.handed) == 1
    assert not await one.audit()


async def test_two_webhooks_of_one_payment(open_shop: OpenShop) -> None:
    await two_webhooks_of_one_payment(open_shop)


async def test_control_of_two_webhooks(open_shop: OpenShop) -> None:
    with without_locks():
        await must_fail(two_webhooks_of_one_payment(open_shop))


async def settling_against(open_shop: OpenShop, *, is_cancel: bool, is_paid_first: bool) -> None:
    """Whichever comes first, money wins: the order is paid, and its end is told as it was."""
    one, other = open_shop(), open_shop()
    product = await one.offer()
    order = await one.order(await one.meet(), product)
    one.clock.move(minutes=5 if is_cancel else 20)
    if is_cancel:
        await one.tap_cancel(order)
    payment = await one.payment(order)
    unpaid = await _ask(one, payment)
    one.gateway.pay(one.gateway.latest.txn_id)
    paid = await _ask(one, payment)
    await _note_asked(one, payment)

    runners: list[Awaitable[object]] = [_act_on(one, payment, paid), _act_on(other, payment, unpaid)]
    with meeting_after(repository, "lock_payment"):
        await race(*(runners if is_paid_first else reversed(runners)))
    await one.work()

    assert (await one.payment(order)).status is PaymentStatus.SETTLED
    assert await one.status(order) is OrderStatus.FULFILLED
    assert await one.units(product) == {"sold": 1}
    assert await one.account(REVENUE) == -45_000
    assert not await one.audit()


async def _note_asked(shop: Shop, payment: Payment) -> None:
    async with shop.tx() as session:
        assert await checking.begin_check(session, payment.id, policy=shop.policy, now=shop.clock())


async def test_settling_against_expiring(open_shop: OpenShop) -> None:
    await settling_against(open_shop, is_cancel=False, is_paid_first=True)


async def test_expiring_against_settling(open_shop: OpenShop) -> None:
    await settling_against(open_shop, is_cancel=False, is_paid_first=False)


async def test_settling_against_cancelling(open_shop: OpenShop) -> None:
    await settling_against(open_shop, is_cancel=True, is_paid_first=True)


async def test_cancelling_against_settling(open_shop: OpenShop) -> None:
    await settling_against(open_shop, is_cancel=True, is_paid_first=False)


async def test_control_of_settling_against_expiring(open_shop: OpenShop) -> None:
    with without_locks():
        await must_fail(settling_against(open_shop, is_cancel=False, is_paid_first=True))


async def test_control_of_settling_against_cancelling(open_shop: OpenShop) -> None:
    with without_locks():
        await must_fail(settling_against(open_shop, is_cancel=True, is_paid_first=True))


async def a_double_tap(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    buyer, product = await one.meet(), await one.offer(units=5)

    with meeting_after(customers, "lock_customer"):
        first, second = await race(one.place(buyer, product), other.place(buyer, product))
    await one.work()

    assert isinstance(first, Order)
    assert isinstance(second, Order)
    assert first.id == second.id
    assert await one.units(product) == {"held": 1, "free": 4}
    assert len(one.gateway.transactions) == 1


async def test_a_double_tap_in_two_processes_makes_one_order(open_shop: OpenShop) -> None:
    await a_double_tap(open_shop)


async def test_control_of_a_double_tap(open_shop: OpenShop) -> None:
    with without_locks():
        await must_fail(a_double_tap(open_shop))


async def one_order_too_many(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    one.change_policy(most_open_orders=1)
    other.change_policy(most_open_orders=1)
    buyer, products = await one.meet(), [await one.offer(), await one.offer()]

    with meeting_after(customers, "lock_customer"):
        outcomes = await race(one.place(buyer, products[0]), other.place(buyer, products[1]))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Order", TooManyOpenOrders.__name__]


async def test_two_taps_at_once_do_not_get_past_the_limit_of_open_orders(open_shop: OpenShop) -> None:
    await one_order_too_many(open_shop)


async def test_control_of_the_limit_of_open_orders(open_shop: OpenShop) -> None:
    with without_locks():
        await must_fail(one_order_too_many(open_shop))


async def test_two_late_payments_for_the_last_unit(open_shop: OpenShop) -> None:
    """One becomes goods, the other credit."""
    one, other = open_shop(), open_shop()
    product = await one.offer(units=2)
    buyers = [await one.meet(), await one.meet()]
    lapsed = [await one.order(buyer, product) for buyer in buyers]
    await one.skip(minutes=18)
    await one.order(await one.meet(), product)
    payments = [await one.payment(order) for order in lapsed]
    for payment in payments:
        assert payment.txn_id is not None
        one.gateway.pay(payment.txn_id)
    seen = [await _ask(one, payment) for payment in payments]

    with meeting_after(repository, "lock_payment"):
        await race(_act_on(one, payments[0], seen[0]), _act_on(other, payments[1], seen[1]))

    settled = [await one.payment(order) for order in lapsed]
    assert sorted(str(payment.used_for) for payment in settled) == [Use.ORDER, Use.WALLET]
    assert sorted([await one.wallet(buyer) for buyer in buyers]) == [0, 45_000]
    assert await one.units(product) == {"held": 1, "sold": 1}
    assert not await one.audit()


async def test_a_late_payment_against_a_new_buyer_of_the_last_unit(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    product, late, new = await one.offer(), await one.meet(), await one.meet()
    order = await one.order(late, product)
    await one.skip(minutes=18)
    payment = await one.payment(order)
    one.gateway.pay(one.gateway.latest.txn_id)
    seen = await _ask(one, payment)

    _, placed = await race(_act_on(one, payment, seen), other.place(new, product))

    is_sold = (await one.payment(order)).used_for is Use.ORDER
    assert isinstance(placed, Refusal) == is_sold
    assert await one.units(product) == ({"sold": 1} if is_sold else {"held": 1})
    assert await one.wallet(late) == (0 if is_sold else 45_000)
    assert not await one.audit()


async def the_wallet_is_spent_twice(open_shop: OpenShop, *, meeting: AbstractContextManager[None]) -> None:
    one, other = open_shop(), open_shop()
    buyer = await one.meet()
    async with one.tx() as session:
        await give_balance(session, buyer.id, 50_000)

    with meeting:
        outcomes = await race(*(_spend(shop, buyer.id, source) for source, shop in enumerate((one, other))))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", NotEnoughBalance.__name__]
    assert await one.wallet(buyer) == 10_000
    assert await one.account(wallet_account(buyer.id)) == -10_000


async def _spend(shop: Shop, customer_id: int, source: int) -> None:
    move = Transfer(wallet_account(customer_id), REVENUE, 40_000)
    async with shop.tx() as session:
        await ledger.post(
            session, kind=PostingKind.PURCHASE, source=source, transfers=[move], now=shop.clock()
        )


async def test_a_wallet_is_not_spent_twice(open_shop: OpenShop) -> None:
    meeting = meeting_after(ledger_repository, "add_transfers")
    await the_wallet_is_spent_twice(open_shop, meeting=meeting)


async def _write_back_what_was_read(session: Session, *, customer_id: int, amount: int) -> bool:
    """Read, compute, write: how a wallet with the money for one buys twenty."""
    wallet = await session.get_one(Wallet, customer_id)
    if wallet.balance < amount:
        return False
    statement = insert(Wallet).values(customer_id=customer_id, balance=wallet.balance - amount)
    set_ = {"balance": statement.excluded.balance}
    await session.execute(statement.on_conflict_do_update(index_elements=["customer_id"], set_=set_))
    return True


@on_postgresql
async def test_control_of_a_wallet_that_is_spent_twice(open_shop: OpenShop) -> None:
    with replaced(ledger_repository, "lower_balance", _write_back_what_was_read):
        meeting = meeting_after(Session, "get_one")
        await must_fail(the_wallet_is_spent_twice(open_shop, meeting=meeting))


async def test_credits_of_one_wallet_add_up(open_shop: OpenShop) -> None:
    one, other = open_shop(), open_shop()
    buyer = await one.meet()

    async def credit(shop: Shop, source: int) -> None:
        move = Transfer("gateway:fake", wallet_account(buyer.id), 1_000)
        async with shop.tx() as session:
            await ledger.post(
                session, kind=PostingKind.PAYMENT, source=source, transfers=[move], now=shop.clock()
            )

    await race(
        *(
            credit(shop, 10 * source + number)
            for source, shop in enumerate((one, other))
            for number in range(4)
        )
    )

    assert await one.wallet(buyer) == 8_000
