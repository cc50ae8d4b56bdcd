"""The menu 🧾 Order."""

from aiogram.filters.callback_data import CallbackData

from auto_order.backoffice.models import Which
from auto_order.telegram.callbacks import Page, RowKey


class ShowAllOrders(CallbackData, prefix="O"):
    """Show a page of everybody's orders."""

    which: Which = Which.ALL
    page: Page = 1
    search: str = ""


class FindOrders(CallbackData, prefix="Of"):
    """Ask for the number or the buyer to search orders by."""


class ManageOrder(CallbackData, prefix="Oq"):
    """Show an order with what can be done to it."""

    order: RowKey


class ShowStory(CallbackData, prefix="Oh"):
    """Show what happened to an order, moment by moment."""

    order: RowKey


class ResendOrder(CallbackData, prefix="Or"):
    """Hand an order's goods to its buyer once more."""

    order: RowKey


class CallOffOrder(CallbackData, prefix="Oc"):
    """Cancel an unpaid order, once the person is sure."""

    order: RowKey
    is_sure: bool = False


class ShowOrderUnits(CallbackData, prefix="Ou"):
    """Show the units that an order has, to replace one."""

    order: RowKey
