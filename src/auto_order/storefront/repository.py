"""The reading SQL behind the storefront: a page of offers in one statement, whatever the shop's size."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from auto_order.catalog.models import Category, Product, ProductKind
from auto_order.db.session import Session
from auto_order.stock.models import SharedContent, StockItem, StockStatus
from auto_order.stock.rules import ALWAYS
from auto_order.storefront.models import Offer, Shelf, Sort


def _count(status: StockStatus) -> Any:  # noqa: ANN401 - a scalar subquery
    return (
        select(func.count())
        .select_from(StockItem)
        .where(StockItem.product_id == Product.id, StockItem.status == status)
        .correlate(Product)
        .scalar_subquery()
    )


def _count_shared() -> Any:  # noqa: ANN401 - a scalar subquery
    return (
        select(func.coalesce(SharedContent.remaining, ALWAYS))
        .where(SharedContent.product_id == Product.id)
        .correlate(Product)
        .scalar_subquery()
    )


_HAS_STOCK = or_(
    exists().where(StockItem.product_id == Product.id, StockItem.status == StockStatus.FREE),
    # Asked first what it is: most products share nothing, and a list asks this of each.
    and_(Product.kind == ProductKind.SHARED, func.coalesce(_count_shared(), 0) > 0),
)
_OFFER = select(
    Product.id,
    Product.code,
    Product.name,
    Product.description,
    Product.price,
    Product.category_id,
    Product.photo,
    Product.price_steps,
    Product.warranty_days,
    (_count(StockStatus.FREE) + func.coalesce(_count_shared(), 0)).label("free"),
    _count(StockStatus.SOLD).label("sold"),
)
_ORDER: dict[Sort, tuple[Any, ...]] = {
    Sort.SHELF: (Product.position, Product.id),
    Sort.NEWEST: (Product.created_at.desc(), Product.id.desc()),
    Sort.CHEAPEST: (Product.price, Product.id),
    Sort.BEST: (_count(StockStatus.SOLD).desc(), Product.position),
}


async def find_offer(session: Session, product_id: int) -> Offer | None:
    row = (await session.execute(_OFFER.where(Product.id == product_id, ~Product.is_archived))).first()
    return None if row is None else Offer(*row)


async def list_offers(
    session: Session, *, category: int | None, search: str, sort: Sort, offset: int, limit: int
) -> Sequence[Offer]:
    """List offers that have stock, in one statement: the page's ids first, then the counts of just these."""
    ids = _listed(category, search, Product.id).order_by(*_ORDER[sort]).offset(offset).limit(limit)
    page = select(ids.subquery().c.id)
    rows = await session.execute(_OFFER.where(Product.id.in_(page)).order_by(*_ORDER[sort]))
    return [Offer(*row) for row in rows]


async def count_offers(session: Session, *, category: int | None, search: str) -> int:
    return (await session.scalar(_listed(category, search, func.count()).select_from(Product))) or 0


async def list_shelves(session: Session) -> Sequence[Shelf]:
    """List the categories in which something can be bought."""
    in_stock = exists().where(Product.category_id == Category.id, ~Product.is_archived, _HAS_STOCK)
    rows = await session.execute(
        select(Category.id, Category.name).where(in_stock).order_by(Category.position, Category.id)
    )
    return [Shelf(*row) for row in rows]


def _listed(category: int | None, search: str, *columns: Any) -> Select[Any]:  # noqa: ANN401 - any columns
    conditions: list[ColumnElement[bool]] = [~Product.is_archived, _HAS_STOCK]
    if category is not None:
        conditions.append(Product.category_id == category)
    if search:
        conditions.append(Product.name.icontains(search, autoescape=True))
    return select(*columns).where(*conditions)
