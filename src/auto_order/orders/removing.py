"""Removing a product for good: possible as long as nobody has ever ordered it."""

from datetime import datetime

from auto_order.audit.actor import Actor
from auto_order.carts import service as carts
from auto_order.catalog import editing
from auto_order.db.session import Session
from auto_order.orders import repository
from auto_order.orders.rules import EverOrdered
from auto_order.stock import keeping
from auto_order.vouchers import managing as vouchers


async def is_removable(session: Session, product_id: int) -> bool:
    """Say whether the product was never ordered, and no voucher is for it."""
    return not (
        await repository.has_lines(session, product_id)
        or await vouchers.is_meant(session, product_id=product_id)
    )


async def remove_product(session: Session, product_id: int, *, by: Actor, now: datetime) -> None:
    """Remove a product with its unsold units. Raises EverOrdered, MeantByVoucher and ProductUnknown."""
    product = await editing.get_product(session, product_id)
    if await repository.has_lines(session, product_id):
        raise EverOrdered
    await vouchers.check_unmeant(session, product_id=product_id)
    await carts.forget_product(session, product_id)
    await keeping.forget_product(session, product_id)
    await editing.remove_product(session, product, by=by, now=now)
