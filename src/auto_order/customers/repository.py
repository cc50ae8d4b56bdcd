"""All SQL about customers."""

from collections.abc import Mapping

from sqlalchemy import func, select, update

from auto_order.customers.models import Customer
from auto_order.db.session import Session

_CARD = (
    Customer.id,
    Customer.telegram_id,
    Customer.name,
    Customer.username,
    Customer.language,
    Customer.is_blocked,
    Customer.display_name,
    Customer.whatsapp,
)
# A card's fields, in the order in which they are read.
CardRow = tuple[int, int, str, str | None, str, bool, str | None, str | None]
_BY_TELEGRAM_ID = select(*_CARD)
_COUNT = select(func.count()).select_from(Customer)


async def find_card(session: Session, *, telegram_id: int) -> CardRow | None:
    return (await session.execute(_BY_TELEGRAM_ID.where(Customer.telegram_id == telegram_id))).first()


async def get_card(session: Session, customer_id: int) -> CardRow:
    return (await session.execute(_BY_TELEGRAM_ID.where(Customer.id == customer_id))).one()


async def change(session: Session, customer_id: int, **values: object) -> None:
    await session.execute(update(Customer).where(Customer.id == customer_id).values(**values))


async def change_last_lists(session: Session, lists: Mapping[int, str]) -> None:
    await session.execute(
        update(Customer), [{"id": customer_id, "last_list": text} for customer_id, text in lists.items()]
    )


async def find_last_list(session: Session, customer_id: int) -> str | None:
    return await session.scalar(select(Customer.last_list).where(Customer.id == customer_id))


async def count(session: Session) -> int:
    return (await session.scalar(_COUNT)) or 0


async def lock(session: Session, customer_id: int) -> None:
    """Lock the row, but not against rows that refer to it."""
    await session.execute(
        select(Customer.id).where(Customer.id == customer_id).with_for_update(key_share=True)
    )
