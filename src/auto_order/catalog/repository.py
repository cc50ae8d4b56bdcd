"""All SQL about categories and products."""

from collections.abc import Sequence

from sqlalchemy import func, select, update

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
