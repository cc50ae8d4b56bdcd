"""What a buyer does about a claim: state a problem, see what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring
from auto_order.letters import service as letters
from auto_order.letters.service import Written
from auto_order.orders import lines
from auto_order.orders import service as orders
from auto_order.orders.lines import Bought
from auto_order.orders.models import OrderLine
from auto_order.warranty import repository
from auto_order.warranty.models import ClaimStatus, WarrantyClaim
from auto_order.warranty.rules import NoWarranty, is_covered
from auto_order.warranty.telling import tell_staff


class Cover(NamedTuple):
    """What an order's warranty holds: the lines it covers now, and the claims that were made."""

    covered: Sequence[OrderLine]
    claims: Sequence[WarrantyClaim]


async def claim(
    session: Session,
    written: Written,
    *,
    order_line_id: int,
    customer_id: int,
    keyring: Keyring,
    now: datetime,
) -> WarrantyClaim:
    """State a problem with a line; while a claim of it is open, that one is changed.

    Raises OrderNotFound, NoWarranty, LetterTooLong and LetterEmpty.
    """
    bought = await get_covered(session, order_line_id, customer_id=customer_id, now=now)
    # Locked, so that two at once become one claim.
    await orders.lock_order(session, bought.order.id)
    found = await repository.find_open(session, order_line_id)
    if found is None:
        letter_id = await letters.write(session, written, customer_id=customer_id, keyring=keyring, now=now)
        found = WarrantyClaim(
            order_id=bought.order.id,
            order_line_id=order_line_id,
            letter_id=letter_id,
            status=ClaimStatus.OPEN,
            made_at=now,
        )
        session.add(found)
        await session.flush()
    else:
        await letters.rewrite(session, found.letter_id, written, keyring=keyring, now=now)
    await tell_staff(session, found, bought, now=now)
    return found


async def get_covered(session: Session, order_line_id: int, *, customer_id: int, now: datetime) -> Bought:
    """Get a buyer's own line that is under warranty now. Raises OrderNotFound and NoWarranty."""
    bought = await lines.get_bought(session, order_line_id, customer_id=customer_id)
    if not is_covered(bought.order, bought.line, now=now):
        raise NoWarranty
    return bought


async def find_cover(session: Session, *, order_id: int, customer_id: int, now: datetime) -> Cover:
    """Say which lines of a buyer's order are under warranty, and what was claimed. Raises OrderNotFound."""
    order = await orders.get_order(session, order_id=order_id, customer_id=customer_id)
    found = await orders.list_lines(session, order_id)
    covered = [line for line in found if is_covered(order, line, now=now)]
    return Cover(covered, await repository.list_of_order(session, order_id))
