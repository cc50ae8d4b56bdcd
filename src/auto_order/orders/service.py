"""The verbs about orders after they are placed: pay, fulfil, expire, cancel, credit; and looking them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from auto_order.carts import service as carts
from auto_order.catalog import service as catalog
from auto_order.db.session import Session
from auto_order.orders import repository
from auto_order.orders.models import Order, OrderLine, OrderStatus
from auto_order.orders.placing import CART, hold_lines
from auto_order.orders.rules import OrderMoved, OrderNotFound, advance
from auto_order.stock import service as stock
from auto_order.stock.rules import OutOfStock
from auto_order.vouchers import service as vouchers
from auto_order.vouchers.rules import VoucherNotUsable


@dataclass(frozen=True)
class OrderPage:
    """Some of a buyer's orders, the latest first."""

    orders: Sequence[Order]
    page: int
    pages: int


async def lock_order(session: Session, order_id: int) -> Order:
    """Get the order locked until the transaction ends."""
    return await repository.lock_order(session, order_id)


async def get_order(session: Session, *, order_id: int, customer_id: int) -> Order:
    """Get a buyer's own order, or raise OrderNotFound: the same answer for somebody else's."""
    order = await repository.find_order(session, order_id=order_id, customer_id=customer_id)
    if order is None:
        raise OrderNotFound
    return order


async def find_open_order(session: Session, *, customer_id: int, checkout: str) -> Order | None:
    """Find the buyer's unpaid order of this checkout; there is at most one."""
    return await repository.find_open(session, customer_id=customer_id, checkout=checkout)


async def find_order_of_tap(session: Session, *, customer_id: int, token: str) -> Order | None:
    """Find what the buyer bought by this very tap, if it was heard before."""
    return await repository.find_by_token(session, customer_id=customer_id, token=token)


async def list_lines(session: Session, order_id: int) -> Sequence[OrderLine]:
    return await repository.list_lines(session, order_id)


async def list_orders(session: Session, *, customer_id: int, page: int, per_page: int) -> OrderPage:
    """List a buyer's orders; a page that does not exist becomes the nearest one. Pages count from 1."""
    pages = max(1, -(-await repository.count_orders(session, customer_id) // per_page))
    page = min(max(page, 1), pages)
    found = await repository.list_page(session, customer_id, offset=(page - 1) * per_page, limit=per_page)
    return OrderPage(found, page, pages)


async def count_finished(session: Session) -> int:
    """Count the orders that were paid for, in all."""
    return await repository.count_finished(session)


async def pay(session: Session, order: Order, *, now: datetime) -> None:
    """Make the locked order PAID and its held units its own. Raises OrderMoved."""
    lines = await repository.list_lines(session, order.id)
    advance(order, OrderStatus.PAID)
    order.paid_at = now
    await vouchers.use(session, order_id=order.id, now=now)
    await stock.sell(session, order_id=order.id, quantity=sum(line.quantity for line in lines), now=now)
    if order.checkout == CART:
        bought = {line.product_id: line.quantity for line in lines}
        await carts.take_out(session, customer_id=order.customer_id, bought=bought, now=now)


async def can_still_be_had(session: Session, order: Order, *, now: datetime) -> bool:
    """Hold the units and the voucher of a closed order again, if it can be had as it was agreed.

    False, and nothing held, when a product is off the shelves, costs something else by now, or is short, or
    when the voucher counts no more.
    """
    lines = await repository.list_lines(session, order.id)
    products = await catalog.map_products(session, [line.product_id for line in lines])
    for line in lines:
        product = products[line.product_id]
        if product.is_archived or product.price_for(line.quantity) != line.price:
            return False
    try:
        await vouchers.hold_again(session, order_id=order.id, now=now)
        await hold_lines(session, order)
    except (VoucherNotUsable, OutOfStock):
        await vouchers.release(session, order_id=order.id, now=now)
        await stock.release(session, order_id=order.id)
        return False
    return True


async def revive(session: Session, order: Order) -> None:
    """Hold the units of a closed order again, whatever they cost by now, because a person wants it paid.

    Raises OutOfStock, and OrderMoved when the order is not closed without goods.
    """
    if order.status not in (OrderStatus.EXPIRED, OrderStatus.CANCELED):
        raise OrderMoved(was=order.status, wanted=OrderStatus.PAID)
    await hold_lines(session, order)


async def close(session: Session, order: Order, status: OrderStatus, *, now: datetime) -> None:
    """End the locked order as EXPIRED, CANCELED or CREDITED; what it held comes free. Raises OrderMoved."""
    advance(order, status)
    order.closed_at = now
    await vouchers.release(session, order_id=order.id, now=now)
    await stock.release(session, order_id=order.id)


def fulfil(order: Order, *, now: datetime) -> None:
    """Note that the buyer has the goods of the locked order. Safe to repeat, and of no effect on another."""
    if order.status is OrderStatus.PAID:
        advance(order, OrderStatus.FULFILLED)
        order.closed_at = now
