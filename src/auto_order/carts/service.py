"""The verbs about carts: put in, change, take out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from auto_order.carts import repository
from auto_order.carts.rules import MOST_LINES, CartFull
from auto_order.db.session import Session


class Wanted(NamedTuple):
    """So many units of one product, wanted by a buyer."""

    product_id: int
    quantity: int


async def set_quantity(
    session: Session, *, customer_id: int, product_id: int, quantity: int, now: datetime
) -> None:
    """Have ``quantity`` units of the product in the cart; 0 takes it out. Safe to repeat. Raises CartFull."""
    if quantity <= 0:
        await repository.remove(session, customer_id=customer_id, product_ids=[product_id])
        return
    lines = await repository.list_lines(session, customer_id)
    if len(lines) >= MOST_LINES and product_id not in dict(lines):
        raise CartFull(most=MOST_LINES)
    await repository.put(session, customer_id=customer_id, product_id=product_id, quantity=quantity, now=now)


async def empty_cart(session: Session, *, customer_id: int) -> None:
    await repository.remove(session, customer_id=customer_id)


async def list_cart(session: Session, *, customer_id: int) -> Sequence[Wanted]:
    """List what is in the cart, in the order it was put in."""
    return [Wanted(*line) for line in await repository.list_lines(session, customer_id)]


async def take_out(session: Session, *, customer_id: int, bought: Mapping[int, int], now: datetime) -> None:
    """Take what was bought out of the cart; what was added meanwhile stays."""
    for product_id, quantity in await repository.list_lines(session, customer_id):
        if product_id in bought:
            left = quantity - bought[product_id]
            await set_quantity(
                session, customer_id=customer_id, product_id=product_id, quantity=left, now=now
            )


async def forget_product(session: Session, product_id: int) -> None:
    """Take a product out of every cart."""
    await repository.remove_product(session, product_id)
