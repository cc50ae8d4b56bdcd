"""Set units aside for an order, hand them out, take them back, count them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from auto_order.db.session import Session, note_change
from auto_order.jobs.queue import enqueue
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret
from auto_order.stock import repository
from auto_order.stock.jobs import CheckStock
from auto_order.stock.loading import seal_context
from auto_order.stock.models import StockItem, StockStatus
from auto_order.stock.rules import OutOfStock, UnitNotReplaceable
from auto_order.stock.shared import repository as shared

# What this process's caches listen to, see Transactions.changes.
TOPIC = "stock"


class StockCount(NamedTuple):
    """How many units of a product can be bought, and how many were."""

    free: int
    sold: int


class Content(NamedTuple):
    """One unit that was bought, and the order line it was bought by."""

    id: int
    order_line_id: int
    secret: Secret


class Unit(NamedTuple):
    """A unit of an order without its content. ``replaces`` is the id of the VOID one it stands in for."""

    id: int
    order_line_id: int | None
    status: StockStatus
    sold_at: datetime | None
    replaces: int | None


async def reserve(
    session: Session, *, product_id: int, order_id: int, order_line_id: int, quantity: int
) -> None:
    """Hold ``quantity`` units for the order line, all of them or none: raises OutOfStock.

    Locks the units. A caller with several products reserves them in the order of their ids, or deadlocks.
    """
    held = 0
    # Units that others are just looking at may come free: the second round waits for them, with empty hands
    # and in the order of the shelf, or two who wait for one another's units wait for ever.
    for skip_locked in (True, False):
        held = await repository.hold_all(
            session,
            product_id=product_id,
            order_id=order_id,
            order_line_id=order_line_id,
            quantity=quantity,
            skip_locked=skip_locked,
        )
        if held == quantity:
            note_change(session, TOPIC)
            return
    holder = {"order_id": order_id, "order_line_id": order_line_id, "status": StockStatus.HELD}
    if await shared.mint(session, product_id, quantity=quantity, values=holder):
        note_change(session, TOPIC)
        return
    left = (await shared.count_remaining(session, [product_id])).get(product_id, held)
    raise OutOfStock(product_id=product_id, wanted=quantity, left=left)


async def release(session: Session, *, order_id: int) -> None:
    """Give back what the order holds. Safe to repeat."""
    await shared.give_back(session, order_id)
    await repository.free_held(session, order_id)
    note_change(session, TOPIC)


async def sell(session: Session, *, order_id: int, quantity: int, now: datetime) -> None:
    """Make the held units the order's own. Holding another number than ``quantity`` is a bug and raises."""
    products = await repository.sell_held(session, order_id, now=now)
    note_change(session, TOPIC)
    if len(products) != quantity:
        message = f"order {order_id} should have sold {quantity} units and held {len(products)}"
        raise RuntimeError(message)
    for product_id in sorted(set(products)):
        await enqueue(session, CheckStock(product_id=product_id), now=now)


async def replace(session: Session, *, order_id: int, item_id: int, now: datetime) -> Unit:
    """Void one sold unit of an order and sell it a fresh one of the same product: a warranty replacement.

    Raises UnitNotReplaceable and OutOfStock, and then nothing was changed.
    """
    voided = await repository.void_sold(session, item_id, order_id=order_id)
    if voided is None:
        raise UnitNotReplaceable
    if await repository.sell_successor(session, voided, now=now) is None:
        await _mint_successor(session, voided, now=now)
    note_change(session, TOPIC)
    return _as_unit(voided)


async def list_units(session: Session, *, order_id: int) -> Sequence[Unit]:
    """List every unit that an order has or had, so that a replaced one and its successor are both seen."""
    return [_as_unit(item) for item in await repository.list_units(session, order_id)]


async def count_replaced(session: Session, *, order_id: int) -> int:
    """Count the units of an order that others stand in for now."""
    return await repository.count_void(session, order_id)


async def open_contents(session: Session, *, order_id: int, keyring: Keyring) -> Sequence[Content]:
    """Open the order's sold units: the same ones every time, in the order they are to be read."""
    return [
        Content(item.id, item.order_line_id, keyring.open(item.content, seal_context(item.product_id)))
        for item in await repository.list_sold(session, order_id)
    ]


async def count_stock(session: Session, product_ids: Sequence[int]) -> Mapping[int, StockCount]:
    """Count units of some products; one without units is not in the answer."""
    counts = await repository.count_by_product(session, product_ids)
    remaining = await shared.count_remaining(session, product_ids)
    found = dict.fromkeys([*counts, *remaining])
    return {product_id: _sum(counts.get(product_id), remaining.get(product_id, 0)) for product_id in found}


def _sum(counted: tuple[int, int] | None, remaining: int) -> StockCount:
    free, sold = counted or (0, 0)
    return StockCount(free + remaining, sold)


async def _mint_successor(session: Session, voided: StockItem, *, now: datetime) -> None:
    """Sell what all buyers get now in place of a voided unit, or raise OutOfStock."""
    values = {
        "order_id": voided.order_id,
        "order_line_id": voided.order_line_id,
        "status": StockStatus.SOLD,
        "sold_at": now,
        "replaces_id": voided.id,
    }
    if not await shared.mint(session, voided.product_id, quantity=1, values=values):
        raise OutOfStock(product_id=voided.product_id, wanted=1, left=0)


def _as_unit(item: StockItem) -> Unit:
    return Unit(item.id, item.order_line_id, item.status, item.sold_at, item.replaces_id)
