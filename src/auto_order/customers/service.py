"""The verbs about customers: meet, rename, remember."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from auto_order.customers import repository
from auto_order.customers.models import Customer
from auto_order.customers.rules import ProfileField
from auto_order.db.insert_once import insert_once
from auto_order.db.session import Session


class CustomerCard(NamedTuple):
    """What the doors know of a customer. A value: it does not follow the row."""

    id: int
    telegram_id: int
    name: str
    username: str | None
    language: str
    is_blocked: bool
    display_name: str | None = None
    whatsapp: str | None = None

    @property
    def shown_name(self) -> str:
        """The name that they chose, or else that of their Telegram account."""
        return self.display_name or self.name


async def find_customer(session: Session, *, telegram_id: int) -> CustomerCard | None:
    row = await repository.find_card(session, telegram_id=telegram_id)
    return None if row is None else CustomerCard(*row)


async def get_customer(session: Session, customer_id: int) -> CustomerCard:
    return CustomerCard(*await repository.get_card(session, customer_id))


async def meet(
    session: Session, *, telegram_id: int, name: str, username: str | None, language: str, now: datetime
) -> CustomerCard:
    """Get the customer with this Telegram account, made at the first meeting. Safe to repeat and to race."""
    values = {
        "telegram_id": telegram_id,
        "name": name,
        "username": username,
        "language": language,
        "is_blocked": False,
        "met_at": now,
    }
    await insert_once(session, Customer, values)
    known = await repository.find_card(session, telegram_id=telegram_id)
    assert known is not None
    return CustomerCard(*known)


async def rename(session: Session, customer_id: int, *, name: str, username: str | None) -> None:
    """Follow a change of the Telegram profile."""
    await repository.change(session, customer_id, name=name, username=username)


async def choose_language(session: Session, customer_id: int, *, language: str) -> None:
    await repository.change(session, customer_id, language=language)


async def change_profile(session: Session, customer_id: int, field: ProfileField, value: str | None) -> None:
    """Write down what a customer says about themselves; None takes it back. The value was read already."""
    await repository.change(session, customer_id, **{field.value: value})


async def remember_lists(session: Session, lists: Mapping[int, str]) -> None:
    """Write down which list each customer saw last, for the number keys."""
    await repository.change_last_lists(session, lists)


async def find_last_list(session: Session, customer_id: int) -> str | None:
    return await repository.find_last_list(session, customer_id)


async def count_customers(session: Session) -> int:
    return await repository.count(session)


async def lock_customer(session: Session, customer_id: int) -> None:
    """Let nobody else lock this customer until the transaction ends: what one person does is done in turn."""
    await repository.lock(session, customer_id)
