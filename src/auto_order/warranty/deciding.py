"""What the staff does about a claim: replace a unit, give money back, refuse. Each is written down."""

from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.db.session import Session
from auto_order.delivery import replacing
from auto_order.ledger.rules import read_reason
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
