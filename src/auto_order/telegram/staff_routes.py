"""The staff's table: who answers, and what one must be permitted for it. Nobody else gets an answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Generic, NamedTuple, TypeVar

from aiogram.filters.callback_data import CallbackData

from auto_order.staff.models import Permission
from auto_order.staff.rules import EVERYTHING
from auto_order.telegram.admin import (
    after_sale,
    broadcasts,
    calculator,
    categories,
    choices,
    deeds,
    home,
    members,
    money,
    new_product,
    new_voucher,
    orders,
    price_steps,
    product_fields,
    products,
    statistics,
    stock,
    stock_adding,
    stock_kinds,
    templates,
    users,
    vouchers,
)
from auto_order.telegram.staff_callbacks import after_sale as after_sale_taps
from auto_order.telegram.staff_callbacks import broadcasts as broadcast_taps
from auto_order.telegram.staff_callbacks import calculator as calculator_taps
from auto_order.telegram.staff_callbacks import choices as choice_taps
from auto_order.telegram.staff_callbacks import home as home_taps
from auto_order.telegram.staff_callbacks import money as money_taps
from auto_order.telegram.staff_callbacks import orders as order_taps
from auto_order.telegram.staff_callbacks import products as product_taps
from auto_order.telegram.staff_callbacks import statistics as statistics_taps
from auto_order.telegram.staff_callbacks import stock as stock_taps
from auto_order.telegram.staff_callbacks import templates as template_taps
from auto_order.telegram.staff_callbacks import users as user_taps
from auto_order.telegram.staff_callbacks import vouchers as voucher_taps
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
_STOCK = frozenset({Permission.STOCK})
_ORDERS = frozenset({Permission.ORDERS})
_USERS = frozenset({Permission.USERS})
_MONEY = frozenset({Permission.MONEY})
_BROADCAST = frozenset({Permission.BROADCAST})
_SETTINGS = frozenset({Permission.SETTINGS})
_STAFF = frozenset({Permission.STAFF})

TAPS: Mapping[type[CallbackData], StaffRoute[Any]] = {
    home_taps.ShowAdmin: StaffRoute(home.show_admin, ANYBODY),
    product_taps.ShowProducts: StaffRoute(products.show_products, _CATALOG),
    product_taps.FindProducts: StaffRoute(products.find_products, _CATALOG),
    product_taps.ManageProduct: StaffRoute(products.manage_product, _CATALOG),
    product_taps.ArchiveProduct: StaffRoute(products.archive_product, _CATALOG),
    product_taps.RemoveProduct: StaffRoute(products.remove_product, _CATALOG),
    product_taps.NewProduct: StaffRoute(new_product.new_product, _CATALOG),
    product_taps.SkipQuestion: StaffRoute(new_product.skip_question, _CATALOG),
    product_taps.AskBefore: StaffRoute(new_product.ask_before, _CATALOG),
    product_taps.PickCategory: StaffRoute(new_product.pick_category, _CATALOG),
    product_taps.EditProduct: StaffRoute(product_fields.edit_product, _CATALOG),
    product_taps.ClearField: StaffRoute(product_fields.clear_field, _CATALOG),
    product_taps.SetCategory: StaffRoute(product_fields.set_category, _CATALOG),
    product_taps.ShowPriceSteps: StaffRoute(price_steps.show_price_steps, _CATALOG),
    product_taps.AddPriceStep: StaffRoute(price_steps.add_price_step, _CATALOG),
    product_taps.RemovePriceStep: StaffRoute(price_steps.remove_price_step, _CATALOG),
    product_taps.ManageCategories: StaffRoute(categories.manage_categories, _CATALOG),
    product_taps.ManageCategory: StaffRoute(categories.manage_category, _CATALOG),
    product_taps.AddCategory: StaffRoute(categories.add_category, _CATALOG),
    product_taps.RenameCategory: StaffRoute(categories.rename_category, _CATALOG),
    product_taps.RaiseCategory: StaffRoute(categories.raise_category, _CATALOG),
    product_taps.RemoveCategory: StaffRoute(categories.remove_category, _CATALOG),
    stock_taps.ShowStocks: StaffRoute(stock.show_stocks, _STOCK),
    stock_taps.FindStocks: StaffRoute(stock.find_stocks, _STOCK),
    stock_taps.ManageStock: StaffRoute(stock.manage_stock, _STOCK),
    stock_taps.ShowUnits: StaffRoute(stock.show_units, _STOCK),
    stock_taps.FindUnits: StaffRoute(stock.find_units, _STOCK),
    stock_taps.ShowUnit: StaffRoute(stock.show_unit, _STOCK),
    stock_taps.RemoveUnit: StaffRoute(stock.remove_unit, _STOCK),
    stock_taps.ClearStock: StaffRoute(stock.clear_stock, _STOCK),
    stock_taps.ExportUnits: StaffRoute(stock.export_units, _STOCK),
    stock_taps.AddUnits: StaffRoute(stock_adding.add_units, _STOCK),
    stock_taps.SaveLines: StaffRoute(stock_adding.save_lines, _STOCK),
    stock_taps.FinishAdding: StaffRoute(stock_adding.finish_adding, _STOCK),
    stock_taps.ChooseKind: StaffRoute(stock_kinds.choose_kind, _STOCK),
    stock_taps.SetKind: StaffRoute(stock_kinds.set_kind, _STOCK),
    stock_taps.ShareContent: StaffRoute(stock_kinds.share_content, _STOCK),
    stock_taps.ShowShared: StaffRoute(stock_kinds.show_shared, _STOCK),
    stock_taps.AskRemaining: StaffRoute(stock_kinds.ask_remaining, _STOCK),
    stock_taps.SetRemaining: StaffRoute(stock_kinds.set_remaining, _STOCK),
    stock_taps.ConfirmUpload: StaffRoute(stock_adding.confirm_upload, _STOCK),
    stock_taps.CancelUpload: StaffRoute(stock_adding.cancel_upload, _STOCK),
    order_taps.ShowAllOrders: StaffRoute(orders.show_all_orders, _ORDERS),
    order_taps.FindOrders: StaffRoute(orders.find_orders, _ORDERS),
    order_taps.ManageOrder: StaffRoute(orders.manage_order, _ORDERS),
    order_taps.ShowStory: StaffRoute(orders.show_story, _ORDERS),
    order_taps.ResendOrder: StaffRoute(orders.resend_order, _ORDERS),
    order_taps.CallOffOrder: StaffRoute(orders.call_off_order, _ORDERS),
    order_taps.ShowOrderUnits: StaffRoute(orders.show_order_units, _ORDERS),
    after_sale_taps.ReadProof: StaffRoute(after_sale.read_proof, _ORDERS),
    after_sale_taps.ManageClaims: StaffRoute(after_sale.manage_claims, _ORDERS),
    after_sale_taps.ManageClaim: StaffRoute(after_sale.manage_claim, _ORDERS),
    after_sale_taps.PickUnit: StaffRoute(after_sale.pick_unit, _ORDERS),
    after_sale_taps.ReplaceUnit: StaffRoute(after_sale.replace_unit, _ORDERS),
    after_sale_taps.RefundClaim: StaffRoute(after_sale.ask_refund, _MONEY),
    after_sale_taps.RefuseClaim: StaffRoute(after_sale.ask_refusal, _ORDERS),
    user_taps.ShowCustomers: StaffRoute(users.show_customers, _USERS),
    user_taps.FindCustomers: StaffRoute(users.find_customers, _USERS),
    user_taps.ManageCustomer: StaffRoute(users.manage_customer, _USERS),
    user_taps.BlockCustomer: StaffRoute(users.block_customer, _USERS),
    user_taps.ShowStaff: StaffRoute(members.show_staff, _STAFF),
    user_taps.ManageMember: StaffRoute(members.manage_member, _STAFF),
    user_taps.SetPermission: StaffRoute(members.set_permission, _STAFF),
    user_taps.DismissMember: StaffRoute(members.dismiss_member, _STAFF),
    money_taps.DecideMoney: StaffRoute(deeds.decide_money, _MONEY),
    money_taps.DecideOrder: StaffRoute(deeds.decide_order, _ORDERS),
    money_taps.ShowMoney: StaffRoute(money.show_money, _MONEY),
    money_taps.ShowTransfers: StaffRoute(money.show_transfers, _MONEY),
    money_taps.ShowTopups: StaffRoute(money.show_topups, _MONEY),
    money_taps.ShowCases: StaffRoute(money.show_cases, _MONEY),
    money_taps.ManageCase: StaffRoute(money.manage_case, _MONEY),
    money_taps.ShowRefundsDue: StaffRoute(money.show_refunds_due, _MONEY),
    choice_taps.ShowChoices: StaffRoute(choices.show_choices, _SETTINGS),
    choice_taps.Switch: StaffRoute(choices.switch, _SETTINGS),
    choice_taps.AskChoice: StaffRoute(choices.ask_choice, _SETTINGS),
    choice_taps.ClearChoice: StaffRoute(choices.clear_choice, _SETTINGS),
    broadcast_taps.ShowBroadcasts: StaffRoute(broadcasts.show_broadcasts, _BROADCAST),
    broadcast_taps.WriteBroadcast: StaffRoute(broadcasts.write_broadcast, _BROADCAST),
    broadcast_taps.ManageBroadcast: StaffRoute(broadcasts.manage_broadcast, _BROADCAST),
    broadcast_taps.PickAudience: StaffRoute(broadcasts.pick_audience, _BROADCAST),
    broadcast_taps.StartBroadcast: StaffRoute(broadcasts.start_broadcast, _BROADCAST),
    broadcast_taps.PauseBroadcast: StaffRoute(broadcasts.pause_broadcast, _BROADCAST),
    broadcast_taps.ResumeBroadcast: StaffRoute(broadcasts.resume_broadcast, _BROADCAST),
    broadcast_taps.CancelBroadcast: StaffRoute(broadcasts.cancel_broadcast, _BROADCAST),
    template_taps.ShowTemplates: StaffRoute(templates.show_templates, _SETTINGS),
    template_taps.ManageTemplate: StaffRoute(templates.manage_template, _SETTINGS),
    template_taps.WordAnew: StaffRoute(templates.word_anew, _SETTINGS),
    template_taps.TakePictureOff: StaffRoute(templates.take_picture_off, _SETTINGS),
    template_taps.PreviewTemplate: StaffRoute(templates.preview_template, _SETTINGS),
    template_taps.ShowVersions: StaffRoute(templates.show_versions, _SETTINGS),
    template_taps.RestoreVersion: StaffRoute(templates.restore_version, _SETTINGS),
    template_taps.UseDefault: StaffRoute(templates.use_default, _SETTINGS),
    statistics_taps.ShowStatistics: StaffRoute(statistics.show_statistics, _MONEY),
    statistics_taps.ExportStatistics: StaffRoute(statistics.export_statistics, _MONEY),
    calculator_taps.ShowCalculator: StaffRoute(calculator.show_calculator, _MONEY),
    calculator_taps.Calculate: StaffRoute(calculator.calculate, _MONEY),
    calculator_taps.EditFormula: StaffRoute(calculator.edit_formula, _MONEY),
    calculator_taps.PressToken: StaffRoute(calculator.press_token, _MONEY),
    calculator_taps.TakeTokenBack: StaffRoute(calculator.take_token_back, _MONEY),
    calculator_taps.SaveFormula: StaffRoute(calculator.save_formula, _MONEY),
    voucher_taps.ShowVouchers: StaffRoute(vouchers.show_vouchers, _CATALOG),
    voucher_taps.ManageVoucher: StaffRoute(vouchers.manage_voucher, _CATALOG),
    voucher_taps.SetVoucherActive: StaffRoute(vouchers.set_voucher_active, _CATALOG),
    voucher_taps.NewVoucher: StaffRoute(new_voucher.new_voucher, _CATALOG),
    voucher_taps.SkipVoucherQuestion: StaffRoute(new_voucher.skip_question, _CATALOG),
    voucher_taps.AskVoucherBefore: StaffRoute(new_voucher.ask_before, _CATALOG),
    voucher_taps.SwitchMeant: StaffRoute(new_voucher.switch_meant, _CATALOG),
    voucher_taps.MakeVoucher: StaffRoute(new_voucher.make_voucher, _CATALOG),
}
LABELS: Mapping[str, StaffRoute[str]] = {
    "menu-admin": StaffRoute(home.open_admin, ANYBODY),
}
