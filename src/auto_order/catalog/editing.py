"""What a seller does to one product. Every change moves the catalogue's revision and is written down."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.catalog import repository, rules
from auto_order.catalog.models import PriceStep, Product, ProductKind
from auto_order.catalog.rules import CodeTaken, ProductUnknown
from auto_order.catalog.service import ProductFacts, offer_product
from auto_order.db.session import Session


class Field(StrEnum):
    """What can be changed about a product one by one; each is the name of its column."""

    CODE = "code"
    NAME = "name"
    PRICE = "price"
    DESCRIPTION = "description"
    TERMS = "terms"
    WARRANTY = "warranty_days"
    PHOTO = "photo"
    CATEGORY = "category_id"


class ProductPage(NamedTuple):
    """Some products as the seller sees them, archived ones apart."""

    products: Sequence[Product]
    page: int
    pages: int
    total: int


async def list_products(
    session: Session, *, is_archived: bool, search: str, page: int, per_page: int
) -> ProductPage:
    """List products, sold out or not; a page that does not exist becomes the nearest one."""
    total = await repository.count_products(session, is_archived=is_archived, search=search)
    pages = max(1, -(-total // per_page))
    page = min(max(page, 1), pages)
    found = await repository.list_page(
        session, is_archived=is_archived, search=search, offset=(page - 1) * per_page, limit=per_page
    )
    return ProductPage(found, page, pages, total)


async def get_product(session: Session, product_id: int) -> Product:
    """Get a product, archived or not, or raise ProductUnknown."""
    product = await repository.find_product(session, product_id)
    if product is None:
        raise ProductUnknown
    return product


async def check_code_is_free(session: Session, code: str) -> str:
    """Accept a code that no product has yet. Raises BadProduct and CodeTaken."""
    rules.check_code(code)
    if await repository.find_product_by_code(session, code) is not None:
        raise CodeTaken(code)
    return code


async def add_product(
    session: Session, facts: ProductFacts, *, photo: str | None, by: Actor, now: datetime
) -> Product:
    """Put a new product on the shelves. Raises BadProduct and CodeTaken."""
    await check_code_is_free(session, facts.code)
    product = await offer_product(session, facts, now=now)
    product.photo = photo
    await _record(
        session, product, "product.add", None, {"code": product.code, "name": product.name}, by, now
    )
    return product


async def change_product(
    session: Session,
    product_id: int,
    field: Field,
    value: str | int | None,
    *,
    by: Actor,
    now: datetime,
) -> Product:
    """Change one thing about a product. Raises BadProduct, CodeTaken, CategoryUnknown, ProductUnknown."""
    product = await _lock(session, product_id)
    before = getattr(product, field)
    after = await _check(session, product, field, value)
    if after != before:
        setattr(product, field, after)
        await _record(
            session, product, f"product.{field}", {field.value: before}, {field.value: after}, by, now
        )
    return product


async def add_price_step(
    session: Session, product_id: int, step: PriceStep, *, by: Actor, now: datetime
) -> Product:
    """Sell at a lower price from so many units on. Raises BadProduct."""
    product = await _lock(session, product_id)
    return await _set_steps(
        session, product, rules.add_step(product.steps, step, price=product.price), by, now
    )


async def remove_price_step(
    session: Session, product_id: int, *, quantity: int, by: Actor, now: datetime
) -> Product:
    """Take a wholesale price back. Safe to repeat."""
    product = await _lock(session, product_id)
    rest = [step for step in product.steps if step.quantity != quantity]
    return await _set_steps(session, product, rest, by, now)


async def set_archived(
    session: Session, product_id: int, *, is_archived: bool, by: Actor, now: datetime
) -> Product:
    """Take a product off every buyer's list at once, or put it back. Safe to repeat."""
    product = await _lock(session, product_id)
    if product.is_archived != is_archived:
        product.is_archived = is_archived
        action = "product.archive" if is_archived else "product.restore"
        await _record(session, product, action, None, None, by, now)
    return product


async def set_kind(session: Session, product_id: int, kind: ProductKind, *, by: Actor, now: datetime) -> bool:
    """Say what a unit of the product is from now on, and whether it was something else before.

    The caller makes sure that nothing of it is left.
    """
    product = await _lock(session, product_id)
    before = product.kind
    if before is kind:
        return False
    product.kind = kind
    await _record(session, product, "product.kind", {"kind": before}, {"kind": kind}, by, now)
    return True


async def remove_product(session: Session, product: Product, *, by: Actor, now: datetime) -> None:
    """Remove a product for good. The caller has made sure that nothing refers to it."""
    await _record(
        session, product, "product.remove", {"code": product.code, "name": product.name}, None, by, now
    )
    await repository.remove_product(session, product.id)


async def _lock(session: Session, product_id: int) -> Product:
    product = await repository.lock_product(session, product_id)
    if product is None:
        raise ProductUnknown
    return product


async def _check(session: Session, product: Product, field: Field, value: Any) -> Any:  # noqa: ANN401 - what the field holds
    if field is Field.CODE:
        return value if value == product.code else await check_code_is_free(session, value)
    if field is Field.CATEGORY:
        return await _check_category(session, value)
    if field is Field.PRICE:
        rules.check_steps(product.steps, price=rules.check_price(value))
        return value
    checks: Mapping[Field, Callable[[Any], Any]] = {
        Field.NAME: rules.check_name,
        Field.DESCRIPTION: rules.check_description,
        Field.TERMS: rules.check_terms,
        Field.WARRANTY: rules.check_warranty_days,
    }
    return checks[field](value) if field in checks else value


async def _check_category(session: Session, category_id: int | None) -> int | None:
    if category_id is not None and await repository.find_category_by_id(session, category_id) is None:
        raise rules.CategoryUnknown
    return category_id


async def _set_steps(
    session: Session, product: Product, steps: Sequence[PriceStep], by: Actor, now: datetime
) -> Product:
    before, after = product.price_steps, rules.write_steps(steps)
    if after != before:
        product.price_steps = after
        changes = {"price_steps": before}, {"price_steps": after}
        await _record(session, product, "product.price_steps", *changes, by, now)
    return product


def _name(product: Product) -> dict[str, Any]:
    return {"code": product.code, "name": product.name}


async def _record(
    session: Session,
    product: Product,
    action: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    by: Actor,
    now: datetime,
) -> None:
    await repository.move_revision(session)
    subject = f"product:{product.id}"
    await audit.record(session, by=by, action=action, subject=subject, before=before, after=after, now=now)
