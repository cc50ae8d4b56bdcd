"""Screens of the categories and of wholesale prices."""

from collections.abc import Mapping, Sequence

from auto_order.catalog.models import Category, Product
from auto_order.telegram.screens.admin.products import price_steps as describe_steps
from auto_order.telegram.screens.screen import Screen, tap
from auto_order.telegram.staff_callbacks.products import (
    AddCategory,
    AddPriceStep,
    ManageCategories,
    ManageCategory,
    ManageProduct,
    RaiseCategory,
    RemoveCategory,
    RemovePriceStep,
    RenameCategory,
    ShowProducts,
)
from auto_order.telegram.texts import Words


def categories(listed: Sequence[Category], counts: Mapping[int, int], words: Words) -> Screen:
    """List the categories in the order in which buyers see them."""
    rows = [
        [tap(f"{category.name} · {counts.get(category.id, 0)}", ManageCategory(category=category.id))]
        for category in listed
    ]
    text = words("categories-admin" if listed else "categories-admin-none")
    return Screen(
        text,
        [
            *rows,
            [tap(words("button-add-category"), AddCategory())],
            [tap(words("button-back"), ShowProducts())],
        ],
    )


def category(shown: Category, count: int, words: Words) -> Screen:
    """Show a category with what can be done to it."""
    return Screen(
        words("category-admin", name=shown.name, products=count),
        [
            [tap(words("button-rename"), RenameCategory(category=shown.id))],
            [tap(words("button-raise"), RaiseCategory(category=shown.id))],
            [tap(words("button-remove-for-good"), RemoveCategory(category=shown.id))],
            [tap(words("button-back"), ManageCategories())],
        ],
    )


def sure_to_remove(shown: Category, count: int, words: Words) -> Screen:
    """Ask once more before a category is gone."""
    return Screen(
        words("category-sure-to-remove", name=shown.name, products=count),
        [
            [tap(words("button-remove-for-good"), RemoveCategory(category=shown.id, is_sure=True))],
            [tap(words("button-back"), ManageCategory(category=shown.id))],
        ],
    )


def price_steps(product: Product, words: Words) -> Screen:
    """Show a product's wholesale prices, with a button to take each of them back."""
    removes = [
        [
            tap(
                words("button-remove-step", quantity=step.quantity, price=words.money(step.price)),
                RemovePriceStep(product=product.id, quantity=step.quantity),
            )
        ]
        for step in product.steps
    ]
    text = words(
        "price-steps",
        name=product.name,
        price=words.money(product.price),
        steps=describe_steps(product, words),
    )
    return Screen(
        text,
        [
            *removes,
            [tap(words("button-add-step"), AddPriceStep(product=product.id))],
            [tap(words("button-back"), ManageProduct(product=product.id))],
        ],
    )
