"""The verbs about the catalogue: put products on the shelves, take them off, look them up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from auto_order.catalog import repository, rules
from auto_order.catalog.models import Category, Product
from auto_order.catalog.rules import ProductNotListed
from auto_order.db.session import Session


@dataclass(frozen=True, kw_only=True)
class ProductFacts:
    """Everything a seller says about a product. ``price`` is in rupiah."""

    code: str
    name: str
    price: int
    category: str | None = None
    description: str = ""
    terms: str = ""
    warranty_days: int = 0


async def offer_product(session: Session, facts: ProductFacts, *, now: datetime) -> Product:
    """Put a product on the shelves, or bring the one with this code up to date. Safe to repeat.

    A category that does not exist yet is made. Raises BadProduct.
    """
    code = rules.check_code(facts.code)
    product = await repository.find_product_by_code(session, code)
    if product is None:
        product = Product(
            code=code, created_at=now, position=await repository.find_last_position(session) + 1
        )
        session.add(product)
    product.name = rules.check_name(facts.name)
    product.price = rules.check_price(facts.price)
    product.category_id = None if facts.category is None else await _shelf(session, facts.category)
    product.description = rules.check_description(facts.description)
    product.terms = rules.check_terms(facts.terms)
    product.warranty_days = rules.check_warranty_days(facts.warranty_days)
    rules.check_steps(product.steps, price=product.price)
    product.is_archived = False
    await session.flush()
    await repository.move_revision(session)
    return product


async def archive_product(session: Session, product_id: int) -> None:
    """Take a product off every buyer's list at once; its history stays. Raises ProductNotListed."""
    product = await get_listed_product(session, product_id)
    product.is_archived = True
    await repository.move_revision(session)


async def get_listed_product(session: Session, product_id: int) -> Product:
    """Get a product that may be sold now, or raise ProductNotListed."""
    product = await repository.find_product(session, product_id)
    if product is None or product.is_archived:
        raise ProductNotListed
    return product


async def map_products(session: Session, product_ids: Sequence[int]) -> Mapping[int, Product]:
    """Look up products by id, archived ones too."""
    return {product.id: product for product in await repository.list_products(session, product_ids)}


async def find_product_by_code(session: Session, code: str) -> Product | None:
    return await repository.find_product_by_code(session, code)


async def list_categories(session: Session) -> Sequence[Category]:
    return await repository.list_categories(session)


async def find_revision(session: Session) -> int:
    """Read the number that moves on with every change of what is offered."""
    return await repository.find_revision(session)


async def note_change(session: Session) -> None:
    """Tell every cache that what is offered has changed, for instance because units were loaded."""
    await repository.move_revision(session)


async def _shelf(session: Session, name: str) -> int:
    name = rules.check_name(name)
    category = await repository.find_category(session, name)
    if category is None:
        category = Category(name=name, position=len(await repository.list_categories(session)) + 1)
        session.add(category)
        await session.flush()
    return category.id
