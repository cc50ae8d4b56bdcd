"""Keep the promise that those who wait for a product hear that it is there."""

from dataclasses import dataclass

from auto_order.db.session import Transactions
from auto_order.jobs.queue import enqueue
from auto_order.jobs.registry import Run
from auto_order.stock.jobs import TellWaiting
from auto_order.stock.wishes import service

_AT_ONCE = 100


@dataclass(frozen=True)
class WishTasks:
    """What the task works with."""

    tx: Transactions

    async def tell_waiting(self, job: TellWaiting, run: Run) -> None:
        """Tell some of those who wait, in the transaction that forgets their wishes; then the next ones."""
        async with run.finishing() as session:
            told = await service.grant(session, job.product_id, most=_AT_ONCE, now=run.now())
            if told == _AT_ONCE:
                await enqueue(session, job, now=run.now())
