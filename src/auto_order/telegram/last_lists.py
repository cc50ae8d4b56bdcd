"""Which list each customer saw last, for the number keys: kept in the database, written in batches.

Looking at a list must not cost a commit. What is lost by a crash within the second is the list of the number
keys, which then open the first page of all products.
"""

import asyncio

import structlog

from auto_order.customers import service as customers
from auto_order.db.session import Transactions

log = structlog.get_logger()

_WRITE_EVERY_SECONDS = 1.0


class LastLists:
    """Remembers places, as text, by customer."""

    def __init__(self, tx: Transactions) -> None:
        self._tx = tx
        self._unwritten: dict[int, str] = {}

    def remember(self, customer_id: int, place: str) -> None:
        """Keep the place; it is in the database a second later."""
        self._unwritten[customer_id] = place

    async def find(self, customer_id: int) -> str | None:
        """Give the last place of a customer, None if there is none."""
        if customer_id in self._unwritten:
            return self._unwritten[customer_id]
        async with self._tx.reading() as session:
            return await customers.find_last_list(session, customer_id)

    async def run(self) -> None:
        """Write down what is new, until cancelled, and then once more."""
        try:
            while True:
                await asyncio.sleep(_WRITE_EVERY_SECONDS)
                await self._write()
        finally:
            await asyncio.shield(self._write())

    async def _write(self) -> None:
        if not self._unwritten:
            return
        batch, self._unwritten = self._unwritten, {}
        try:
            async with self._tx() as session:
                await customers.remember_lists(session, batch)
        except Exception:
            log.exception("telegram.last_lists_not_written")
            self._unwritten = batch | self._unwritten
