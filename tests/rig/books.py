"""Looks through the database of a shop that runs elsewhere, or is dead just now."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import URL, func, select

from auto_order.db.engine import open_database
from auto_order.db.session import Transactions
from auto_order.jobs.models import JobRow, JobStatus
from auto_order.orders.models import Order, OrderStatus
from auto_order.payments.models import Payment, PaymentStatus
from auto_order.payments.rules import OPEN
from tests.rig.inspecting import find_differences

_PATIENCE_SECONDS = 300.0


@dataclass(frozen=True)
class Books:
    """A shop's database from outside. ``clock`` is what the shop believes."""

    tx: Transactions
    clock: Callable[[], datetime]

    async def inspect(self) -> Sequence[str]:
        """Say what ``auto-order audit`` finds."""
        async with self.tx.reading() as session:
            return await find_differences(session, now=self.clock())

    async def wait_for_quiet(self) -> None:
        """Wait until no job is due and none is in hand."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while waiting := await self._list_due():
            assert time.monotonic() < deadline, f"never quiet: {Counter(waiting)}"
            await asyncio.sleep(0.1)

    async def list_settled(self) -> Sequence[Payment]:
        """List the payments that brought money."""
        async with self.tx.reading() as session:
            wanted = select(Payment).where(Payment.status.in_([PaymentStatus.SETTLED, PaymentStatus.REVIEW]))
            return (await session.scalars(wanted)).all()

    async def count_open(self) -> int:
        """Count the payments that still wait for money."""
        async with self.tx.reading() as session:
            wanted = select(func.count()).select_from(Payment).where(Payment.status.in_(OPEN))
            return (await session.scalar(wanted)) or 0

    async def count_orders(self, *statuses: OrderStatus) -> int:
        """Count the orders of these statuses, without any all of them."""
        wanted = select(func.count()).select_from(Order)
        if statuses:
            wanted = wanted.where(Order.status.in_(statuses))
        async with self.tx.reading() as session:
            return (await session.scalar(wanted)) or 0

    async def _list_due(self) -> Sequence[str]:
        async with self.tx.reading() as session:
            rows = await session.execute(
                select(JobRow.name, JobRow.last_error).where(
                    JobRow.status != JobStatus.DEAD,
                    (JobRow.status == JobStatus.RUNNING) | (JobRow.run_at <= self.clock()),
                )
            )
        return [f"{name} ({error})" for name, error in rows]


@asynccontextmanager
async def open_books(url: URL, clock: Callable[[], datetime]) -> AsyncIterator[Books]:
    """Open a shop's database beside it."""
    database = open_database(url, pool_size=2)
    try:
        yield Books(Transactions(database), clock)
    finally:
        await database.close()
