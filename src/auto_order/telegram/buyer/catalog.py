"""Looking around: categories, lists, search, a product, the stock."""

from auto_order.catalog.rules import ProductNotListed
from auto_order.dialogs.service import Step
from auto_order.stock.rules import OutOfStock
from auto_order.stock.wishes import service as wishes
from auto_order.storefront.models import Offer, Place
from auto_order.telegram import steps
from auto_order.telegram.callbacks import (
    ShowCategories,
    ShowDescription,
    ShowList,
    ShowProduct,
    ShowStock,
    WaitForStock,
    pack_place,
    read_place,
    tidy_search,
)
from auto_order.telegram.explaining import explain
from auto_order.telegram.screens import catalog as screens
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit

_PER_PAGE = 5
_STOCK_PER_PAGE = 20


async def show_categories(visit: Visit, _tap: ShowCategories) -> Answer:
    """Show the categories, or every product where there are no categories."""
    shelves = await visit.shop.storefront.list_shelves()
    if not shelves:
        return await _list(visit, Place())
    return Answer(screens.categories(shelves, visit.words))


async def open_products(visit: Visit, _text: str) -> Answer:
    """Answer the menu's products key."""
    return await show_categories(visit, ShowCategories())


async def show_list(visit: Visit, tap: ShowList) -> Answer:
    """Show a page of products."""
    return await _list(visit, read_place(tap.place))


async def search(visit: Visit, text: str) -> Answer:
    """Answer ``/cari kata``; without a word, ask for it."""
    wanted = tidy_search(text)
    if not wanted:
        return await steps.ask(visit, StepKind.SEARCH, screens.ask_search, {}, back=ShowCategories())
    return await _list(visit, Place(search=wanted))


async def answer_search(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Search what was typed."""
    await steps.close(visit, step)
    return await _list(visit, Place(search=tidy_search(typed.text)))


async def show_product(visit: Visit, tap: ShowProduct) -> Answer:
    """Show a product; a quantity above its stock becomes all there is."""
    return await _product(visit, tap.product, quantity=tap.quantity, place=tap.place)


async def show_description(visit: Visit, tap: ShowDescription) -> Answer:
    """Show all that is said about a product."""
    offer = await get_offer(visit, tap.product)
    return Answer(screens.description(offer, quantity=tap.quantity, place=tap.place, words=visit.words))


async def wait_for_stock(visit: Visit, tap: WaitForStock) -> Answer:
    """Have the buyer told once when there is stock again; where there is some by now, show it."""
    offer = await get_offer(visit, tap.product)
    if offer.free:
        return show_offer(visit, offer, quantity=1, place=tap.place)
    async with visit.shop.tx() as session:
        await wishes.wait_for(session, customer_id=visit.customer.id, product_id=offer.id, now=visit.now)
    return Answer(toast=visit.words("waiting-for-stock", name=offer.name), is_alert=True)


async def open_product_code(visit: Visit, code: str) -> Answer:
    """Follow a deep link to a product."""
    product_id = await visit.shop.storefront.find_product_id(code)
    if product_id is None:
        raise ProductNotListed
    return await _product(visit, product_id, quantity=1, place=pack_place(Place()))


async def open_number(visit: Visit, key: str) -> Answer:
    """Open the product that a number key means: the one with that number in the list seen last."""
    place = read_place(await visit.shop.last_lists.find(visit.customer.id) or "")
    page = await visit.shop.storefront.list_offers(place, per_page=_PER_PAGE)
    index = screens.number_of(key)
    if index >= len(page.offers):
        return await _list(visit, place)
    return await _product(visit, page.offers[index].id, quantity=1, place=pack_place(page.place))


async def show_stock(visit: Visit, tap: ShowStock) -> Answer:
    """Show how many units of everything there are, as of now."""
    page = await visit.shop.storefront.list_offers(Place(page=tap.page), per_page=_STOCK_PER_PAGE)
    return Answer(screens.stock(page, now=visit.now, words=visit.words))


async def open_stock(visit: Visit, _text: str) -> Answer:
    """Answer the menu's stock key."""
    return await show_stock(visit, ShowStock())


async def get_offer(visit: Visit, product_id: int) -> Offer:
    """Get a product that is for sale, or raise ProductNotListed."""
    offer = await visit.shop.storefront.find_offer(product_id)
    if offer is None:
        raise ProductNotListed
    return offer


def show_offer(visit: Visit, offer: Offer, *, quantity: int, place: str) -> Answer:
    """Show a product with a quantity of at least one and at most all there is."""
    chosen = max(1, min(quantity, offer.free))
    return Answer(screens.product(offer, quantity=chosen, place=place, words=visit.words))


def show_sold_out(visit: Visit, offer: Offer, *, wanted: int) -> Answer:
    """Say that the last one is gone, and show how to hear of the next."""
    refusal = OutOfStock(product_id=offer.id, wanted=wanted, left=0)
    shown = show_offer(visit, offer, quantity=1, place=pack_place(Place()))
    return shown._replace(toast=explain(refusal, visit.words), is_alert=True)


async def _product(visit: Visit, product_id: int, *, quantity: int, place: str) -> Answer:
    return show_offer(visit, await get_offer(visit, product_id), quantity=quantity, place=place)


async def _list(visit: Visit, place: Place) -> Answer:
    storefront = visit.shop.storefront
    page = await storefront.list_offers(place, per_page=_PER_PAGE)
    if not page.offers:
        return Answer(screens.nothing(place.search, visit.words))
    visit.shop.last_lists.remember(visit.customer.id, pack_place(page.place))
    shelves = await storefront.list_shelves()
    title = next((shelf.name for shelf in shelves if shelf.id == place.category), None)
    return Answer(screens.offers(page, title=title, has_categories=bool(shelves), words=visit.words))
