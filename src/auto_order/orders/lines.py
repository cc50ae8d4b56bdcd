"""Looking up one line of an order, with the order that it stands in."""

from typing import NamedTuple

from auto_order.db.session import Session
from auto_order.orders import repository
from auto_order.orders.models import Order, OrderLine
from auto_order.orders.rules import WITH_GOODS, OrderNotFound


class Bought(NamedTuple):
    """A line and its order."""

    order: Order
    line: OrderLine


async def get_line(session: Session, line_id: int) -> Bought:
    """Get a line and its order, or raise OrderNotFound."""
    found = await repository.find_line(session, line_id)
    if found is None:
        raise OrderNotFound
    return Bought(*found)


async def get_bought(session: Session, line_id: int, *, customer_id: int) -> Bought:
    """Get a buyer's own line whose goods they have, or raise OrderNotFound: the same for somebody else's."""
    bought = await get_line(session, line_id)
    if bought.order.customer_id != customer_id or bought.order.status not in WITH_GOODS:
        raise OrderNotFound
    return bought
