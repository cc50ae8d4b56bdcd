"""The seller's products: find them, look at one, take it off the lists, put it back, remove it."""

from auto_order.catalog import editing
from auto_order.catalog import service as catalog
from auto_order.db.session import Session
from auto_order.dialogs.service import Step
from auto_order.orders import removing
from auto_order.stock import service as stock
from auto_order.stock.service import StockCount
from auto_order.telegram import steps
from auto_order.telegram.callbacks import tidy_search
from auto_order.telegram.screens.admin import product_questions as questions
from auto_order.telegram.screens.admin import products as screens
from auto_order.telegram.screens.admin.products import ProductCard
from auto_order.telegram.staff_callbacks.listing import Listing
from auto_order.telegram.staff_callbacks.products import (
    ArchiveProduct,
    FindProducts,
    ManageProduct,
    RemoveProduct,
    ShowProducts,
)
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit

_PER_PAGE = 8


async def show_products(visit: Visit, tap: ShowProducts) -> Answer:
    """Show a page of the products."""
    return await _list(visit, Listing.read(tap.listing))


async def find_products(visit: Visit, _tap: FindProducts) -> Answer:
    """Ask for the word to search by."""
    return await steps.ask(visit, StepKind.PRODUCT_SEARCH, questions.ask_search, {}, back=ShowProducts())


async def answer_search(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Show the products that the word is in."""
    await steps.close(visit, step)
    return await _list(visit, Listing(search=tidy_search(typed.text)))


async def manage_product(visit: Visit, tap: ManageProduct) -> Answer:
    """Show one product."""
    async with visit.shop.tx.reading() as session:
        card = await read_card(session, tap.product)
    return Answer(screens.product(card, tap.listing, visit.words))


async def archive_product(visit: Visit, tap: ArchiveProduct) -> Answer:
    """Take a product off the lists, or put it back."""
    async with visit.shop.tx() as session:
        await editing.set_archived(
            session, tap.product, is_archived=tap.is_archived, by=visit.actor, now=visit.now
        )
    key = "product-archived" if tap.is_archived else "product-restored"
    return Answer(toast=visit.words(key), follow=ManageProduct(product=tap.product).pack())


async def remove_product(visit: Visit, tap: RemoveProduct) -> Answer:
    """Remove a product that was never ordered, once the person is sure."""
    if not tap.is_sure:
        async with visit.shop.tx.reading() as session:
            product = await editing.get_product(session, tap.product)
        return Answer(screens.sure_to_remove(product, visit.words))
    async with visit.shop.tx() as session:
        await removing.remove_product(session, tap.product, by=visit.actor, now=visit.now)
    return Answer(toast=visit.words("product-removed"), follow=ShowProducts().pack())


async def read_card(session: Session, product_id: int) -> ProductCard:
    """Read everything about one product. Raises ProductUnknown."""
    product = await editing.get_product(session, product_id)
    counts = await stock.count_stock(session, [product_id])
    names = {category.id: category.name for category in await catalog.list_categories(session)}
    return ProductCard(
        product,
        counts.get(product_id, StockCount(0, 0)),
        None if product.category_id is None else names.get(product.category_id),
        await removing.is_removable(session, product_id),
    )


async def _list(visit: Visit, listing: Listing) -> Answer:
    async with visit.shop.tx.reading() as session:
        page = await editing.list_products(
            session,
            is_archived=listing.is_archived,
            search=listing.search,
            page=listing.page,
            per_page=_PER_PAGE,
        )
        counts = await stock.count_stock(session, [product.id for product in page.products])
    return Answer(screens.products(page, counts, listing._replace(page=page.page), visit.words))
