"""What a seller does to the categories. Every change moves the catalogue's revision and is written down."""

from collections.abc import Mapping
from datetime import datetime

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.catalog import repository, rules
from auto_order.catalog.models import Category
from auto_order.catalog.rules import CategoryUnknown, NameTaken
from auto_order.db.session import Session


async def count_by_category(session: Session) -> Mapping[int, int]:
    """Count the listed products of each category that has some."""
    return await repository.count_by_category(session)


async def get_category(session: Session, category_id: int) -> Category:
    """Get a category, or raise CategoryUnknown."""
    category = await repository.find_category_by_id(session, category_id)
    if category is None:
        raise CategoryUnknown
    return category


async def add_category(session: Session, name: str, *, by: Actor, now: datetime) -> Category:
    """Make a category, after all others. Raises BadProduct and NameTaken."""
    name = await _check_name(session, name)
    category = Category(name=name, position=len(await repository.list_categories(session)) + 1)
    session.add(category)
    await session.flush()
    await _record(session, category, "category.add", None, name, by, now)
    return category


async def rename_category(
    session: Session, category_id: int, name: str, *, by: Actor, now: datetime
) -> Category:
    """Call a category something else. Raises BadProduct, NameTaken and CategoryUnknown."""
    category = await get_category(session, category_id)
    before = category.name
    if name != before:
        category.name = await _check_name(session, name)
        await _record(session, category, "category.rename", before, category.name, by, now)
    return category


async def raise_category(session: Session, category_id: int, *, by: Actor, now: datetime) -> None:
    """Move a category one place up; the first one becomes the last. Raises CategoryUnknown."""
    category = await get_category(session, category_id)
    order = [one for one in await repository.list_categories(session) if one.id != category.id]
    place = sum(one.position < category.position for one in order)
    order.insert((place - 1) % (len(order) + 1), category)
    for position, one in enumerate(order, start=1):
        one.position = position
    await _record(session, category, "category.move", str(place + 1), str(category.position), by, now)


async def remove_category(session: Session, category_id: int, *, by: Actor, now: datetime) -> None:
    """Remove a category; its products stay, in none. Raises CategoryUnknown."""
    category = await get_category(session, category_id)
    await _record(session, category, "category.remove", category.name, None, by, now)
    session.expunge(category)
    await repository.remove_category(session, category_id)


async def _check_name(session: Session, name: str) -> str:
    name = rules.check_name(name)
    if await repository.find_category(session, name) is not None:
        raise NameTaken(name)
    return name


async def _record(
    session: Session,
    category: Category,
    action: str,
    before: str | None,
    after: str | None,
    by: Actor,
    now: datetime,
) -> None:
    await repository.move_revision(session)
    await audit.record(
        session,
        by=by,
        action=action,
        subject=f"category:{category.id}",
        before=None if before is None else {"name": before},
        after=None if after is None else {"name": after},
        now=now,
    )
