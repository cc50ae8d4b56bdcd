"""Paying from the wallet: checked, debited, allocated, PAID and promised, all in one transaction."""

from datetime import datetime
from typing import NamedTuple

from auto_order.carts import service as carts
from auto_order.carts.service import Wanted
from auto_order.customers import service as customers
from auto_order.db.session import Session
from auto_order.delivery import service as delivery
from auto_order.ledger import service as ledger
from auto_order.ledger.models import PostingKind
from auto_order.ledger.rules import REVENUE, Transfer, wallet_account
from auto_order.orders import placing
from auto_order.orders import service as orders
from auto_order.orders.models import Order
from auto_order.payments import telling


class Bought(NamedTuple):
    """What a buyer got for the tap. ``is_new`` is False when it was bought before: nothing was done twice."""

    order: Order
    is_new: bool


async def pay_by_wallet(
    session: Session,
    *,
    customer_id: int,
    wanted: Wanted | None,
    digest: str,
    token: str,
    now: datetime,
) -> Bought:
    """Buy one product, or the cart, as the buyer agreed to, with the money in the wallet.

    ``token`` names the tap: heard again, it finds the order that it bought. An unpaid order of this checkout
    is returned as it is. Locks the customer, then the units, then the wallet. Raises QuoteChanged,
    OutOfStock, CartEmpty and NotEnoughBalance, and then nothing is left behind.
    """
    checkout = placing.CART if wanted is None else placing.one_product(wanted.product_id)
    await customers.lock_customer(session, customer_id)
    known = await _find_known(session, customer_id=customer_id, checkout=checkout, token=token)
    if known is not None:
        return Bought(known, is_new=False)

    # Read under the lock: a cart that was just bought is empty.
    lines = await carts.list_cart(session, customer_id=customer_id) if wanted is None else [wanted]
    agreed = await placing.check_agreement(
        session, customer_id=customer_id, wanted=lines, digest=digest, now=now
    )
    order = await placing.place_order(
        session,
        customer_id=customer_id,
        checkout=checkout,
        agreed=agreed,
        service_fee=0,
        expires_at=now,
        now=now,
    )
    order.token = token
    await _settle(session, order, now=now)
    return Bought(order, is_new=True)


async def _find_known(session: Session, *, customer_id: int, checkout: str, token: str) -> Order | None:
    bought = await orders.find_order_of_tap(session, customer_id=customer_id, token=token)
    return bought or await orders.find_open_order(session, customer_id=customer_id, checkout=checkout)


async def _settle(session: Session, order: Order, *, now: datetime) -> None:
    """Take the price out of the wallet and promise the goods. What a voucher made free moves no money."""
    if order.total:
        transfers = [Transfer(wallet_account(order.customer_id), REVENUE, order.total)]
        await ledger.post(session, kind=PostingKind.PURCHASE, source=order.id, transfers=transfers, now=now)
    await orders.pay(session, order, now=now)
    await delivery.promise(session, order_id=order.id, customer_id=order.customer_id, now=now)
    await telling.tell_staff_order(session, order, now=now)
