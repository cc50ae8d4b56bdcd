"""A broadcast reaches each of its audience once, or counts them as not reached, whatever happens."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from auto_order.audit import service as audit
from auto_order.audit.actor import staff
from auto_order.broadcasts import service as broadcasts
from auto_order.broadcasts.models import Audience, BroadcastStatus
from auto_order.broadcasts.port import Letter, LetterGoneError, NotSentError
from auto_order.broadcasts.rules import BroadcastMoved
from auto_order.customers import blocking
from auto_order.customers.service import CustomerCard
from auto_order.kit.errors import TransientError
from auto_order.notifications.notices import BroadcastProgress, BroadcastReport
from tests.factories import make_customer
from tests.rig.shop import SELLER, Fate, Shop

RINA = staff(SELLER)
_LETTER = Letter(SELLER, 77)
_MANY = 12


@pytest.fixture
async def people(shop: Shop) -> Sequence[CustomerCard]:
    async with shop.tx() as session:
        return [await make_customer(session, name=f"Wati {number}") for number in range(_MANY)]


async def write(shop: Shop) -> int:
    async with shop.tx() as session:
        return (await broadcasts.draft(session, _LETTER, language="id", by=RINA, now=shop.clock())).id


async def start(shop: Shop, audience: Audience = Audience.ALL) -> int:
    """Write a broadcast and have it promised; nothing is sent before work is done."""
    number = await write(shop)
    async with shop.tx() as session:
        await broadcasts.start(session, number, audience, by=RINA, now=shop.clock())
    return number


async def look(shop: Shop, number: int) -> BroadcastProgress:
    async with shop.tx.reading() as session:
        return await broadcasts.describe(session, await broadcasts.get_broadcast(session, number))


async def pause(shop: Shop, number: int) -> None:
    async with shop.tx() as session:
        await broadcasts.pause(session, number, by=RINA, now=shop.clock())


async def resume(shop: Shop, number: int) -> None:
    async with shop.tx() as session:
        await broadcasts.resume(session, number, by=RINA, now=shop.clock())


@pytest.mark.parametrize("fate", [Fate.CALM, Fate.TWICE])
async def test_everybody_gets_it_once_and_the_author_gets_a_report(
    shop: Shop, people: Sequence[CustomerCard], fate: Fate
) -> None:
    shop.meet_fate(fate)
    shop.mailer.unreachable = {people[2].telegram_id, people[7].telegram_id}

    number = await start(shop)
    await shop.work()

    assert sorted(shop.mailer.sent) == [
        person.telegram_id for person in people if person.telegram_id not in shop.mailer.unreachable
    ]
    shown = await look(shop, number)
    assert (shown.state, shown.total, shown.waiting) == (BroadcastStatus.DONE, _MANY, 0)
    assert (shown.reached, shown.unreachable, shown.unknown) == (_MANY - 2, 2, 0)
    assert shop.notifier.heard(SELLER, BroadcastReport)[-1] == BroadcastReport(**vars(shown))


async def test_a_process_that_dies_while_sending_never_sends_twice(
    shop: Shop, people: Sequence[CustomerCard]
) -> None:
    shop.meet_fate(Fate.CRASH)

    number = await start(shop)
    await shop.work()

    assert len(set(shop.mailer.sent)) == len(shop.mailer.sent)
    shown = await look(shop, number)
    assert shown.state == BroadcastStatus.DONE
    assert shown.reached + shown.unknown == len(people)
    assert shown.unknown <= 4


async def test_a_busy_telegram_is_left_alone_and_then_everybody_gets_it(
    shop: Shop, people: Sequence[CustomerCard]
) -> None:
    shop.mailer.troubles.append(NotSentError("busy", retry_after=40.0))

    number = await start(shop)
    await shop.work()
    before = len(shop.mailer.sent)
    await shop.wait(seconds=39)
    still = len(shop.mailer.sent)
    await shop.wait(seconds=2)

    assert before == still < len(people)
    assert sorted(shop.mailer.sent) == [person.telegram_id for person in people]
    assert (await look(shop, number)).unknown == 0


async def test_an_answer_that_nobody_heard_is_counted_and_not_repeated(
    shop: Shop, people: Sequence[CustomerCard]
) -> None:
    shop.mailer.late_troubles.append(TransientError("no answer in time"))

    number = await start(shop)
    await shop.wait(minutes=1)

    shown = await look(shop, number)
    assert (shown.reached, shown.unknown) == (len(people) - 1, 1)
    assert len(shop.mailer.sent) == len(people)


async def test_while_telegram_is_silent_each_try_costs_one_recipient_at_most(
    shop: Shop, people: Sequence[CustomerCard]
) -> None:
    number = await start(shop)
    shop.mailer.late_troubles.extend(TransientError("no answer in time") for _ in range(5))

    await shop.wait(minutes=30)

    assert len(shop.mailer.sent) == len(people)
    assert (await look(shop, number)).unknown == 5


async def test_a_broadcast_that_is_held_goes_on_where_it_was(
    shop: Shop, people: Sequence[CustomerCard]
) -> None:
    number = await start(shop)

    is_held = asyncio.Event()

    async def hold() -> None:
        await pause(shop, number)
        is_held.set()

    async def wait() -> None:
        await is_held.wait()

    shop.mailer.meanwhile.extend([hold, *[wait] * (_MANY - 1)])
    await shop.work()
    held = len(shop.mailer.sent)
    shown = await look(shop, number)
    assert (shown.state, held) == (BroadcastStatus.PAUSED, shown.reached)
    assert 0 < held < len(people)
    await resume(shop, number)
    await shop.work()

    assert sorted(shop.mailer.sent) == [person.telegram_id for person in people]


async def test_whoever_waits_for_a_canceled_broadcast_gets_nothing(
    shop: Shop, people: Sequence[CustomerCard]
) -> None:
    number = await start(shop)
    async with shop.tx() as session:
        await broadcasts.cancel(session, number, by=RINA, now=shop.clock())

    await shop.work()

    assert people
    assert not shop.mailer.sent
    assert shop.notifier.heard(SELLER, BroadcastReport)


@pytest.mark.usefixtures("people")
async def test_without_its_message_a_broadcast_is_held_and_says_why(shop: Shop) -> None:
    number = await start(shop)
    shop.mailer.troubles.append(LetterGoneError())

    await shop.work()

    shown = await look(shop, number)
    assert (shown.state, shown.problem, shown.waiting) == (BroadcastStatus.PAUSED, "letter_gone", _MANY)
    assert shop.notifier.heard(SELLER, BroadcastProgress)[-1] == shown


@pytest.mark.usefixtures("people")
async def test_sending_that_fails_again_and_again_is_held_for_a_person(shop: Shop) -> None:
    number = await start(shop)
    shop.mailer.troubles.extend(RuntimeError() for _ in range(100))

    await shop.wait(hours=2)

    shown = await look(shop, number)
    assert (shown.state, shown.problem) == (BroadcastStatus.PAUSED, "failed")


async def test_each_audience_has_whom_it_names_and_nobody_who_is_blocked(shop: Shop) -> None:
    old, new, blocked = [await shop.meet(name) for name in ("Lama", "Baru", "Diblokir")]
    product = await shop.offer(units=2)
    await shop.pay(await shop.order(old, product))
    async with shop.tx() as session:
        await blocking.set_blocked(session, blocked.id, is_blocked=True, by=RINA, now=shop.clock())

    async def count() -> dict[Audience, int]:
        async with shop.tx.reading() as session:
            return dict(await broadcasts.count_audiences(session, now=shop.clock()))

    assert await count() == {Audience.ALL: 2, Audience.BUYERS: 1, Audience.INACTIVE: 0}
    shop.clock.move(days=31)
    await shop.place(old, product)
    assert await count() == {Audience.ALL: 2, Audience.BUYERS: 1, Audience.INACTIVE: 1}
    await start(shop, Audience.INACTIVE)
    await shop.work()

    assert shop.mailer.sent == [new.telegram_id]


async def test_a_broadcast_starts_once_and_ends_once_and_leaves_a_trace(shop: Shop) -> None:
    number = await start(shop)

    with pytest.raises(BroadcastMoved):
        async with shop.tx() as session:
            await broadcasts.start(session, number, Audience.ALL, by=RINA, now=shop.clock())
    with pytest.raises(BroadcastMoved):
        await resume(shop, number)
    await shop.work()
    with pytest.raises(BroadcastMoved):
        await pause(shop, number)
    with pytest.raises(BroadcastMoved):
        await look(shop, number + 1)

    async with shop.tx.reading() as session:
        entries = await audit.list_entries(session, subject=f"broadcast:{number}")
    assert [entry.action for entry in entries] == ["broadcast.running"]


async def test_those_who_come_while_it_goes_out_are_not_added(
    shop: Shop, people: Sequence[CustomerCard]
) -> None:
    number = await start(shop)
    await shop.work()
    async with shop.tx() as session:
        await make_customer(session, now=shop.clock() + timedelta(seconds=1))
    await shop.work()

    assert (await look(shop, number)).total == len(people)
