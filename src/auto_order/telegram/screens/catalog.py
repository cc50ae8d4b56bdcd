"""Screens to find a product and to choose how many of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from auto_order.catalog.models import PriceStep
from auto_order.stock.rules import ALWAYS
from auto_order.storefront.models import Offer, OfferPage, Place, Shelf, Sort
from auto_order.telegram.callbacks import (
    AddToCart,
    BuyNow,
    ShowCart,
    ShowCategories,
    ShowDescription,
    ShowList,
    ShowProduct,
    ShowStock,
    WaitForStock,
    pack_place,
)
from auto_order.telegram.screens.screen import (
    MOST_CAPTION,
    NUMBER_KEYS,
    Button,
    Picture,
    Screen,
    cancel,
    paging,
    tap,
    telegram_length,
)
from auto_order.telegram.texts import Html, Words, joined

_MOST_DESCRIPTION = 3000
_SORTS = ((Sort.NEWEST, "button-newest"), (Sort.CHEAPEST, "button-cheapest"), (Sort.BEST, "button-best"))
_MOST_IN_SIGHT = 1000


def categories(shelves: Sequence[Shelf], words: Words) -> Screen:
    """Offer every product first, then each category."""
    everything = tap(words("button-all-products"), ShowList(place=pack_place(Place())))
    rows = [[tap(shelf.name, ShowList(place=pack_place(Place(shelf.id))))] for shelf in shelves]
    return Screen(words("categories"), [[everything], *rows])


def offers(page: OfferPage, *, title: str | None, has_categories: bool, words: Words) -> Screen:
    """Show a page of a list with a number button for each product, however few there are."""
    place = page.place
    lines = [
        words(
            "products-line",
            number=number,
            name=offer.name,
            price=words.money(offer.price),
            free=count(offer.free, words),
            sold=offer.sold,
        )
        for number, offer in enumerate(page.offers, start=1)
    ]
    text = words(
        "products", title=_title(place, title, words), lines=joined(lines), page=place.page, pages=page.pages
    )
    return Screen(text, _list_rows(page, has_categories=has_categories, words=words))


def nothing(search: str, words: Words) -> Screen:
    """Say that there is nothing to show."""
    if search:
        everything = tap(words("button-all-products"), ShowList(place=pack_place(Place())))
        return Screen(words("products-none-found", search=search), [[everything]])
    return Screen(words("products-none"))


def product(offer: Offer, *, quantity: int, place: str, words: Words) -> Screen:
    """Show a product and let the buyer choose how many, never more than there are."""
    text = _describe(offer, offer.description[:_MOST_DESCRIPTION], quantity=quantity, words=words)
    rows: list[Sequence[Button]] = []
    over = telegram_length(text) - MOST_CAPTION
    if offer.photo is not None and over > 0:
        cut = f"{offer.description[: max(0, len(offer.description) - over - 1)]}…"
        text = _describe(offer, cut, quantity=quantity, words=words)
        more = ShowDescription(product=offer.id, quantity=quantity, place=place)
        rows.append([tap(words("button-description"), more)])
    if offer.free >= 1:
        rows += [
            _quantities(offer, quantity=quantity, place=place, words=words),
            [tap(words("button-add-to-cart"), AddToCart(product=offer.id, quantity=quantity))],
            [tap(words("button-buy-now"), BuyNow(product=offer.id, quantity=quantity))],
        ]
    else:
        rows.append([tap(words("button-wait-for-stock"), WaitForStock(product=offer.id, place=place))])
    rows.append([tap(words("button-back"), ShowList(place=place))])
    return Screen(text, rows, picture=None if offer.photo is None else Picture(offer.photo))


def description(offer: Offer, *, quantity: int, place: str, words: Words) -> Screen:
    """Show all that is said about a product."""
    text = words("product-description", name=offer.name, description=offer.description[:_MOST_DESCRIPTION])
    back = ShowProduct(product=offer.id, quantity=quantity, place=place)
    return Screen(text, [[tap(words("button-back"), back)]])


def stock(page: OfferPage, *, now: datetime, words: Words) -> Screen:
    """Show how many units there are of every product."""
    if not page.offers:
        return Screen(words("products-none"), [[tap(words("button-refresh"), ShowStock())]])
    lines = [words("stock-line", name=offer.name, free=count(offer.free, words)) for offer in page.offers]
    number = page.place.page
    text = words("stock", lines=joined(lines), page=number, pages=page.pages, at=words.moment(now))
    rows = [
        paging(words, page=number, pages=page.pages, to=lambda page: ShowStock(page=page)),
        [tap(words("button-refresh"), ShowStock(page=number))],
    ]
    return Screen(text, rows)


def count(free: int, words: Words) -> str | int:
    """Show a stock: nobody needs to know whether it is 1,000 or a million."""
    if free >= ALWAYS:
        return words("stock-always")
    return free if free < _MOST_IN_SIGHT else f"{_MOST_IN_SIGHT:,}+".replace(",", ".")


def _describe(offer: Offer, description: str, *, quantity: int, words: Words) -> Html:
    text = words(
        "product",
        name=offer.name,
        description=description,
        price=words.money(offer.price),
        steps=_steps(offer.steps, words),
        warranty=_warranty(offer.warranty_days, words),
        free=count(offer.free, words),
        sold=offer.sold,
    )
    if offer.free < 1:
        return joined((text, words("product-sold-out")), between="\n\n")
    price = offer.price_for(quantity)
    facts = {"quantity": quantity, "price": words.money(price), "total": words.money(price * quantity)}
    return joined((text, words("product-quantity", **facts)), between="\n\n")


def _steps(steps: Sequence[PriceStep], words: Words) -> Html:
    """Name the wholesale prices on a line of their own, if there are any."""
    parts = [words("price-step", quantity=step.quantity, price=words.money(step.price)) for step in steps]
    return Html(words("product-steps", steps=joined(parts, between=" · ")) + "\n") if parts else Html("")


def _warranty(days: int, words: Words) -> Html:
    return Html(words("product-warranty", days=days) + "\n") if days else Html("")


def _title(place: Place, title: str | None, words: Words) -> str:
    if place.search:
        return words("products-title-search", search=place.search)
    return title or words("products-title-all")


def _list_rows(page: OfferPage, *, has_categories: bool, words: Words) -> list[Sequence[Button]]:
    place = page.place
    here = pack_place(place)
    numbers = [
        tap(key, ShowProduct(product=offer.id, place=here))
        for key, offer in zip(NUMBER_KEYS, page.offers, strict=False)
    ]
    sorts = [
        tap(words(key), ShowList(place=pack_place(replace(place, sort=sort, page=1))))
        for sort, key in _SORTS
        if sort is not place.sort
    ]
    ways = [tap(words("button-back"), ShowCategories())] if has_categories else []
    return [
        numbers,
        paging(
            words,
            page=place.page,
            pages=page.pages,
            to=lambda number: ShowList(place=pack_place(replace(place, page=number))),
        ),
        sorts,
        [*ways, tap(words("button-cart"), ShowCart())],
    ]


def _quantities(offer: Offer, *, quantity: int, place: str, words: Words) -> Sequence[Button]:
    steps = (
        ("button-less", quantity - 1),
        ("button-more", quantity + 1),
        ("button-times-two", 2),
        ("button-times-five", 5),
        ("button-times-ten", 10),
    )
    return [
        tap(words(key), ShowProduct(product=offer.id, quantity=min(max(wanted, 1), offer.free), place=place))
        for key, wanted in steps
    ]


def ask_search(_typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for the word to search."""
    return Screen(words("search-ask"), [cancel(words)])


def number_of(key: str) -> int:
    """Say which line of a list a number key means, counted from 0."""
    return NUMBER_KEYS.index(key)
