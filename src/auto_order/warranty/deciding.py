"""What the staff does about a claim: replace a unit, give money back, refuse. Each is written down."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.customers import service as customers
from auto_order.customers.service import CustomerCard
from auto_order.db.session import Session
from auto_order.delivery import replacing
from auto_order.kit.keyring import Keyring
from auto_order.ledger.rules import read_reason
from auto_order.letters import service as letters
from auto_order.letters.service import Written
from auto_order.orders import lines
from auto_order.orders import service as orders
from auto_order.orders.lines import Bought
from auto_order.refunds import service as refunds
from auto_order.refunds.models import RefundWay
from auto_order.stock import service as stock
from auto_order.stock.rules import UnitNotReplaceable
from auto_order.warranty import repository
from auto_order.warranty.models import ClaimStatus, WarrantyClaim
from auto_order.warranty.rules import ClaimNotFound, advance
from auto_order.warranty.telling import tell_refused, tell_staff

_REASON = "warranty claim"


class ClaimCard(NamedTuple):
    """A claim as the staff sees it."""

    claim: WarrantyClaim
    bought: Bought
    buyer: CustomerCard


class ClaimPage(NamedTuple):
    """Some open claims, the oldest first. Pages count from 1."""

    cards: Sequence[ClaimCard]
    page: int
    pages: int
    total: int


async def list_open(session: Session, *, page: int, per_page: int) -> ClaimPage:
    """List what waits for a decision; a page that does not exist becomes the nearest one."""
    total = await repository.count_open(session)
    pages = max(1, -(-total // per_page))
    page = min(max(page, 1), pages)
    found = await repository.list_open(session, offset=(page - 1) * per_page, limit=per_page)
    return ClaimPage([await _look_at(session, claim) for claim in found], page, pages, total)


async def get_card(session: Session, claim_id: int) -> ClaimCard:
    """Look at a claim. Raises ClaimNotFound."""
    claim = await repository.find(session, claim_id)
    if claim is None:
        raise ClaimNotFound
    return await _look_at(session, claim)


async def read_letter(session: Session, claim: WarrantyClaim, *, keyring: Keyring) -> Written:
    """Read what the buyer wrote and showed."""
    return await letters.read(session, claim.letter_id, keyring=keyring)


async def replace(session: Session, claim_id: int, *, item_id: int, by: Actor, now: datetime) -> None:
    """Replace one unit of the line; once more for another unit of it.

    Raises ClaimNotFound, ClaimDecided, UnitNotReplaceable and OutOfStock.
    """
    claim, bought = await _decide(session, claim_id, ClaimStatus.REPLACED, by=by, now=now)
    units = await stock.list_units(session, order_id=claim.order_id)
    if not any(unit.id == item_id and unit.order_line_id == claim.order_line_id for unit in units):
        raise UnitNotReplaceable
    await tell_staff(session, claim, bought, now=now)
    await replacing.replace_unit(
        session, order_id=claim.order_id, item_id=item_id, reason=_REASON, by=by, now=now
    )


async def refund(session: Session, claim_id: int, *, amount: int, by: Actor, now: datetime) -> None:
    """Give money of the order back to the buyer's wallet.

    Raises ClaimNotFound, ClaimDecided, NothingToRefund and RefundTooMuch.
    """
    claim, bought = await _decide(session, claim_id, ClaimStatus.REFUNDED, by=by, now=now)
    await tell_staff(session, claim, bought, now=now)
    await refunds.refund_order(
        session,
        order_id=claim.order_id,
        amount=amount,
        way=RefundWay.WALLET,
        reason=_REASON,
        by=by,
        now=now,
    )


async def refuse(session: Session, claim_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """Refuse a claim; the buyer reads why. Raises ClaimNotFound, ClaimDecided and ReasonMissing."""
    reason = read_reason(reason)
    claim, bought = await _decide(session, claim_id, ClaimStatus.REFUSED, by=by, now=now)
    claim.reason = reason
    await tell_staff(session, claim, bought, now=now)
    await tell_refused(session, bought, reason=reason, now=now)
    await audit.record(
        session,
        by=by,
        action="claim.refuse",
        subject=f"order:{claim.order_id}",
        before=None,
        after={"claim": claim.id, "reason": reason},
        now=now,
    )


async def _decide(
    session: Session, claim_id: int, status: ClaimStatus, *, by: Actor, now: datetime
) -> tuple[WarrantyClaim, Bought]:
    found = await repository.find(session, claim_id)
    if found is None:
        raise ClaimNotFound
    # The order first, as the buyer's claim does.
    await orders.lock_order(session, found.order_id)
    claim = await repository.lock(session, claim_id)
    advance(claim, status)
    claim.decided_at, claim.decided_by = now, str(by)
    await session.flush()
    return claim, await lines.get_line(session, claim.order_line_id)


async def _look_at(session: Session, claim: WarrantyClaim) -> ClaimCard:
    bought = await lines.get_line(session, claim.order_line_id)
    return ClaimCard(claim, bought, await customers.get_customer(session, bought.order.customer_id))
