"""Placing an order: what it costs now, whether the buyer agreed to that, and the units set aside for it."""

from collections.abc import Sequence
from datetime import datetime

from auto_order.carts.rules import CartEmpty
from auto_order.carts.service import Wanted
from auto_order.catalog import service as catalog
from auto_order.db.session import Session
from auto_order.kit.ids import dated_code
from auto_order.orders import repository
from auto_order.orders.models import Order, OrderLine, OrderStatus
from auto_order.orders.rules import Quote, QuoteChanged, QuotedLine, TooManyHeldUnits, TooManyOpenOrders
from auto_order.stock import service as stock
from auto_order.stock.rules import OutOfStock
from auto_order.vouchers import service as vouchers
from auto_order.vouchers.rules import Line

CART = "cart"


def one_product(product_id: int) -> str:
    """Name the checkout of one product that is bought at once, beside the cart."""
    return f"product:{product_id}"


async def quote(session: Session, wanted: Sequence[Wanted]) -> Quote:
    """Say what the wanted units cost at this moment; what is not listed any more is left out."""
    return Quote(await _quote_lines(session, wanted))


async def quote_for(session: Session, wanted: Sequence[Wanted], *, customer_id: int, now: datetime) -> Quote:
    """Say what the wanted units cost this buyer, with the voucher that they chose."""
    lines = await _quote_lines(session, wanted)
    products = await catalog.map_products(session, [line.product_id for line in lines])
    meant = [Line(line.product_id, products[line.product_id].category_id, line.subtotal) for line in lines]
    voucher = await vouchers.apply_chosen(session, meant, customer_id=customer_id, now=now)
    return Quote(lines, voucher)


async def _quote_lines(session: Session, wanted: Sequence[Wanted]) -> Sequence[QuotedLine]:
    product_ids = [line.product_id for line in wanted]
    products = await catalog.map_products(session, product_ids)
    counts = await stock.count_stock(session, product_ids)
    return [
        QuotedLine(
            product.id,
            product.name,
            product.price_for(quantity),
            quantity,
            counts[product.id].free if product.id in counts else 0,
        )
        for product_id, quantity in wanted
        if (product := products.get(product_id)) is not None and not product.is_archived
    ]


async def place_order(
    session: Session,
    *,
    customer_id: int,
    checkout: str,
    agreed: Quote,
    service_fee: int,
    expires_at: datetime,
    now: datetime,
) -> Order:
    """Write the order down and hold its voucher and units, all or none.

    ``agreed`` was made in this transaction by :func:`quote_for`. The voucher is locked first, then the
    products in one fixed order. Raises OutOfStock, CartEmpty, VoucherNotUsable.
    """
    if not agreed.lines:
        raise CartEmpty
    order = Order(
        number=dated_code("INV", on=now),
        customer_id=customer_id,
        checkout=checkout,
        status=OrderStatus.AWAITING,
        subtotal=agreed.subtotal,
        discount=agreed.discount,
        service_fee=service_fee,
        total=agreed.total + service_fee,
        placed_at=now,
        expires_at=expires_at,
    )
    session.add(order)
    await session.flush()
    await _add_lines(session, order, agreed)
    if agreed.voucher is not None and agreed.discount:
        await vouchers.hold(session, agreed.voucher, customer_id=customer_id, order_id=order.id, now=now)
    await hold_lines(session, order)
    return order


async def check_agreement(
    session: Session, *, customer_id: int, wanted: Sequence[Wanted], digest: str, now: datetime
) -> Quote:
    """Quote anew and make sure that it is what the buyer agreed to, and can be had.

    Raises QuoteChanged, OutOfStock, CartEmpty.
    """
    now_costs = await quote_for(session, wanted, customer_id=customer_id, now=now)
    if not now_costs.lines:
        raise CartEmpty
    if now_costs.digest != digest:
        raise QuoteChanged(now_costs)
    for line in now_costs.lines:
        if line.free < line.quantity:
            raise OutOfStock(product_id=line.product_id, wanted=line.quantity, left=line.free)
    return now_costs


async def check_open_orders(session: Session, *, customer_id: int, most: int) -> None:
    """Make sure that the buyer may have one more unpaid order, or raise TooManyOpenOrders.

    The caller has the customer locked.
    """
    if await repository.count_open(session, customer_id) >= most:
        raise TooManyOpenOrders(most=most)


async def check_held_units(session: Session, agreed: Quote, *, customer_id: int, most: int) -> None:
    """Make sure that the buyer keeps no more units from others than one may, or raise TooManyHeldUnits.

    The caller has the customer locked.
    """
    wanted = sum(line.quantity for line in agreed.lines)
    if await repository.sum_held(session, customer_id) + wanted > most:
        raise TooManyHeldUnits(most=most)


async def find_last_paid(session: Session, *, customer_id: int) -> int:
    """Give the id of the latest order that the buyer paid for, 0 where there is none."""
    return await repository.find_last_paid(session, customer_id)


async def hold_lines(session: Session, order: Order) -> None:
    """Hold the units of every line, products in the order of their ids. Raises OutOfStock."""
    lines = await repository.list_lines(session, order.id)
    for line in sorted(lines, key=lambda line: line.product_id):
        await stock.reserve(
            session,
            product_id=line.product_id,
            order_id=order.id,
            order_line_id=line.id,
            quantity=line.quantity,
        )


async def _add_lines(session: Session, order: Order, agreed: Quote) -> None:
    products = await catalog.map_products(session, [line.product_id for line in agreed.lines])
    for line in agreed.lines:
        product = products[line.product_id]
        session.add(
            OrderLine(
                order_id=order.id,
                product_id=product.id,
                product_name=product.name,
                terms=product.terms,
                warranty_days=product.warranty_days,
                price=line.price,
                quantity=line.quantity,
            )
        )
    await session.flush()
