"""Money in the wallet buys goods in one transaction: all of it happens, or nothing."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select

from auto_order.carts import service as carts
from auto_order.carts.rules import CartEmpty
from auto_order.carts.service import Wanted
from auto_order.catalog.models import Product
from auto_order.customers import service as customers
from auto_order.customers.service import CustomerCard
from auto_order.db.engine import Database
from auto_order.db.session import Session, Transactions
from auto_order.delivery.models import Delivery
from auto_order.jobs.models import JobRow
from auto_order.ledger import repository
from auto_order.ledger import service as ledger
from auto_order.ledger.models import Wallet
from auto_order.ledger.rules import REVENUE, NotEnoughBalance
from auto_order.orders import placing
from auto_order.orders.models import Order, OrderStatus
from auto_order.orders.rules import QuoteChanged
from auto_order.payments import service as payments
from auto_order.stock.models import StockItem
from auto_order.stock.rules import OutOfStock
from tests.factories import make_customer, make_product
from tests.rig import only
from tests.rig.clock import NOW

_PRICE = 45_000
_TAPS = 20
_TAP = "t1"


async def buy(
    tx: Transactions, buyer: CustomerCard, product: Product | None, *, token: str = _TAP, quantity: int = 1
) -> payments.Bought:
    """Tap the wallet's button under one product, or under the cart, after having seen what it costs now."""
    wanted = None if product is None else Wanted(product.id, quantity)
    async with tx.reading() as session:
        lines = [wanted] if wanted else await carts.list_cart(session, customer_id=buyer.id)
        digest = (await placing.quote(session, lines)).digest
    async with tx() as session:
        return await payments.pay_by_wallet(
            session, customer_id=buyer.id, wanted=wanted, digest=digest, token=token, now=NOW
        )


async def stand_before_the_shelf(
    tx: Transactions, *, balance: int, units: int = 5
) -> tuple[CustomerCard, Product]:
    async with tx() as session:
        buyer = await make_customer(session, balance=balance)
        return buyer, await make_product(session, units=units, price=_PRICE)


async def stand_before_many_shelves(tx: Transactions) -> tuple[CustomerCard, Sequence[Product]]:
    """Have money for one and a product for each tap: one product's open order makes them wait."""
    async with tx() as session:
        buyer = await make_customer(session, balance=_PRICE)
        return buyer, [await make_product(session, price=_PRICE) for _ in range(_TAPS)]


async def count(tx: Transactions) -> Counter[str]:
    """Count what a purchase leaves behind."""
    async with tx.reading() as session:
        statuses = Counter(f"unit {status}" for status in await session.scalars(select(StockItem.status)))
        for kind in (Order, Delivery):
            statuses[kind.__name__] = len((await session.scalars(select(kind))).all())
        jobs = (await session.scalars(select(JobRow.name).where(JobRow.name == "deliver_order"))).all()
        statuses["promises"] = len(jobs)
    return +statuses


async def test_a_purchase_is_paid_allocated_and_promised_at_once(tx: Transactions) -> None:
    buyer, product = await stand_before_the_shelf(tx, balance=100_000)

    bought = await buy(tx, buyer, product, quantity=2)

    async with tx.reading() as session:
        assert await ledger.find_balance(session, customer_id=buyer.id) == 10_000
        assert await ledger.sum_account(session, REVENUE) == -90_000
        order = await session.get_one(Order, bought.order.id)
    assert (order.status, order.total, order.service_fee) == (OrderStatus.PAID, 90_000, 0)
    assert await count(tx) == {"unit free": 3, "unit sold": 2, "Order": 1, "Delivery": 1, "promises": 1}


async def test_a_cart_is_bought_and_emptied(tx: Transactions) -> None:
    buyer, product = await stand_before_the_shelf(tx, balance=100_000)
    async with tx() as session:
        other = await make_product(session, price=20_000)
        for wanted in (product, other):
            await carts.set_quantity(session, customer_id=buyer.id, product_id=wanted.id, quantity=1, now=NOW)

    bought = await buy(tx, buyer, None)

    assert bought.order.total == 65_000
    with pytest.raises(CartEmpty):
        await buy(tx, buyer, None, token="t2")


async def test_a_second_tap_finds_what_the_first_one_bought(tx: Transactions) -> None:
    buyer, product = await stand_before_the_shelf(tx, balance=500_000)
    first = await buy(tx, buyer, product)

    second = await buy(tx, buyer, product)

    assert (second.order.id, second.is_new) == (first.order.id, False)
    assert (await count(tx))["Order"] == 1


async def test_the_same_token_of_another_buyer_is_another_tap(tx: Transactions) -> None:
    buyer, product = await stand_before_the_shelf(tx, balance=500_000)
    other, _ = await stand_before_the_shelf(tx, balance=500_000)
    await buy(tx, buyer, product)

    bought = await buy(tx, other, product)

    assert bought.is_new


@pytest.mark.parametrize(
    ("balance", "units", "refusal"),
    [(_PRICE - 1, 5, NotEnoughBalance), (0, 5, NotEnoughBalance), (_PRICE, 0, OutOfStock)],
)
async def test_what_cannot_be_bought_leaves_nothing_behind(
    tx: Transactions, balance: int, units: int, refusal: type[Exception]
) -> None:
    buyer, product = await stand_before_the_shelf(tx, balance=balance, units=units)

    with pytest.raises(refusal):
        await buy(tx, buyer, product)

    assert await count(tx) == Counter({"unit free": units} if units else {})
    async with tx.reading() as session:
        assert await ledger.find_balance(session, customer_id=buyer.id) == balance


async def test_a_price_that_changed_must_be_agreed_to(tx: Transactions) -> None:
    buyer, product = await stand_before_the_shelf(tx, balance=100_000)

    async def tap_an_old_button() -> None:
        async with tx() as session:
            await payments.pay_by_wallet(
                session,
                customer_id=buyer.id,
                wanted=Wanted(product.id, 1),
                digest="outdated",
                token="t1",
                now=NOW,
            )

    with pytest.raises(QuoteChanged):
        await tap_an_old_button()

    assert await count(tx) == {"unit free": 5}


async def tap_twenty_times(
    processes: list[Transactions], buyer: CustomerCard, products: Sequence[Product], *, same_token: bool
) -> Counter[str]:
    """Tap in parallel, in two processes, under one product or several; say what came of it."""

    async def tap(number: int) -> str:
        try:
            token = "t" if same_token else f"t{number}"
            process, product = processes[number % 2], products[number % len(products)]
            bought = await buy(process, buyer, product, token=token)
        except NotEnoughBalance:
            return "refused"
        return "bought" if bought.is_new else "known"

    return Counter(await asyncio.gather(*(tap(number) for number in range(_TAPS))))


@pytest.mark.parametrize("same_token", [True, False])
async def test_twenty_parallel_taps_with_money_for_one_buy_one(
    tx: Transactions, open_another: Callable[[], Database], *, same_token: bool
) -> None:
    buyer, product = await stand_before_the_shelf(tx, balance=_PRICE, units=_TAPS)
    processes = [Transactions(open_another()), Transactions(open_another())]

    outcomes = await tap_twenty_times(processes, buyer, [product], same_token=same_token)

    assert outcomes == {"bought": 1, "known" if same_token else "refused": _TAPS - 1}
    assert await count(tx) == {
        "unit free": _TAPS - 1,
        "unit sold": 1,
        "Order": 1,
        "Delivery": 1,
        "promises": 1,
    }


async def _lock_nobody(_session: Session, _customer_id: int) -> None:
    """Take the lock away that has one person's taps wait for one another."""


@only.on_postgresql
async def test_the_guarded_balance_alone_keeps_twenty_taps_from_buying_two(
    tx: Transactions, open_another: Callable[[], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customers, "lock_customer", _lock_nobody)
    buyer, products = await stand_before_many_shelves(tx)
    processes = [Transactions(open_another()), Transactions(open_another())]

    outcomes = await tap_twenty_times(processes, buyer, products, same_token=False)

    assert outcomes == {"bought": 1, "refused": _TAPS - 1}


@only.on_postgresql
async def test_without_lock_and_guard_twenty_taps_buy_more_than_the_money_is_worth(
    tx: Transactions, open_another: Callable[[], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the races above."""

    async def write_back_what_was_read(session: Session, *, customer_id: int, amount: int) -> bool:
        balance = await repository.find_balance(session, customer_id)
        await asyncio.sleep(0.05)  # the race, widened
        if balance < amount:
            return False
        wallet = await session.get_one(Wallet, customer_id, populate_existing=True)
        wallet.balance = balance - amount
        await session.flush()
        return True

    monkeypatch.setattr(customers, "lock_customer", _lock_nobody)
    monkeypatch.setattr(repository, "lower_balance", write_back_what_was_read)
    buyer, products = await stand_before_many_shelves(tx)
    processes = [Transactions(open_another()), Transactions(open_another())]

    outcomes = await tap_twenty_times(processes, buyer, products, same_token=False)

    assert outcomes["bought"] > 1
