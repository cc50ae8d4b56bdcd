"""Notices: promised with what they tell, told in order, again after a failure, and in their place."""

from collections.abc import Iterator

import pytest

from auto_order.audit.actor import staff as staff_actor
from auto_order.db.session import Transactions
from auto_order.kit.errors import TransientError
from auto_order.notifications import service as notifications
from auto_order.notifications.loading import load_notice
from auto_order.notifications.notices import (
    InvoiceReady,
    MoneyCredited,
    Notice,
    OrderClosed,
    PaidNotice,
    SoldLine,
    StaffProblem,
)
from auto_order.notifications.port import Posted
from auto_order.staff import service as staff
from auto_order.staff.models import Permission
from auto_order.staff.rules import GRANTABLE
from tests.rig.clock import NOW
from tests.rig.shop import OWNER, SELLER, Shop


def _list_kinds() -> Iterator[type[Notice]]:
    waiting = Notice.__subclasses__()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        yield kind


_INVOICE = InvoiceReady(
    order_id=1,
    number="INV-1",
    lines=[SoldLine("Netflix <b>", 2, 45_000)],
    discount=0,
    service_fee=0,
    amount=90_000,
    deadline=NOW.isoformat(),
    qr_string="000201",
    merchant="Fake",
    pay_url=None,
)


async def test_the_staff_hears_what_their_permissions_concern_and_nothing_else(shop: Shop) -> None:
    by = staff_actor(SELLER)
    async with shop.tx() as session:
        for telegram_id, permission in ((2101, Permission.ORDERS), (2102, Permission.STOCK)):
            await staff.set_permission(
                session,
                telegram_id=telegram_id,
                name="Tono",
                permission=permission,
                is_granted=True,
                by=by,
                now=NOW,
            )
    buyer, product = await shop.meet(), await shop.offer(units=1)

    await shop.pay(await shop.order(buyer, product))

    assert set(shop.notifier.kinds(2101)) == {"StaffOrder"}
    assert set(shop.notifier.kinds(2102)) == {"LowStock"}
    assert {"StaffOrder", "LowStock"} <= set(shop.notifier.kinds(SELLER))


def test_whatever_concerns_somebody_is_a_permission_that_can_be_given() -> None:
    concerns = {kind.concern for kind in _list_kinds() if kind.concern is not None}

    assert concerns
    assert concerns <= set(GRANTABLE)


@pytest.mark.parametrize(
    "notice",
    [
        _INVOICE,
        PaidNotice(order_id=1, number="INV-1"),
        OrderClosed(order_id=1, number="INV-1", reason="expired"),
        MoneyCredited(number="INV-1", amount=45_000),
        StaffProblem(problem="error", facts={"code": "A", "times": 2}),
    ],
)
def test_a_notice_is_read_as_it_was_written(notice: Notice) -> None:
    assert load_notice(notice.dump()) == notice


def test_a_notice_that_nobody_knows_is_an_error_and_not_a_silence() -> None:
    with pytest.raises(KeyError):
        load_notice('{"kind": "Nonsense"}')


async def _tell(shop: Shop, *notices: Notice, slot: str | None = None, chat: int = 7) -> None:
    async with shop.tx() as session:
        for notice in notices:
            await notifications.tell(
                session, chat_id=chat, language="id", notice=notice, slot=slot, now=shop.clock()
            )


def _credit(amount: int) -> MoneyCredited:
    return MoneyCredited(number="INV-1", amount=amount)


async def test_what_is_told_to_one_person_arrives_in_its_order_also_after_trouble(shop: Shop) -> None:
    shop.notifier.troubles.extend([TransientError("busy"), TransientError("busy", retry_after=2.0)])

    await _tell(shop, _credit(1), _credit(2), _credit(3))
    await shop.wait(minutes=1)

    assert [notice.amount for notice in shop.notifier.heard(7, MoneyCredited)] == [1, 2, 3]


async def test_what_may_have_arrived_is_told_again(shop: Shop) -> None:
    shop.notifier.late_troubles.append(TransientError("lost"))

    await _tell(shop, _credit(1))
    await shop.wait(minutes=1)

    assert [notice.amount for notice in shop.notifier.heard(7, MoneyCredited)] == [1, 1]


async def test_who_cannot_be_reached_is_not_told_and_nothing_waits(shop: Shop) -> None:
    shop.notifier.unreachable.add(7)

    await _tell(shop, _credit(1))
    await shop.work()

    assert shop.notifier.told == []
    assert await shop.works.find_next_moment() is None


async def test_a_notice_takes_the_place_of_the_one_before_it(shop: Shop) -> None:
    await _tell(shop, _INVOICE, slot="invoice:1")
    await shop.work()
    await _tell(shop, PaidNotice(order_id=1, number="INV-1"), slot="invoice:1")
    await shop.work()

    first, second = shop.notifier.told
    assert first.previous is None
    assert second.previous == Posted(7, 1)


async def test_places_are_kept_apart(shop: Shop) -> None:
    await _tell(shop, _INVOICE, slot="invoice:1")
    await _tell(shop, _INVOICE, slot="invoice:2")
    await shop.work()

    assert [told.previous for told in shop.notifier.told] == [None, None]


async def test_a_place_is_remembered_changed_and_emptied(tx: Transactions) -> None:
    async with tx() as session:
        for posted in (Posted(7, 1), Posted(7, 2, "file")):
            await notifications.record_posted(session, "slot", posted)
            assert await notifications.find_posted(session, "slot") == posted
            session.expire_all()

        await notifications.record_posted(session, "slot", None)

        session.expunge_all()
        assert await notifications.find_posted(session, "slot") is None


async def test_the_staff_and_the_owners_are_told_each_by_their_bot(shop: Shop) -> None:
    notice = StaffProblem(problem="error", facts={})

    async with shop.tx() as session:
        await notifications.tell_staff(session, notice=notice, now=shop.clock(), slot="problem:error")
        await notifications.tell_owners(session, notice=notice, now=shop.clock())
    await shop.work()

    assert [told.chat_id for told in shop.notifier.told] == [SELLER]
    assert [told.chat_id for told in shop.owners.told] == [OWNER]


async def test_news_of_one_thing_changes_the_message_of_each_of_the_staff(shop: Shop) -> None:
    for _ in range(2):
        async with shop.tx() as session:
            notice = StaffProblem(problem="error", facts={})
            await notifications.tell_staff(session, notice=notice, now=shop.clock(), slot="order:1")
        await shop.work()

    assert [told.previous for told in shop.notifier.told] == [None, Posted(SELLER, 1)]


async def test_a_notice_that_cannot_be_told_is_given_up_in_silence(shop: Shop) -> None:
    """Telling of it might fail the same way, for ever."""
    shop.notifier.troubles.extend(ZeroDivisionError() for _ in range(30))

    await _tell(shop, _credit(1))
    await shop.wait(hours=6)

    assert await shop.works.list_dead() == ["send_notice"]
    assert shop.owners.told == []
