"""A voucher is held with an order, used when it is paid, free again when it dies, never used too often."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.carts.service import Wanted
from auto_order.catalog.models import Product
from auto_order.customers.service import CustomerCard
from auto_order.db.engine import Database
from auto_order.db.session import Session, Transactions
from auto_order.orders import placing, removing
from auto_order.orders import service as orders
from auto_order.orders.models import Order, OrderStatus
from auto_order.orders.rules import QuoteChanged
from auto_order.payments import service as payments
from auto_order.vouchers import managing, repository
from auto_order.vouchers import service as vouchers
from auto_order.vouchers.managing import Total, VoucherFacts
from auto_order.vouchers.models import UseStatus, Voucher, VoucherKind, VoucherUse
from auto_order.vouchers.rules import (
    BadVoucher,
    GuessLimits,
    MeantByVoucher,
    TooManyGuesses,
    VoucherNotUsable,
    VoucherUnknown,
)
from tests.factories import make_customer, make_product
from tests.rig import only
from tests.rig.clock import NOW

RINA = staff(2001)
LIMITS = GuessLimits(tries=3, pause=timedelta(minutes=1))
_BUYERS = 12


async def make_voucher(tx: Transactions, **facts: object) -> Voucher:
    """Make a voucher of Rp 5.000, or as said."""
    said = {"code": "HEMAT", "kind": VoucherKind.RUPIAH, "value": 5_000} | facts
    async with tx() as session:
        wish = VoucherFacts(**said)  # type: ignore[arg-type]  # each test gives what fits
        return await managing.create(session, wish, by=RINA, now=NOW)


async def try_code(tx: Transactions, buyer: CustomerCard, code: str, *, at: datetime = NOW) -> bool:
    async with tx() as session:
        return await vouchers.try_code(session, customer_id=buyer.id, code=code, limits=LIMITS, now=at)


async def buy(tx: Transactions, buyer: CustomerCard, product: Product, *, token: str) -> Order:
    """Pay one unit from the wallet, with whatever voucher was chosen."""
    wanted = Wanted(product.id, 1)
    async with tx.reading() as session:
        quote = await placing.quote_for(session, [wanted], customer_id=buyer.id, now=NOW)
    async with tx() as session:
        bought = await payments.pay_by_wallet(
            session, customer_id=buyer.id, wanted=wanted, digest=quote.digest, token=token, now=NOW
        )
    return bought.order


async def place(tx: Transactions, buyer: CustomerCard, product: Product) -> Order:
    """Place an order that waits to be paid, with whatever voucher was chosen."""
    async with tx() as session:
        quote = await placing.quote_for(session, [Wanted(product.id, 1)], customer_id=buyer.id, now=NOW)
        return await placing.place_order(
            session,
            customer_id=buyer.id,
            checkout=placing.one_product(product.id),
            agreed=quote,
            service_fee=0,
            expires_at=NOW,
            now=NOW,
        )


async def change(tx: Transactions, order: Order, status: OrderStatus) -> None:
    async with tx() as session:
        locked = await orders.lock_order(session, order.id)
        if status is OrderStatus.PAID:
            await orders.pay(session, locked, now=NOW)
        else:
            await orders.close(session, locked, status, now=NOW)


async def read_use(tx: Transactions, order: Order) -> VoucherUse | None:
    async with tx() as session:
        return await repository.lock_use(session, order.id)


@pytest.fixture
async def buyer(tx: Transactions) -> CustomerCard:
    async with tx() as session:
        return await make_customer(session, balance=500_000)


@pytest.fixture
async def product(tx: Transactions) -> Product:
    async with tx() as session:
        return await make_product(session, units=50, price=45_000)


async def test_a_purchase_costs_less_and_uses_the_voucher(
    tx: Transactions, buyer: CustomerCard, product: Product
) -> None:
    await make_voucher(tx)

    assert await try_code(tx, buyer, " hemat ")
    order = await buy(tx, buyer, product, token="t1")

    use = await read_use(tx, order)
    assert (order.subtotal, order.discount, order.total) == (45_000, 5_000, 40_000)
    assert use is not None
    assert (use.status, use.discount) == (UseStatus.USED, 5_000)
    assert (await buy(tx, buyer, product, token="t2")).discount == 0


async def test_a_voucher_may_make_a_purchase_free(
    tx: Transactions, buyer: CustomerCard, product: Product
) -> None:
    await make_voucher(tx, kind=VoucherKind.PERCENT, value=100)
    await try_code(tx, buyer, "HEMAT")

    order = await buy(tx, buyer, product, token="t1")

    assert (order.total, order.status) == (0, OrderStatus.PAID)


@pytest.mark.parametrize("end", [OrderStatus.EXPIRED, OrderStatus.CANCELED])
async def test_an_order_that_dies_gives_its_use_back(
    tx: Transactions, buyer: CustomerCard, product: Product, end: OrderStatus
) -> None:
    await make_voucher(tx, uses_in_total=1)
    await try_code(tx, buyer, "HEMAT")
    order = await place(tx, buyer, product)
    assert not await try_code(tx, buyer, "HEMAT")

    await change(tx, order, end)

    use = await read_use(tx, order)
    assert use is not None
    assert use.status is UseStatus.RELEASED
    assert await try_code(tx, buyer, "HEMAT")


async def test_late_money_takes_the_use_again_where_it_can_be_had(
    tx: Transactions, buyer: CustomerCard, product: Product
) -> None:
    await make_voucher(tx, uses_in_total=1)
    await try_code(tx, buyer, "HEMAT")
    order = await place(tx, buyer, product)
    await change(tx, order, OrderStatus.EXPIRED)

    async with tx() as session:
        locked = await orders.lock_order(session, order.id)
        assert await orders.can_still_be_had(session, locked, now=NOW)
        await orders.pay(session, locked, now=NOW)

    use = await read_use(tx, order)
    assert use is not None
    assert use.status is UseStatus.USED


async def test_late_money_for_a_use_that_somebody_else_has_buys_nothing_by_itself(
    tx: Transactions, buyer: CustomerCard, product: Product
) -> None:
    await make_voucher(tx, uses_in_total=1)
    await try_code(tx, buyer, "HEMAT")
    order = await place(tx, buyer, product)
    await change(tx, order, OrderStatus.EXPIRED)
    async with tx() as session:
        other = await make_customer(session)
    await try_code(tx, other, "HEMAT")
    await place(tx, other, product)

    async with tx() as session:
        locked = await orders.lock_order(session, order.id)
        assert not await orders.can_still_be_had(session, locked, now=NOW)


@pytest.mark.parametrize(
    "facts",
    [
        {"starts_at": NOW + timedelta(days=1)},
        {"starts_at": NOW - timedelta(days=2), "ends_at": NOW - timedelta(days=1)},
        {"uses_in_total": 1},
        {"uses_per_customer": 1},
        {"is_ended": True},
        {"is_unknown": True},
    ],
)
async def test_whatever_is_wrong_with_a_code_the_answer_is_the_same(
    tx: Transactions, buyer: CustomerCard, product: Product, facts: dict[str, object]
) -> None:
    if "is_unknown" not in facts:
        voucher = await make_voucher(
            tx, **{name: fact for name, fact in facts.items() if not name.startswith("is_")}
        )
        if "uses_in_total" in facts or "uses_per_customer" in facts:
            await try_code(tx, buyer, "HEMAT")
            await buy(tx, buyer, product, token="t1")
        if "is_ended" in facts:
            async with tx() as session:
                await managing.set_active(session, voucher.id, is_active=False, by=RINA, now=NOW)

    assert not await try_code(tx, buyer, "HEMAT")


async def test_a_guesser_waits_and_is_not_even_told_that_a_code_is_right(
    tx: Transactions, buyer: CustomerCard
) -> None:
    await make_voucher(tx)
    for guess in ("AAA", "BBB", "CCC"):
        assert not await try_code(tx, buyer, guess)

    with pytest.raises(TooManyGuesses) as refused:
        await try_code(tx, buyer, "HEMAT")

    assert refused.value.minutes == 1
    assert await try_code(tx, buyer, "HEMAT", at=NOW + timedelta(minutes=1))
    with pytest.raises(TooManyGuesses):
        await try_code(tx, buyer, "HEMAT", at=NOW + timedelta(seconds=59))


async def test_a_chosen_voucher_that_counts_no_more_takes_nothing_off_and_says_so(
    tx: Transactions, buyer: CustomerCard, product: Product
) -> None:
    voucher = await make_voucher(tx)
    await try_code(tx, buyer, "HEMAT")
    async with tx() as session:
        await managing.set_active(session, voucher.id, is_active=False, by=RINA, now=NOW)

    async with tx.reading() as session:
        quote = await placing.quote_for(session, [Wanted(product.id, 1)], customer_id=buyer.id, now=NOW)

    assert quote.voucher is not None
    assert (quote.discount, type(quote.voucher.obstacle)) == (0, VoucherNotUsable)


async def test_the_staff_makes_lists_and_ends_vouchers_and_leaves_a_trace(
    tx: Transactions, buyer: CustomerCard, product: Product
) -> None:
    voucher = await make_voucher(tx, product_ids=[product.id])
    await try_code(tx, buyer, "HEMAT")
    await buy(tx, buyer, product, token="t1")
    async with tx() as session:
        await managing.set_active(session, voucher.id, is_active=False, by=RINA, now=NOW)
        await managing.set_active(session, voucher.id, is_active=False, by=RINA, now=NOW)

    async with tx.reading() as session:
        page = await managing.list_vouchers(session, page=1, per_page=5)
        entries = await audit.list_entries(session, subject=f"voucher:{voucher.id}")
    ((listed, uses),) = page.vouchers
    assert (listed.code, uses, listed.is_active) == ("HEMAT", 1, False)
    assert [entry.action for entry in entries] == ["voucher.deactivate", "voucher.create"]


async def test_a_voucher_tells_what_came_of_it(
    tx: Transactions, buyer: CustomerCard, product: Product
) -> None:
    voucher = await make_voucher(tx, product_ids=[product.id])
    await try_code(tx, buyer, "HEMAT")
    order = await buy(tx, buyer, product, token="t1")

    async with tx.reading() as session:
        shown = await managing.open_voucher(session, voucher.id)

    assert shown.reach.products == {product.id}
    assert shown.totals == {UseStatus.USED: Total(1, order.discount)}


async def test_what_a_voucher_is_for_is_not_removed(tx: Transactions, product: Product) -> None:
    await make_voucher(tx, product_ids=[product.id])

    async with tx() as session:
        assert not await removing.is_removable(session, product.id)
        with pytest.raises(MeantByVoucher):
            await removing.remove_product(session, product.id, by=RINA, now=NOW)


async def test_a_voucher_that_there_is_not_is_refused(tx: Transactions) -> None:
    async with tx() as session:
        with pytest.raises(VoucherUnknown):
            await managing.open_voucher(session, 5)
        with pytest.raises(VoucherUnknown):
            await managing.set_active(session, 5, is_active=True, by=RINA, now=NOW)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"code": "a b!"}, "code"),
        ({"code": "HEMAT"}, "code_taken"),
        ({"kind": VoucherKind.PERCENT, "value": 101}, "value"),
        ({"value": 0}, "value"),
        ({"uses_in_total": 0}, "uses_in_total"),
        ({"ends_at": NOW}, "ends_at"),
    ],
)
async def test_a_voucher_that_makes_no_sense_is_refused(
    tx: Transactions, facts: dict[str, object], field: str
) -> None:
    await make_voucher(tx)

    with pytest.raises(BadVoucher) as refused:
        await make_voucher(tx, **{"code": "NEW", **facts})

    assert refused.value.field == field


async def redeem_at_once(
    processes: Sequence[Transactions], buyers: Sequence[CustomerCard], product: Product
) -> Counter[str]:
    """Have every buyer, who has chosen the voucher, pay at the same moment; say what came of it."""

    async def redeem(number: int, buyer: CustomerCard) -> str:
        try:
            order = await buy(processes[number % 2], buyer, product, token="t1")
        except (VoucherNotUsable, QuoteChanged):
            return "refused"
        return "cheaper" if order.discount else "full price"

    return Counter(await asyncio.gather(*(redeem(number, buyer) for number, buyer in enumerate(buyers))))


async def meet_with_voucher(tx: Transactions) -> Sequence[CustomerCard]:
    """Meet buyers who have all chosen a voucher that can be used three times."""
    await make_voucher(tx, uses_in_total=3)
    async with tx() as session:
        buyers = [await make_customer(session, balance=100_000) for _ in range(_BUYERS)]
    for buyer in buyers:
        assert await try_code(tx, buyer, "HEMAT")
    return buyers


async def count_uses(tx: Transactions) -> int:
    async with tx.reading() as session:
        (found,) = (await managing.list_vouchers(session, page=1, per_page=5)).vouchers
    return found[1]


async def test_a_limit_is_not_passed_by_buyers_who_pay_at_once(
    tx: Transactions, open_another: Callable[[], Database], product: Product
) -> None:
    buyers = await meet_with_voucher(tx)
    processes = [Transactions(open_another()), Transactions(open_another())]

    outcomes = await redeem_at_once(processes, buyers, product)

    assert outcomes["cheaper"] == 3
    assert await count_uses(tx) == 3


@only.on_postgresql
async def test_without_the_lock_buyers_who_pay_at_once_pass_the_limit(
    tx: Transactions,
    open_another: Callable[[], Database],
    product: Product,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control of the race above."""

    async def look_without_lock(session: Session, voucher_id: int) -> Voucher:
        found = await repository.find(session, voucher_id)
        assert found is not None
        return found

    count = repository.count_uses

    async def count_slowly(session: Session, voucher_id: int, *, customer_id: int) -> object:
        counted = await count(session, voucher_id, customer_id=customer_id)
        await asyncio.sleep(0.05)  # the race, widened
        return counted

    buyers = await meet_with_voucher(tx)
    processes = [Transactions(open_another()), Transactions(open_another())]
    monkeypatch.setattr(repository, "lock", look_without_lock)
    monkeypatch.setattr(repository, "count_uses", count_slowly)

    await redeem_at_once(processes, buyers, product)

    assert await count_uses(tx) > 3
