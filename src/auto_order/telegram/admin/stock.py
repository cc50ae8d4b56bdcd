"""The seller's stock: which products have how much; see, search, take out and export free units."""

from auto_order.catalog import editing
from auto_order.catalog.models import Product
from auto_order.db.session import Session
from auto_order.dialogs.service import Step
from auto_order.kit.secret import Secret
from auto_order.stock import keeping
from auto_order.stock import service as stock
from auto_order.stock.keeping import Unit
from auto_order.stock.rules import UnitGone
from auto_order.stock.service import StockCount
from auto_order.telegram import steps
from auto_order.telegram.callbacks import tidy_search
from auto_order.telegram.screens.admin import stock as screens
from auto_order.telegram.screens.admin import stock_questions as questions
from auto_order.telegram.staff_callbacks.listing import Listing
from auto_order.telegram.staff_callbacks.stock import (
    ClearStock,
    ExportUnits,
    FindStocks,
    FindUnits,
    ManageStock,
    RemoveUnit,
    ShowStocks,
    ShowUnit,
    ShowUnits,
)
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, File, Visit

_PER_PAGE = 8
_MOST_FOUND = 10


async def show_stocks(visit: Visit, tap: ShowStocks) -> Answer:
    """Show a page of the products with their stock."""
    return await _list(visit, Listing.read(tap.listing))


async def find_stocks(visit: Visit, _tap: FindStocks) -> Answer:
    """Ask for the word to search products by."""
    return await steps.ask(visit, StepKind.STOCK_SEARCH, questions.ask_stock_search, {}, back=ShowStocks())


async def answer_stock_search(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Show the products that the word is in."""
    await steps.close(visit, step)
    return await _list(visit, Listing(search=tidy_search(typed.text)))


async def manage_stock(visit: Visit, tap: ManageStock) -> Answer:
    """Show one product's stock."""
    async with visit.shop.tx.reading() as session:
        product, count = await _read(session, tap.product)
    return Answer(screens.stock(product, count, tap.listing, visit.words))


async def show_units(visit: Visit, tap: ShowUnits) -> Answer:
    """Show a page of the free units."""
    async with visit.shop.tx.reading() as session:
        product = await editing.get_product(session, tap.product)
        page = await keeping.list_units(
            session,
            product_id=product.id,
            page=tap.page,
            per_page=_PER_PAGE,
            keyring=visit.shop.keyring,
        )
    return Answer(screens.units(product, page, visit.words))


async def find_units(visit: Visit, tap: FindUnits) -> Answer:
    """Ask for the word to search free units by."""
    data, back = {"product": tap.product}, ManageStock(product=tap.product)
    return await steps.ask(visit, StepKind.UNIT_SEARCH, questions.ask_unit_search, data, back=back)


async def answer_unit_search(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Show the free units that the word is in."""
    await steps.close(visit, step)
    word = typed.text.strip()
    async with visit.shop.tx.reading() as session:
        product = await editing.get_product(session, step.data["product"])
        found = await keeping.search_units(
            session, product_id=product.id, word=word, most=_MOST_FOUND, keyring=visit.shop.keyring
        )
    return Answer(screens.found_units(product, found, word, visit.words))


async def show_unit(visit: Visit, tap: ShowUnit) -> Answer:
    """Show one free unit."""
    async with visit.shop.tx.reading() as session:
        product = await editing.get_product(session, tap.product)
        unit = await keeping.get_unit(
            session, product_id=product.id, unit_id=tap.unit, keyring=visit.shop.keyring
        )
    return Answer(screens.unit(product, unit, tap.page, visit.words))


async def remove_unit(visit: Visit, tap: RemoveUnit) -> Answer:
    """Take a free unit out for good."""
    async with visit.shop.tx() as session:
        await keeping.remove_unit(
            session, product_id=tap.product, unit_id=tap.unit, by=visit.actor, now=visit.now
        )
    return Answer(toast=visit.words("unit-removed"), follow=ShowUnits(product=tap.product).pack())


async def clear_stock(visit: Visit, tap: ClearStock) -> Answer:
    """Take every free unit out for good, once the person is sure."""
    if not tap.is_sure:
        async with visit.shop.tx.reading() as session:
            product, count = await _read(session, tap.product)
        return Answer(screens.sure_to_clear(product, count, visit.words))
    async with visit.shop.tx() as session:
        gone = await keeping.remove_all(session, product_id=tap.product, by=visit.actor, now=visit.now)
    toast = visit.words("stock-cleared", count=gone)
    return Answer(toast=toast, follow=ManageStock(product=tap.product).pack())


async def export_units(visit: Visit, tap: ExportUnits) -> Answer:
    """Send a file with every free unit; that somebody took it is written down."""
    async with visit.shop.tx() as session:
        product = await editing.get_product(session, tap.product)
        walk = keeping.walk_units(session, product_id=product.id, keyring=visit.shop.keyring)
        units = [unit async for unit in walk]
        await keeping.note_export(
            session, product_id=product.id, units=len(units), by=visit.actor, now=visit.now
        )
    if not units:
        raise UnitGone
    return Answer(file=File(f"{product.code}.txt", _write(units)))


async def _read(session: Session, product_id: int) -> tuple[Product, StockCount]:
    product = await editing.get_product(session, product_id)
    counts = await stock.count_stock(session, [product_id])
    return product, counts.get(product_id, StockCount(0, 0))


def _write(units: list[Unit]) -> Secret:
    return Secret("\n".join(unit.secret.reveal() for unit in units) + "\n")


async def _list(visit: Visit, listing: Listing) -> Answer:
    async with visit.shop.tx.reading() as session:
        page = await editing.list_products(
            session, is_archived=False, search=listing.search, page=listing.page, per_page=_PER_PAGE
        )
        counts = await stock.count_stock(session, [product.id for product in page.products])
    return Answer(screens.stocks(page, counts, listing._replace(page=page.page), visit.words))
