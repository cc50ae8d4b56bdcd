"""The verbs about wishes: wait for a product, and have those who wait told."""

from datetime import datetime

from auto_order.db.insert_once import insert_once
from auto_order.db.session import Session
from auto_order.jobs.queue import enqueue
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


async def forget_product(session: Session, product_id: int) -> None:
    """Forget who waits for a product that will never be there again."""
    await repository.remove_product(session, product_id)
