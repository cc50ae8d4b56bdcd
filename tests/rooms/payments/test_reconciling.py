"""Our books and the gateway's are compared; money that only the gateway knew of is settled and reported."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from auto_order.jobs.models import JobRow
from auto_order.notifications.notices import StaffProblem
from auto_order.orders.models import OrderStatus
from auto_order.payments import reconciling, sweeping
from auto_order.payments.gateways import PaymentState
from auto_order.payments.jobs import SweepPayments
from auto_order.payments.models import PaymentStatus
from auto_order.payments.reconciling import Reconciliation
from tests.fakes.gateway import unavailable
from tests.rig.clock import NOW
from tests.rig.shop import OWNER, Shop


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask one question right after another."""
    monkeypatch.setattr(reconciling, "_PAUSE_SECONDS", 0)
    monkeypatch.setattr(reconciling, "_BATCH", 2)


async def reconcile(shop: Shop) -> Reconciliation:
    return await reconciling.reconcile(shop.tx, shop.policy, since=NOW, clock=shop.clock)


async def forget_jobs(shop: Shop) -> None:
    """Lose every promise, as a database does that comes from a backup of some hours ago."""
    async with shop.tx() as session:
        await session.execute(delete(JobRow))


async def test_books_that_agree_have_no_difference(shop: Shop) -> None:
    for _ in range(3):
        await shop.pay(await shop.order(await shop.meet(), await shop.offer()))
    await shop.order(await shop.meet(), await shop.offer())
    await shop.place(await shop.meet(), await shop.offer())

    report = await reconcile(shop)

    assert (report.asked, report.agreed, report.differences) == (4, 135_000, [])


async def test_money_that_only_the_gateway_knew_of_is_settled_and_told(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    await shop.wait(hours=26)
    shop.gateway.pay(shop.gateway.latest.txn_id)

    report = await reconcile(shop)
    await shop.work()

    (difference,) = report.differences
    assert (difference.what, difference.amount) == ("paid_there_only", 45_000)
    assert await shop.status(order) is OrderStatus.FULFILLED
    assert (await reconcile(shop)).differences == []


@pytest.mark.parametrize(
    ("what", "change"),
    [("paid_here_only", {"state": PaymentState.PENDING}), ("other_amount", {"amount": 40_000})],
)
async def test_a_payment_that_the_gateway_remembers_otherwise_is_reported_and_left_alone(
    shop: Shop, what: str, change: dict[str, object]
) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    await shop.pay(order)
    for name, value in change.items():
        setattr(shop.gateway.latest, name, value)

    report = await reconcile(shop)

    assert [difference.what for difference in report.differences] == [what]
    assert (await shop.payment(order)).status is PaymentStatus.SETTLED


async def test_a_settled_payment_that_the_gateway_forgot_is_reported(shop: Shop) -> None:
    await shop.pay(await shop.order(await shop.meet(), await shop.offer()))
    shop.gateway.transactions.clear()

    assert [difference.what for difference in (await reconcile(shop)).differences] == ["unknown_there"]


async def test_a_gateway_that_is_busy_is_asked_again(shop: Shop) -> None:
    await shop.pay(await shop.order(await shop.meet(), await shop.offer()))
    busy = unavailable()
    busy.retry_after = 0.001
    shop.gateway.script("fetch_status", busy, busy)

    assert (await reconcile(shop)).differences == []


async def test_a_gateway_that_does_not_answer_is_no_proof_that_the_books_agree(shop: Shop) -> None:
    shop.gateway.limits = replace(shop.gateway.limits, seconds_between_checks=0.001)
    await shop.pay(await shop.order(await shop.meet(), await shop.offer()))
    await shop.order(await shop.meet(), await shop.offer())
    shop.gateway.is_down = True
    asked = shop.gateway.count("fetch_status")

    report = await reconcile(shop)

    assert [difference.what for difference in report.differences] == ["no_answer", "no_answer"]
    # Patient with the first one, and then no longer.
    assert shop.gateway.count("fetch_status") == asked + 13


async def test_an_answer_of_unknown_words_is_none(shop: Shop) -> None:
    await shop.pay(await shop.order(await shop.meet(), await shop.offer()))
    shop.gateway.latest.state = PaymentState.UNKNOWN

    assert [difference.what for difference in (await reconcile(shop)).differences] == ["no_answer"]


async def test_a_payment_whose_promises_were_lost_is_asked_about_again(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    shop.gateway.pay(shop.gateway.latest.txn_id)
    await forget_jobs(shop)

    async with shop.tx() as session:
        assert await sweeping.sweep(session, now=shop.clock()) == 1
    await shop.wait(seconds=5)

    assert await shop.status(order) is OrderStatus.FULFILLED
    assert shop.owners.heard(OWNER, StaffProblem)[-1].facts == {"count": 1}


async def test_an_invoice_whose_promise_was_lost_is_opened_after_all(shop: Shop) -> None:
    order = await shop.place(await shop.meet(), await shop.offer())
    await forget_jobs(shop)

    async with shop.tx() as session:
        assert await sweeping.sweep(session, now=shop.clock()) == 1
    await shop.work()

    assert (await shop.payment(order)).status is PaymentStatus.PENDING


async def test_a_sweep_finds_nothing_where_nothing_was_forgotten_and_promises_the_next(shop: Shop) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    await shop.pay(await shop.order(await shop.meet(), await shop.offer()))
    async with shop.tx() as session:
        assert await sweeping.sweep(session, now=shop.clock()) == 0
    asked = shop.gateway.count("fetch_status")

    await shop.wait(hours=30)
    async with shop.tx() as session:
        assert await sweeping.sweep(session, now=shop.clock()) == 0

    assert (await shop.payment(order)).status is PaymentStatus.EXPIRED
    assert shop.gateway.count("fetch_status") > asked
    assert not shop.owners.heard(OWNER, StaffProblem)
    async with shop.tx.reading() as session:
        waiting = set(await session.scalars(select(JobRow.name)))
    assert SweepPayments.name in waiting
