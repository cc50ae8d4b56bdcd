"""All SQL about deliveries."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from auto_order.db.session import Session
from auto_order.delivery.models import Delivery, DeliveryStatus

# Asked with every /start: put together once.
_BLOCKED_OF_CUSTOMER = (
    select(Delivery.id)
    .where(Delivery.customer_id == bindparam("customer_id"), Delivery.status == DeliveryStatus.BLOCKED)
    .limit(1)
)


async def lock_delivery(session: Session, order_id: int) -> Delivery | None:
    """Find the order's delivery, locked until the transaction ends and as it is in the database now."""
    return await session.scalar(
        select(Delivery)
        .where(Delivery.order_id == order_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def list_blocked(session: Session, customer_id: int) -> Sequence[Delivery]:
    rows = await session.scalars(
        select(Delivery)
        .where(Delivery.customer_id == customer_id, Delivery.status == DeliveryStatus.BLOCKED)
        .with_for_update()
    )
    return rows.all()


async def has_blocked(session: Session, customer_id: int) -> bool:
    return await session.scalar(_BLOCKED_OF_CUSTOMER, {"customer_id": customer_id}) is not None
