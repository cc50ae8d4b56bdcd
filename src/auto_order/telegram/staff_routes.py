"""The staff's table: who answers, and what one must be permitted for it. Nobody else gets an answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Generic, NamedTuple, TypeVar

from aiogram.filters.callback_data import CallbackData

from auto_order.staff.models import Permission
from auto_order.staff.rules import EVERYTHING
from auto_order.telegram import staff_callbacks as callbacks
from auto_order.telegram.admin import (
    after_sale,
    categories,
    home,
    new_product,
    price_steps,
    product_fields,
    products,
    stock,
    stock_adding,
)
from auto_order.telegram.visit import Answer, Visit

GivenT = TypeVar("GivenT")
Needs = frozenset[Permission]


class StaffRoute(NamedTuple, Generic[GivenT]):
    """Who answers, and the permissions of which one must have at least one."""

    handler: Callable[[Visit, GivenT], Awaitable[Answer]]
    needs: Needs


def guarded(
    handler: Callable[[Visit, GivenT], Awaitable[Answer]], needs: Needs
) -> Callable[[Visit, GivenT], Awaitable[Answer]]:
    """Let a handler answer those who may; anybody else hears what a button of nobody's would say."""

    async def guard(visit: Visit, given: GivenT) -> Answer:
        admitted = await admit(visit, needs)
        if admitted is None:
            return Answer(toast=visit.words("old-button"), is_alert=True)
        return await handler(admitted, given)

    return guard


async def admit(visit: Visit, needs: Needs) -> Visit | None:
    """Give the visit of somebody who may, with all they may do; None for anybody else."""
    permissions = await visit.shop.badges.find(visit.chat_id)
    return replace(visit, permissions=permissions) if needs & permissions else None


ANYBODY = EVERYTHING
_CATALOG = frozenset({Permission.CATALOG})
_ORDERS = frozenset({Permission.ORDERS})
_MONEY = frozenset({Permission.MONEY})
_STOCK = frozenset({Permission.STOCK})

TAPS: Mapping[type[CallbackData], StaffRoute[Any]] = {
    callbacks.ShowAdmin: StaffRoute(home.show_admin, ANYBODY),
    callbacks.ShowProducts: StaffRoute(products.show_products, _CATALOG),
    callbacks.FindProducts: StaffRoute(products.find_products, _CATALOG),
    callbacks.ManageProduct: StaffRoute(products.manage_product, _CATALOG),
    callbacks.ArchiveProduct: StaffRoute(products.archive_product, _CATALOG),
    callbacks.RemoveProduct: StaffRoute(products.remove_product, _CATALOG),
    callbacks.NewProduct: StaffRoute(new_product.new_product, _CATALOG),
    callbacks.SkipQuestion: StaffRoute(new_product.skip_question, _CATALOG),
    callbacks.AskBefore: StaffRoute(new_product.ask_before, _CATALOG),
    callbacks.PickCategory: StaffRoute(new_product.pick_category, _CATALOG),
    callbacks.EditProduct: StaffRoute(product_fields.edit_product, _CATALOG),
    callbacks.ClearField: StaffRoute(product_fields.clear_field, _CATALOG),
    callbacks.SetCategory: StaffRoute(product_fields.set_category, _CATALOG),
    callbacks.ShowPriceSteps: StaffRoute(price_steps.show_price_steps, _CATALOG),
    callbacks.AddPriceStep: StaffRoute(price_steps.add_price_step, _CATALOG),
    callbacks.RemovePriceStep: StaffRoute(price_steps.remove_price_step, _CATALOG),
    callbacks.ManageCategories: StaffRoute(categories.manage_categories, _CATALOG),
    callbacks.ManageCategory: StaffRoute(categories.manage_category, _CATALOG),
    callbacks.AddCategory: StaffRoute(categories.add_category, _CATALOG),
    callbacks.RenameCategory: StaffRoute(categories.rename_category, _CATALOG),
    callbacks.RaiseCategory: StaffRoute(categories.raise_category, _CATALOG),
    callbacks.RemoveCategory: StaffRoute(categories.remove_category, _CATALOG),
    callbacks.ShowStocks: StaffRoute(stock.show_stocks, _STOCK),
    callbacks.FindStocks: StaffRoute(stock.find_stocks, _STOCK),
    callbacks.ManageStock: StaffRoute(stock.manage_stock, _STOCK),
    callbacks.ShowUnits: StaffRoute(stock.show_units, _STOCK),
    callbacks.FindUnits: StaffRoute(stock.find_units, _STOCK),
    callbacks.ShowUnit: StaffRoute(stock.show_unit, _STOCK),
    callbacks.RemoveUnit: StaffRoute(stock.remove_unit, _STOCK),
    callbacks.ClearStock: StaffRoute(stock.clear_stock, _STOCK),
    callbacks.ExportUnits: StaffRoute(stock.export_units, _STOCK),
    callbacks.AddUnits: StaffRoute(stock_adding.add_units, _STOCK),
    callbacks.SaveLines: StaffRoute(stock_adding.save_lines, _STOCK),
    callbacks.FinishAdding: StaffRoute(stock_adding.finish_adding, _STOCK),
    callbacks.ConfirmUpload: StaffRoute(stock_adding.confirm_upload, _STOCK),
    callbacks.CancelUpload: StaffRoute(stock_adding.cancel_upload, _STOCK),
    callbacks.ReadProof: StaffRoute(after_sale.read_proof, _ORDERS),
    callbacks.ManageClaims: StaffRoute(after_sale.manage_claims, _ORDERS),
    callbacks.ManageClaim: StaffRoute(after_sale.manage_claim, _ORDERS),
    callbacks.PickUnit: StaffRoute(after_sale.pick_unit, _ORDERS),
    callbacks.ReplaceUnit: StaffRoute(after_sale.replace_unit, _ORDERS),
    callbacks.RefundClaim: StaffRoute(after_sale.ask_refund, _MONEY),
    callbacks.RefuseClaim: StaffRoute(after_sale.ask_refusal, _ORDERS),
}
LABELS: Mapping[str, StaffRoute[str]] = {
    "menu-admin": StaffRoute(home.open_admin, ANYBODY),
}
