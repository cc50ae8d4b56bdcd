"""What people hear of claims."""

from datetime import datetime

from auto_order.customers import service as customers
from auto_order.db.session import Session
from auto_order.notifications import service as notifications
from auto_order.notifications.after_sale import ClaimRefused, StaffClaim, StaffClaimDecided
from auto_order.orders.lines import Bought
from auto_order.warranty.models import ClaimStatus, WarrantyClaim


async def tell_staff(session: Session, claim: WarrantyClaim, bought: Bought, *, now: datetime) -> None:
    """Tell the staff how a claim stands. What the buyer wrote may quote goods: it is read, not told."""
    buyer = await customers.get_customer(session, bought.order.customer_id)
    kind = StaffClaim if claim.status is ClaimStatus.OPEN else StaffClaimDecided
    notice = kind(
        claim_id=claim.id,
        number=bought.order.number,
        product=bought.line.product_name,
        buyer=buyer.name,
        status=claim.status,
    )
    await notifications.tell_staff(session, notice=notice, now=now, slot=f"claim:{claim.id}")


async def tell_refused(session: Session, bought: Bought, *, reason: str, now: datetime) -> None:
    """Tell the buyer why a claim is refused."""
    buyer = await customers.get_customer(session, bought.order.customer_id)
    notice = ClaimRefused(number=bought.order.number, product=bought.line.product_name, reason=reason)
    await notifications.tell(
        session, chat_id=buyer.telegram_id, language=buyer.language, notice=notice, now=now
    )
