"""A shop that has more to say than Telegram bears says what matters first."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from auto_order.bootstrap.base import open_base
from auto_order.jobs.models import JobRow
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import StaffProblem
from auto_order.settings import read_settings
from tests.rig.shelves import fill
from tests.rig.world import World

_NOTICES = 500


async def test_paid_goods_overtake_five_hundred_notices_that_are_queued(world: World) -> None:
    world.shop.environment["TELEGRAM_MESSAGES_PER_SECOND"] = "30"
    contents = await fill(world.shop.environment, "nf", units=1)
    buyer = await world.meet(7001)
    listeners = [await world.meet(8000 + number) for number in range(25)]
    await _queue_notices(world, [listener.id for listener in listeners])
    await world.open_shop()

    await buyer.order("Netflix")
    await world.pay((await world.wait_for_payment())["txn_id"])
    goods = await buyer.read("ini pesananmu")
    waiting = await _count_jobs(world)

    assert contents[0] in goods
    assert waiting > _NOTICES // 4


async def _queue_notices(world: World, chats: list[int]) -> None:
    notice = StaffProblem(problem="error", facts={"shop": "Toko", "code": "C0DE", "kind": "Busy"})
    settings = read_settings(world.shop.environment, env_file=None)
    async with open_base(settings) as base, base.tx() as session:
        for number in range(_NOTICES):
            await notifications.tell(
                session,
                chat_id=chats[number % len(chats)],
                language="id",
                notice=notice,
                now=datetime.now(UTC),
            )


async def _count_jobs(world: World) -> int:
    settings = read_settings(world.shop.environment, env_file=None)
    async with open_base(settings) as base, base.tx.reading() as session:
        return (await session.scalar(select(func.count()).select_from(JobRow))) or 0
