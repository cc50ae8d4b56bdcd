"""Screens about what a unit of a product is, and about what all its buyers get."""

from collections.abc import Mapping, Sequence
from typing import Any

from auto_order.catalog.models import Product, ProductKind
from auto_order.stock.service import StockCount
from auto_order.stock.shared.service import Shared
from auto_order.telegram.screens.screen import Button, Screen, cancel, in_columns, tap
from auto_order.telegram.staff_callbacks.stock import (
    AddUnits,
    AskRemaining,
    ChooseKind,
    ClearStock,
    ExportUnits,
    FindUnits,
    ManageStock,
    SetKind,
    SetRemaining,
    ShareContent,
    ShowShared,
    ShowUnits,
)
from auto_order.telegram.texts import Words

_MOST_SHOWN = 3000


def kinds(product: Product, words: Words) -> Screen:
    """Offer what a unit can be."""
    rows = [
        [tap(words(f"stock-kind-{kind}"), SetKind(product=product.id, kind=kind))]
        for kind in ProductKind
        if kind is not product.kind
    ]
    text = words("stock-kinds", name=product.name, kind=words(f"stock-kind-{product.kind}"))
    return Screen(text, [*rows, [tap(words("button-back"), ManageStock(product=product.id))]])


def deeds(product: Product, count: StockCount, words: Words) -> Sequence[Sequence[Button]]:
    """List the buttons for what can be done to a product's stock."""
    kind = tap(words("button-change-kind"), ChooseKind(product=product.id))
    if product.kind is ProductKind.SHARED:
        return [*_share(product.id, words), [kind]]
    if product.kind is ProductKind.FILES:
        adds = [tap(words("button-add-file"), AddUnits(product=product.id, is_many=False))]
    else:
        adds = [
            tap(words("button-add-one"), AddUnits(product=product.id, is_many=False)),
            tap(words("button-add-many"), AddUnits(product=product.id, is_many=True)),
        ]
    return [adds, *(_look(product, words) if count.free else [[kind]])]


def ask_content(typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask for what every buyer gets."""
    return Screen(words("shared-ask-content", name=typed["name"]), [cancel(words)])


def ask_remaining(_typed: Mapping[str, Any], words: Words) -> Screen:
    """Ask how many more may be sold."""
    return Screen(words("shared-ask-remaining"), [cancel(words)])


def shared(product: Product, found: Shared, words: Words) -> Screen:
    """Show what every buyer gets."""
    content = found.secret.reveal()
    text = words("unit-admin", name=product.name, content=content[:_MOST_SHOWN], length=len(content))
    return Screen(text, [[tap(words("button-back"), ManageStock(product=product.id))]])


def _share(product: int, words: Words) -> Sequence[Sequence[Button]]:
    ways = [
        tap(words("button-share"), ShareContent(product=product)),
        tap(words("button-show-shared"), ShowShared(product=product)),
        tap(words("button-limit-shared"), AskRemaining(product=product)),
        tap(words("button-unlimit-shared"), SetRemaining(product=product, is_stopped=False)),
        tap(words("button-stop-shared"), SetRemaining(product=product, is_stopped=True)),
    ]
    return in_columns(ways, 2)


def _look(product: Product, words: Words) -> Sequence[Sequence[Button]]:
    looks = [
        tap(words("button-show-units"), ShowUnits(product=product.id)),
        tap(words("button-find-units"), FindUnits(product=product.id)),
        tap(words("button-clear-stock"), ClearStock(product=product.id)),
    ]
    if product.kind is ProductKind.TEXTS:
        looks.insert(2, tap(words("button-export"), ExportUnits(product=product.id)))
    return in_columns(looks, 2)
