"""The verbs about wishes: wait for a product, and have those who wait told."""

from datetime import datetime

from auto_order.catalog import service as catalog
from auto_order.customers import service as customers
from auto_order.db.insert_once import insert_once
from auto_order.db.session import Session
from auto_order.jobs.queue import enqueue
from auto_order.notifications import service as notifications
from auto_order.notifications.notices import BackInStock
from auto_order.stock import service as stock
from auto_order.stock.jobs import CheckStock, TellWaiting
from auto_order.stock.models import StockWish
from auto_order.stock.wishes import repository


async def wait_for(session: Session, *, customer_id: int, product_id: int, now: datetime) -> None:
    """Have the customer told once when there is stock again. Safe to repeat.

    The stock is looked at after this is committed: units that come in at the same instant are not missed.
    """
    wish = {"product_id": product_id, "customer_id": customer_id, "wished_at": now}
    await insert_once(session, StockWish, wish)
    await enqueue(session, CheckStock(product_id=product_id), now=now)


async def announce(session: Session, product_id: int, *, now: datetime) -> None:
    """Promise those who wait, if anybody does, that they hear of it."""
    if await repository.has_any(session, product_id):
        await enqueue(session, TellWaiting(product_id=product_id), now=now)


async def grant(session: Session, product_id: int, *, most: int, now: datetime) -> int:
    """Tell those who have waited longest, and forget their wishes; say how many they were.

    While the product is gone again, nobody is told and whoever waits goes on waiting.
    """
    counts = await stock.count_stock(session, [product_id])
    product = (await catalog.map_products(session, [product_id])).get(product_id)
    if product is None or product.is_archived or product_id not in counts or not counts[product_id].free:
        return 0
    notice = BackInStock(product_id=product_id, product=product.name, price=product.price)
    waiting = await repository.take(session, product_id, limit=most)
    for customer_id in waiting:
        buyer = await customers.get_customer(session, customer_id)
        await notifications.tell(
            session, chat_id=buyer.telegram_id, language=buyer.language, notice=notice, now=now
        )
    return len(waiting)


async def forget_product(session: Session, product_id: int) -> None:
    """Forget who waits for a product that will never be there again."""
    await repository.remove_product(session, product_id)
