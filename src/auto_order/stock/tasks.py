"""Keep the promise to look how much of a product is left."""

from dataclasses import dataclass

from auto_order.catalog import service as catalog
from auto_order.db.insert_once import insert_once
from auto_order.db.session import Transactions
from auto_order.jobs.registry import Run
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import LowStock
from auto_order.preferences import service as preferences
from auto_order.preferences.models import Preferences
from auto_order.stock import repository, service
from auto_order.stock.jobs import CheckStock
from auto_order.stock.models import StockAlert
from auto_order.stock.wishes import service as wishes


@dataclass(frozen=True)
class StockTasks:
    """What the task works with."""

    tx: Transactions
    defaults: Preferences

    async def check_stock(self, job: CheckStock, run: Run) -> None:
        """Tell the staff once that little is left, and once more after there was more; and those who wait."""
        async with run.finishing() as session:
            counts = await service.count_stock(session, [job.product_id])
            left = counts[job.product_id].free if job.product_id in counts else 0
            if left:
                await wishes.announce(session, job.product_id, now=run.now())
            wanted = await preferences.read(session, self.defaults)
            if left > wanted.low_stock_at:
                await repository.remove_alert(session, job.product_id)
                return
            product = (await catalog.map_products(session, [job.product_id])).get(job.product_id)
            if product is None or product.is_archived:
                return
            told = {"product_id": product.id, "told_at": run.now()}
            if await insert_once(session, StockAlert, told):
                notice = LowStock(product_id=product.id, product=product.name, left=left)
                await notifications.tell_staff(session, notice=notice, now=run.now())
