"""Keep the promise that those who wait for a product hear that it is there."""

from dataclasses import dataclass

from auto_order.catalog import service as catalog
from auto_order.customers import service as customers
from auto_order.db.session import Session, Transactions
from auto_order.jobs.queue import enqueue
from auto_order.jobs.registry import Run
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import BackInStock
from auto_order.stock import service as stock
from auto_order.stock.jobs import TellWaiting
from auto_order.stock.wishes import repository

_AT_ONCE = 100


@dataclass(frozen=True)
class WishTasks:
    """What the task works with."""

    tx: Transactions

    async def tell_waiting(self, job: TellWaiting, run: Run) -> None:
        """Tell some of those who wait, each in the transaction that forgets the wish; then the next ones."""
        async with run.finishing() as session:
            notice = await self._describe(session, job.product_id)
            if notice is None:
                return
            waiting = await repository.take(session, job.product_id, limit=_AT_ONCE)
            for customer_id in waiting:
                buyer = await customers.get_customer(session, customer_id)
                await notifications.tell(
                    session,
                    chat_id=buyer.telegram_id,
                    language=buyer.language,
                    notice=notice,
                    now=run.now(),
                )
            if len(waiting) == _AT_ONCE:
                await enqueue(session, job, now=run.now())

    async def _describe(self, session: Session, product_id: int) -> BackInStock | None:
        """Say what is there; None when it is gone again, and whoever waits goes on waiting."""
        counts = await stock.count_stock(session, [product_id])
        product = (await catalog.map_products(session, [product_id])).get(product_id)
        if product is None or product.is_archived or product_id not in counts or not counts[product_id].free:
            return None
        return BackInStock(product_id=product_id, product=product.name, price=product.price)
