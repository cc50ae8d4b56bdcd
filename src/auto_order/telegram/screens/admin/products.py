"""The seller's products: a page of them, and one with everything that can be done to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auto_order.catalog.editing import Field, ProductPage
from auto_order.catalog.models import Category, Product
from auto_order.stock.service import StockCount
from auto_order.telegram.screens.admin.stock import show_free, tell_free
from auto_order.telegram.screens.screen import Button, Screen, in_columns, paging, tap
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.staff_callbacks.listing import Listing
from auto_order.telegram.staff_callbacks.products import (
    ArchiveProduct,
    EditProduct,
    FindProducts,
    ManageCategories,
    ManageProduct,
    NewProduct,
    RemoveProduct,
    SetCategory,
    ShowPriceSteps,
    ShowProducts,
)
from auto_order.telegram.texts import Html, Words, joined

# What a card shows of long texts; all of it is where it is edited.
_MOST_SHOWN = 600
_EDITS = (
    (Field.NAME, "button-edit-name"),
    (Field.PRICE, "button-edit-price"),
    (Field.CODE, "button-edit-code"),
    (Field.DESCRIPTION, "button-edit-description"),
    (Field.CATEGORY, "button-edit-category"),
    (Field.PHOTO, "button-edit-photo"),
    (Field.WARRANTY, "button-edit-warranty"),
    (Field.TERMS, "button-edit-terms"),
)


@dataclass(frozen=True)
class ProductCard:
    """A product as the seller sees it."""

    product: Product
    count: StockCount
    category: str | None
    is_removable: bool


def products(page: ProductPage, counts: Mapping[int, StockCount], listing: Listing, words: Words) -> Screen:
    """List products, a button each; sold-out ones too, archived ones apart."""
    key = "products-admin-archived" if listing.is_archived else "products-admin"
    text = words(key, total=page.total, page=page.page, pages=page.pages)
    if listing.search:
        text = joined((text, words("products-admin-search", search=listing.search)))
    if not page.products:
        text = joined((text, words("products-admin-none")), between="\n\n")
    rows: list[Sequence[Button]] = [
        [tap(_label(product, counts, words), ManageProduct(product=product.id, listing=listing.pack()))]
        for product in page.products
    ]
    return Screen(text, [*rows, *_list_buttons(page, listing, words)])


def product(card: ProductCard, listing: str, words: Words) -> Screen:
    """Show one product with everything that can be done to it."""
    shown = card.product
    edits = [tap(words(key), EditProduct(product=shown.id, field=field)) for field, key in _EDITS]
    rows = [
        *in_columns([*edits, tap(words("button-price-steps"), ShowPriceSteps(product=shown.id))], 2),
        _endings(card, words),
        [tap(words("button-back"), ShowProducts(listing=listing))],
    ]
    return Screen(_describe(card, words), rows)


def pick_category(product_id: int, categories: Sequence[Category], words: Words, *, new: Button) -> Screen:
    """Offer the categories, none, and a new one."""
    choices = [
        tap(category.name, SetCategory(product=product_id, category=category.id)) for category in categories
    ]
    rows = [
        *in_columns(choices, 2),
        [new, tap(words("button-no-category"), SetCategory(product=product_id, category=0))],
        [tap(words("button-back"), ManageProduct(product=product_id))],
    ]
    return Screen(words("product-pick-category"), rows)


def sure_to_remove(product: Product, words: Words) -> Screen:
    """Ask once more before a product is gone for good."""
    return Screen(
        words("product-sure-to-remove", name=product.name),
        [
            [tap(words("button-remove-for-good"), RemoveProduct(product=product.id, is_sure=True))],
            [tap(words("button-back"), ManageProduct(product=product.id))],
        ],
    )


def _label(product: Product, counts: Mapping[int, StockCount], words: Words) -> str:
    free = counts[product.id].free if product.id in counts else 0
    return f"{product.name} · {words.money(product.price)} · 📦 {show_free(free)}"


def _list_buttons(page: ProductPage, listing: Listing, words: Words) -> Sequence[Sequence[Button]]:
    other = Listing(is_archived=not listing.is_archived)
    key = "button-archived" if other.is_archived else "button-listed"
    return [
        paging(
            words,
            page=page.page,
            pages=page.pages,
            to=lambda number: ShowProducts(listing=listing._replace(page=number).pack()),
        ),
        [tap(words("button-add-product"), NewProduct()), tap(words("button-search"), FindProducts())],
        [
            tap(words("button-categories"), ManageCategories()),
            tap(words(key), ShowProducts(listing=other.pack())),
        ],
        [tap(words("button-back"), ShowAdmin())],
    ]


def _endings(card: ProductCard, words: Words) -> Sequence[Button]:
    product = card.product
    key = "button-restore" if product.is_archived else "button-archive"
    ways = [tap(words(key), ArchiveProduct(product=product.id, is_archived=not product.is_archived))]
    if card.is_removable:
        ways.append(tap(words("button-remove-for-good"), RemoveProduct(product=product.id)))
    return ways


def _describe(card: ProductCard, words: Words) -> Html:
    product = card.product
    return words(
        "product-admin",
        name=product.name,
        state=words("product-state-archived" if product.is_archived else "product-state-listed"),
        code=product.code,
        price=words.money(product.price),
        steps=price_steps(product, words),
        category=card.category or words("nothing-yet"),
        warranty=words("days", days=product.warranty_days) if product.warranty_days else words("nothing-yet"),
        photo=words("there-is" if product.photo else "nothing-yet"),
        free=tell_free(card.count.free, words),
        sold=card.count.sold,
        description=_cut(product.description, words),
        terms=_cut(product.terms, words),
    )


def price_steps(product: Product, words: Words) -> Html:
    """Say from how many units on the product costs less."""
    lines = [
        words("price-step", quantity=step.quantity, price=words.money(step.price)) for step in product.steps
    ]
    return joined(lines, between=" · ") if lines else words("nothing-yet")


def _cut(text: str, words: Words) -> str:
    if not text:
        return words("nothing-yet")
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
