"""The first screen of whoever runs the shop: a button for each menu they may open."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from auto_order.staff.models import Permission
from auto_order.telegram.screens.screen import Button, Screen, in_columns, tap
from auto_order.telegram.staff_callbacks.after_sale import ManageClaims
from auto_order.telegram.staff_callbacks.broadcasts import ShowBroadcasts
from auto_order.telegram.staff_callbacks.calculator import ShowCalculator
from auto_order.telegram.staff_callbacks.choices import ShowChoices
from auto_order.telegram.staff_callbacks.money import ShowMoney
from auto_order.telegram.staff_callbacks.orders import ShowAllOrders
from auto_order.telegram.staff_callbacks.products import ShowProducts
from auto_order.telegram.staff_callbacks.statistics import ShowStatistics
from auto_order.telegram.staff_callbacks.stock import ShowStocks
from auto_order.telegram.staff_callbacks.templates import ShowTemplates
from auto_order.telegram.staff_callbacks.users import ShowCustomers, ShowStaff
from auto_order.telegram.staff_callbacks.vouchers import ShowVouchers
from auto_order.telegram.texts import Words

# Each menu's words, what opens it, and the permission that it takes.
_MENUS: Sequence[tuple[str, CallbackData, Permission]] = (
    ("admin-products", ShowProducts(), Permission.CATALOG),
    ("admin-stock", ShowStocks(), Permission.STOCK),
    ("admin-orders", ShowAllOrders(), Permission.ORDERS),
    ("admin-claims", ManageClaims(), Permission.ORDERS),
    ("admin-users", ShowCustomers(), Permission.USERS),
    ("admin-vouchers", ShowVouchers(), Permission.CATALOG),
    ("admin-broadcasts", ShowBroadcasts(), Permission.BROADCAST),
    ("admin-money", ShowMoney(), Permission.MONEY),
    ("admin-statistics", ShowStatistics(), Permission.MONEY),
    ("admin-calculator", ShowCalculator(), Permission.MONEY),
    ("admin-templates", ShowTemplates(), Permission.SETTINGS),
    ("admin-settings", ShowChoices(), Permission.SETTINGS),
    ("admin-staff", ShowStaff(), Permission.STAFF),
)


def admin(shop: str, permissions: frozenset[Permission], words: Words) -> Screen:
    """Offer the menus that the person may open."""
    buttons: Sequence[Button] = [
        tap(words(key), opens) for key, opens, permission in _MENUS if permission in permissions
    ]
    return Screen(words("admin", shop=shop), in_columns(buttons, 2))
