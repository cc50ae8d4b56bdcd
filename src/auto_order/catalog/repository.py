"""All SQL about categories and products."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, func, or_, select, update

from auto_order.catalog.models import CatalogRevision, Category, Product
from auto_order.db.session import Session

_THE_ROW = 1
_REVISION = select(CatalogRevision.revision).where(CatalogRevision.id == _THE_ROW)


async def find_revision(session: Session) -> int:
    return (await session.scalar(_REVISION)) or 0


async def move_revision(session: Session) -> None:
    """Tell every process's caches that what is offered has changed."""
    moved = await session.execute(
        update(CatalogRevision)
        .where(CatalogRevision.id == _THE_ROW)
        .values(revision=CatalogRevision.revision + 1)
        .execution_options(synchronize_session=False)
    )
    if not moved.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result always has it
        session.add(CatalogRevision(id=_THE_ROW, revision=1))


async def lock_product(session: Session, product_id: int) -> Product | None:
    """Find a product locked until the transaction ends, as it is in the database now."""
    return await session.scalar(
        select(Product)
        .where(Product.id == product_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


async def remove_product(session: Session, product_id: int) -> None:
    await session.execute(delete(Product).where(Product.id == product_id))


async def list_page(
    session: Session, *, is_archived: bool, search: str, offset: int, limit: int
) -> Sequence[Product]:
    found = _found(is_archived, search, Product).order_by(Product.position, Product.id)
    return (await session.scalars(found.offset(offset).limit(limit))).all()


async def count_products(session: Session, *, is_archived: bool, search: str) -> int:
    return (await session.scalar(_found(is_archived, search, func.count()).select_from(Product))) or 0


def _found(is_archived: bool, search: str, *columns: Any) -> Select[Any]:  # noqa: ANN401, FBT001 - any columns
    statement = select(*columns).where(Product.is_archived == is_archived)
    if not search:
        return statement
    return statement.where(
        or_(Product.name.icontains(search, autoescape=True), Product.code.icontains(search, autoescape=True))
    )


async def find_category_by_id(session: Session, category_id: int) -> Category | None:
    return await session.get(Category, category_id)


async def remove_category(session: Session, category_id: int) -> None:
    """Remove a category; what stood on it stands on none."""
    await session.execute(
        update(Product)
        .where(Product.category_id == category_id)
        .values(category_id=None)
        .execution_options(synchronize_session=False)
    )
    await session.execute(delete(Category).where(Category.id == category_id))


async def count_by_category(session: Session) -> Mapping[int, int]:
    rows = await session.execute(
        select(Product.category_id, func.count())
        .where(Product.category_id.is_not(None), ~Product.is_archived)
        .group_by(Product.category_id)
    )
    return {category_id: count for category_id, count in rows if category_id is not None}


async def list_categories(session: Session) -> Sequence[Category]:
    rows = await session.scalars(select(Category).order_by(Category.position, Category.id))
    return rows.all()


async def find_category(session: Session, name: str) -> Category | None:
    return await session.scalar(select(Category).where(Category.name == name))


async def find_product(session: Session, product_id: int) -> Product | None:
    return await session.get(Product, product_id)


async def find_product_by_code(session: Session, code: str) -> Product | None:
    return await session.scalar(select(Product).where(Product.code == code))


async def list_products(session: Session, product_ids: Sequence[int]) -> Sequence[Product]:
    rows = await session.scalars(select(Product).where(Product.id.in_(product_ids)))
    return rows.all()


async def find_last_position(session: Session) -> int:
    return (await session.scalar(select(func.max(Product.position)))) or 0
