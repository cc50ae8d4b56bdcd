"""The seller's stock: which products have how much, and the free units of one."""

from collections.abc import Mapping, Sequence

from auto_order.catalog.editing import ProductPage
from auto_order.catalog.models import Product
from auto_order.stock.keeping import Unit, UnitPage
from auto_order.stock.rules import ALWAYS
from auto_order.stock.service import StockCount
from auto_order.telegram.screens.admin.stock_kinds import deeds
from auto_order.telegram.screens.screen import Button, Screen, paging, tap
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.staff_callbacks.listing import Listing
from auto_order.telegram.staff_callbacks.stock import (
    ClearStock,
    FindStocks,
    ManageStock,
    RemoveUnit,
    ShowStocks,
    ShowUnit,
    ShowUnits,
)
from auto_order.telegram.texts import Html, Words, joined

# What a list shows of a content, and what a message has room for.
_MOST_IN_LIST, _MOST_SHOWN = 40, 3000


def stocks(page: ProductPage, counts: Mapping[int, StockCount], listing: Listing, words: Words) -> Screen:
    """List products with how many units are free, a button each."""
    rows: list[Sequence[Button]] = [
        [
            tap(
                f"{_mark(_free(product, counts))} {product.name} · {show_free(_free(product, counts))}",
                ManageStock(product=product.id, listing=listing.pack()),
            )
        ]
        for product in page.products
    ]
    rows += [
        paging(
            words,
            page=page.page,
            pages=page.pages,
            to=lambda number: ShowStocks(listing=listing._replace(page=number).pack()),
        ),
        [tap(words("button-search"), FindStocks()), tap(words("button-back"), ShowAdmin())],
    ]
    text = words("stocks-admin", total=page.total, page=page.page, pages=page.pages)
    if listing.search:
        text = joined((text, words("products-admin-search", search=listing.search)))
    return Screen(text, rows)


def stock(product: Product, count: StockCount, listing: str, words: Words) -> Screen:
    """Show one product's stock with everything that can be done to it."""
    kind = words(f"stock-kind-{product.kind}")
    text = words(
        "stock-admin", name=product.name, kind=kind, free=tell_free(count.free, words), sold=count.sold
    )
    back = [tap(words("button-back"), ShowStocks(listing=listing))]
    return Screen(text, [*deeds(product, count, words), back])


def units(product: Product, page: UnitPage, words: Words) -> Screen:
    """List free units in the order in which they are sold, a button each."""
    rows: list[Sequence[Button]] = [_unit_row(product.id, unit, page.page) for unit in page.units]
    rows += [
        paging(
            words,
            page=page.page,
            pages=page.pages,
            to=lambda number: ShowUnits(product=product.id, page=number),
        ),
        [tap(words("button-back"), ManageStock(product=product.id))],
    ]
    text = words("units-admin", name=product.name, total=page.total, page=page.page, pages=page.pages)
    return Screen(text, rows)


def found_units(product: Product, found: Sequence[Unit], word: str, words: Words) -> Screen:
    """List the free units that a word is in."""
    key = "units-found" if found else "units-not-found"
    rows = [_unit_row(product.id, unit, 1) for unit in found]
    back = [tap(words("button-back"), ManageStock(product=product.id))]
    return Screen(words(key, name=product.name, search=word, count=len(found)), [*rows, back])


def unit(product: Product, shown: Unit, page: int, words: Words) -> Screen:
    """Show one free unit, and let it be taken out."""
    content = shown.secret.reveal()
    text = words("unit-admin", name=product.name, content=content[:_MOST_SHOWN], length=len(content))
    return Screen(
        text,
        [
            [tap(words("button-remove-for-good"), RemoveUnit(product=product.id, unit=shown.id))],
            [tap(words("button-back"), ShowUnits(product=product.id, page=page))],
        ],
    )


def sure_to_clear(product: Product, count: StockCount, words: Words) -> Screen:
    """Ask once more before every free unit is gone."""
    return Screen(
        words("stock-sure-to-clear", name=product.name, free=count.free),
        [
            [tap(words("button-clear-stock"), ClearStock(product=product.id, is_sure=True))],
            [tap(words("button-back"), ManageStock(product=product.id))],
        ],
    )


def _unit_row(product_id: int, unit: Unit, page: int) -> Sequence[Button]:
    content = " ".join(unit.secret.reveal().split())
    label = content if len(content) <= _MOST_IN_LIST else f"{content[:_MOST_IN_LIST]}…"
    return [tap(label, ShowUnit(product=product_id, unit=unit.id, page=page))]


def _free(product: Product, counts: Mapping[int, StockCount]) -> int:
    return counts[product.id].free if product.id in counts else 0


def tell_free(free: int, words: Words) -> Html | int:
    """Tell a stock in words."""
    return words("stock-always") if free >= ALWAYS else free


def show_free(free: int) -> str:
    """Show a stock on a button."""
    return "♾" if free >= ALWAYS else str(free)


def _mark(free: int) -> str:
    return "🟢" if free else "🔴"
