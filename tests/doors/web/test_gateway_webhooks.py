"""A gateway's webhook at the door: kept before it is answered, and without the secret not even looked at."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import aiohttp
import pytest
from sqlalchemy import event, func, select

from auto_order.orders.models import OrderStatus
from auto_order.payments.models import GatewayEvent
from auto_order.web.throttle import Throttle
from tests.fakes.gateway import SECRET
from tests.rig.clock import Clock
from tests.rig.serving import Caller
from tests.rig.shop import Shop

_PATH = "/webhooks/fake"


async def _count_events(shop: Shop) -> int:
    async with shop.tx.reading() as session:
        return (await session.scalar(select(func.count()).select_from(GatewayEvent))) or 0


async def _open_order(shop: Shop) -> tuple[Mapping[str, str], bytes]:
    """Have an order open; give the webhook that reports its transaction."""
    await shop.order(await shop.meet(), await shop.offer())
    return shop.gateway.write_webhook(shop.gateway.latest.txn_id)


async def test_a_webhook_becomes_goods(shop: Shop, caller: Caller) -> None:
    order = await shop.order(await shop.meet(), await shop.offer())
    shop.gateway.pay(shop.gateway.latest.txn_id)
    headers, body = shop.gateway.write_webhook(shop.gateway.latest.txn_id)

    assert await caller.post(_PATH, body, headers=headers) == 200
    await shop.work()

    assert await shop.status(order) is OrderStatus.FULFILLED
    assert not await shop.find_broken()


async def test_a_repeat_is_answered_as_the_first_one_and_kept_once(shop: Shop, caller: Caller) -> None:
    headers, body = await _open_order(shop)

    assert [await caller.post(_PATH, body, headers=headers) for _ in range(3)] == [200, 200, 200]

    assert await _count_events(shop) == 1


async def test_repeats_at_the_same_instant_are_kept_once(shop: Shop, caller: Caller) -> None:
    headers, body = await _open_order(shop)

    answers = await asyncio.gather(*(caller.post(_PATH, body, headers=headers) for _ in range(8)))

    assert answers == [200] * 8
    assert await _count_events(shop) == 1


async def test_an_order_that_is_not_ours_is_fine(shop: Shop, caller: Caller) -> None:
    headers, body = shop.gateway.write_webhook("txn-of-another-shop")

    assert await caller.post(_PATH, body, headers=headers) == 200
    assert await _count_events(shop) == 0


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + " x"])
async def test_without_the_secret_nothing_is_looked_up_and_nothing_is_left(
    shop: Shop, caller: Caller, secret: str | None
) -> None:
    _, body = await _open_order(shop)
    asked: list[object] = []
    for engine in (shop.database.reader.sync_engine, shop.database.writer.sync_engine):
        event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call))

    for said in (body, b"", b"nonsense"):
        headers = {} if secret is None else {"X-Fake-Secret": secret}
        assert await caller.post(_PATH, said, headers=headers) == 401

    assert asked == []


async def test_a_secret_that_is_no_text_is_a_wrong_one(caller: Caller) -> None:
    assert await caller.post_raw(_PATH, b"X-Fake-Secret", b"\xff\xfe") == 401


async def test_who_forges_often_is_slowed_down_and_the_gateway_never(
    shop: Shop, caller: Caller, clock: Clock
) -> None:
    headers, body = await _open_order(shop)

    forged = [await caller.post(_PATH, body, headers={"X-Fake-Secret": "guess"}) for _ in range(32)]
    assert forged == [401] * 30 + [429] * 2
    assert await caller.post(_PATH, body, headers=headers) == 200
    clock.move(minutes=1)

    assert await caller.post(_PATH, body, headers={"X-Fake-Secret": "guess"}) == 401


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"txn_id=1", b"{}", b'{"txn_id": null}']
)
async def test_what_cannot_be_read_is_refused_and_leaves_nothing(
    shop: Shop, caller: Caller, body: bytes
) -> None:
    headers, _ = await _open_order(shop)

    assert await caller.post(_PATH, body, headers=headers) == 400
    assert await _count_events(shop) == 0


async def test_a_huge_body_is_refused(shop: Shop, caller: Caller) -> None:
    headers, _ = await _open_order(shop)

    assert await caller.post(_PATH, b"x" * 300_000, headers=headers) == 413
    assert await _count_events(shop) == 0


@pytest.mark.parametrize("content_type", [None, "text/html", "application/json; charset=nonsense", ";;;"])
async def test_what_a_webhook_says_of_its_kind_does_not_matter(
    shop: Shop, caller: Caller, content_type: str | None
) -> None:
    headers, body = await _open_order(shop)
    said = {} if content_type is None else {"Content-Type": content_type}

    assert await caller.post(_PATH, body, headers={**headers, **said}) == 200
    assert await _count_events(shop) == 1


@pytest.mark.parametrize("path", ["/webhooks/nobody", "/webhooks/", "/webhooks/fake/more", "/"])
async def test_there_is_no_other_gateway(shop: Shop, caller: Caller, path: str) -> None:
    headers, body = await _open_order(shop)

    assert await caller.post(path, body, headers=headers) == 404


async def test_a_webhook_is_posted(caller: Caller) -> None:
    assert (await caller.get(_PATH))[0] == 405


async def test_a_webhook_that_is_cut_short_leaves_nothing(shop: Shop, caller: Caller) -> None:
    headers, body = await _open_order(shop)

    async def cut_short() -> AsyncIterator[bytes]:
        yield body[:10]
        raise ConnectionResetError

    with pytest.raises((aiohttp.ClientError, ConnectionResetError)):
        await caller.http.post(caller.url + _PATH, data=cut_short(), headers=headers)

    assert await _count_events(shop) == 0


async def test_it_is_not_answered_well_unless_it_is_in_the_database(shop: Shop, caller: Caller) -> None:
    """The commit fails: the gateway has to send it again."""
    headers, body = await _open_order(shop)

    def fail(*_: object) -> None:
        raise ConnectionError("no disk")

    event.listen(shop.database.writer.sync_engine, "commit", fail)
    assert await caller.post(_PATH, body, headers=headers) == 500
    event.remove(shop.database.writer.sync_engine, "commit", fail)

    assert await _count_events(shop) == 0
    assert await caller.post(_PATH, body, headers=headers) == 200
    assert await _count_events(shop) == 1


def test_many_senders_take_little_memory(clock: Clock) -> None:
    throttle = Throttle(clock, most_a_minute=1)

    for number in range(10_050):
        assert throttle.allows(str(number))

    assert not throttle.allows("10049")
    assert throttle.allows("0"), "forgotten together with the others"
