"""A broadcast to many people of the sandbox, with kills and a sale on the way; and what came of it."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic

import aiohttp
from sqlalchemy import func, insert, select

from auto_order.bootstrap.base import Base, open_base
from auto_order.broadcasts.models import Recipient, RecipientStatus
from auto_order.customers.models import Customer
from auto_order.settings import read_settings
from tests.rig.shelves import fill
from tests.rig.world import SELLER, TOKEN, World, text_of

_NEWS = "Promo akhir tahun!"
_BUYER = 7001
_FIRST_READER = 100_000
_AT_ONCE = 40
_LOOK_AGAIN_SECONDS = 0.2


@dataclass
class Outcome:
    """What a broadcast came to. ``sent_at`` says when messages arrived, by the clock of Telegram."""

    readers: int
    statuses: Counter[str]
    copies: dict[int, int]
    statuses_of: dict[int, str]
    sale_seconds: float
    sent_at: list[float] = field(default_factory=list)

    @property
    def most_in_a_second(self) -> int:
        """The most messages of the broadcast that arrived in any one second."""
        moments = sorted(self.sent_at)
        most = first = 0
        for number, moment in enumerate(moments):
            while moments[first] <= moment - 1.0:
                first += 1
            most = max(most, number - first + 1)
        return most

    def find_wrong(self) -> Sequence[str]:
        """List the people who have it twice, or are counted as what they are not."""
        may_have = {"reached": {1}, "unreachable": {0}, "unknown": {0, 1}}
        wrong = []
        for chat, status in self.statuses_of.items():
            may_be = {"unreachable" if _has_blocked(chat) else "reached", "unknown"}
            if status not in may_be or self.copies[chat] not in may_have[status]:
                wrong.append(f"{chat}: {status}, {self.copies[chat]} copies")
        return wrong


async def run_broadcast(world: World, *, readers: int, kills: int, busy: Mapping[str, object]) -> Outcome:
    """Write to so many people, one in twenty of whom has blocked the shop; kill it so often meanwhile.

    ``busy`` says how often Telegram answers 429.
    """
    await fill(world.shop.environment, "nf", units=1)
    async with open_base(read_settings(world.shop.environment, env_file=None)) as base:
        people = await _gather(world, base, readers)
        await world.open_shop()
        await _start(world, readers)
        await world.faults(telegram=[{"fault": "429", "methods": ["copyMessage"], **busy}])
        sending = _Sending(world, base)
        for number in range(kills):
            await sending.wait_for(readers * (number + 1) // (kills + 2))
            await world.shop.kill()
            await world.open_shop()
        await sending.wait_for(readers * (kills + 1) // (kills + 2))
        sale_seconds = await _sell(world)
        await sending.wait_until_done()
        return await _judge(world, base, people, sale_seconds, sending.sent_at)


async def _gather(world: World, base: Base, readers: int) -> Sequence[int]:
    """Have people who once said /start; nobody hears of that any more."""
    people = [_FIRST_READER + number for number in range(readers)]
    await _ask_bot(world, "getMe")

    async def come(person: int) -> None:
        await world.call("POST", "/users", {"id": person, "first_name": f"Wati {person}"})
        await world.call("POST", f"/chats/{person}/send", {"text": "/start"})
        if _has_blocked(person):
            await world.call("POST", f"/chats/{person}/block")

    await _each(people, come)
    await _ask_bot(world, "deleteWebhook?drop_pending_updates=true")
    rows = [
        {
            "telegram_id": person,
            "name": f"Wati {person}",
            "language": "id",
            "is_blocked": False,
            "met_at": datetime.now(UTC),
        }
        for person in people
    ]
    async with base.tx() as session:
        await session.execute(insert(Customer), rows)
    return people


def _has_blocked(person: int) -> bool:
    return person % 20 == 0


async def _start(world: World, readers: int) -> None:
    seller = await world.meet(SELLER, "Rina")
    await seller.say("⚙️ Admin Settings")
    await seller.tap("📣 Broadcast")
    await seller.tap("➕ Tulis Broadcast")
    await seller.read("Kirim pesan yang mau disebar")
    await seller.say(_NEWS)
    everybody = f"{readers + 1:,}".replace(",", ".")
    await seller.tap(f"👥 Semua ({everybody})")
    await seller.tap("📣 Kirim Sekarang")


async def _sell(world: World) -> float:
    """Sell something, and say how many seconds after the payment the goods were there."""
    buyer = await world.meet(_BUYER)
    await buyer.order("Netflix")
    txn_id = (await world.wait_for_payment())["txn_id"]
    begun = monotonic()
    await world.pay(txn_id)
    await buyer.read("ini pesananmu")
    return monotonic() - begun


class _Sending:
    """Follows a broadcast from outside: what the database says, and what Telegram was asked."""

    def __init__(self, world: World, base: Base) -> None:
        self._world = world
        self._base = base
        self._seq = 0
        self.sent_at: list[float] = []

    async def wait_for(self, number: int) -> None:
        """Wait until so many have it."""
        while await self._count(RecipientStatus.REACHED) < number:
            await self._look()

    async def wait_until_done(self) -> None:
        """Wait until it is over."""
        while await self._count(RecipientStatus.WAITING, RecipientStatus.SENDING):
            await self._look()
        seller = await self._world.meet(SELLER, "Rina")
        await seller.read("✅ selesai")
        await self._look()

    async def _count(self, *statuses: RecipientStatus) -> int:
        async with self._base.tx.reading() as session:
            found = select(func.count()).select_from(Recipient).where(Recipient.status.in_(statuses))
            return (await session.scalar(found)) or 0

    async def _look(self) -> None:
        found = await self._world.call("GET", f"/calls?after={self._seq}")
        self._seq = found["seq"]
        self.sent_at += [
            datetime.fromisoformat(call["at"]).timestamp()
            for call in found["calls"]
            if call["method"] == "copyMessage" and call["ok"] and call["parameters"]["chat_id"] != SELLER
        ]
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)


async def _judge(
    world: World, base: Base, people: Sequence[int], sale_seconds: float, sent_at: list[float]
) -> Outcome:
    async with base.tx.reading() as session:
        rows = await session.execute(select(Recipient.chat_id, Recipient.status))
        statuses_of = {chat: status.value for chat, status in rows if chat != SELLER}
    copies = dict.fromkeys(people, 0)

    async def read(person: int) -> None:
        state = await world.call("GET", f"/chats/{person}/messages?after=0")
        copies[person] = sum(text_of(message) == _NEWS for message in state["messages"])

    await _each(people, read)
    return Outcome(
        readers=len(people),
        statuses=Counter(statuses_of.values()),
        copies=copies,
        statuses_of=statuses_of,
        sale_seconds=sale_seconds,
        sent_at=sent_at,
    )


async def _each(people: Sequence[int], do: Callable[[int], Awaitable[None]]) -> None:
    """Do something for each, some at once."""
    for first in range(0, len(people), _AT_ONCE):
        await asyncio.gather(*(do(person) for person in people[first : first + _AT_ONCE]))


async def _ask_bot(world: World, method: str) -> None:
    async with aiohttp.ClientSession() as http, http.get(f"{world.base_url}/bot{TOKEN}/{method}") as answer:
        assert answer.status == 200, await answer.text()
