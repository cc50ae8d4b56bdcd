"""Buyers who go on buying whatever happens to the shop, and a payer who pays some of it, early or late."""

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.rig.world import Person, World

# How long somebody waits for the next screen before trying from the beginning.
_PATIENCE_SECONDS = 6.0
_IMPATIENCE = (TimeoutError, AssertionError, aiohttp.ClientError)


@dataclass
class Load:
    """Keeps a shop busy until told to stop. ``chance`` decides everything, and is seeded."""

    world: World[Any]
    buyers: list[Person]
    chance: random.Random
    paid: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    attempts: int = 0
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Buy and pay until :meth:`stop`."""
        self._stopping.clear()
        async with asyncio.TaskGroup() as group:
            for buyer in self.buyers:
                group.create_task(self._go_on_buying(buyer))
            group.create_task(self._go_on_paying())

    def stop(self) -> None:
        self._stopping.set()

    async def _go_on_buying(self, buyer: Person) -> None:
        while not self._stopping.is_set():
            with suppress(*_IMPATIENCE):
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    await self._buy(buyer)

    async def _buy(self, buyer: Person) -> None:
        """Go from the list to the QR, on screens of this attempt, and cancel or ask."""
        self.attempts += 1
        since = await buyer.look()
        await buyer.say("🛍 Semua Produk")
        last = "❌ Batalkan Pembelian" if self.chance.random() < 0.3 else "🔍 Cek Status"
        for label in (self.chance.choice(["1️⃣", "2️⃣", "3️⃣"]), "⚡ Beli Sekarang", "💠 QRIS", last):
            await buyer.tap(label, since=since)

    async def _go_on_paying(self) -> None:
        while not self._stopping.is_set():
            with suppress(*_IMPATIENCE):
                for payment in await self.world.payments():
                    await self._pay_perhaps(str(payment["txn_id"]), str(payment["status"]))
            await asyncio.sleep(0.05)

    async def _pay_perhaps(self, txn_id: str, status: str) -> None:
        """Pay most of what is open, some of what was cancelled, and let the rest lapse."""
        if txn_id in self.paid or txn_id in self.left or self.chance.random() < 0.5:
            return
        is_late = status == "canceled"
        if self.chance.random() < (0.9 if is_late else 0.2):
            self.left.add(txn_id)
            return
        wish: dict[str, object] = {"webhooks": self.chance.choice([0, 1, 1, 3])}
        if is_late:
            wish["force"] = True
        await self.world.pay(txn_id, **wish)
        self.paid.add(txn_id)
