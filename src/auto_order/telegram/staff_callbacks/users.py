"""The menu 👥 User, and the staff."""

from aiogram.filters.callback_data import CallbackData

from auto_order.staff.models import Permission
from auto_order.telegram.callbacks import Page, RowKey


class ShowCustomers(CallbackData, prefix="U"):
    """Show a page of the buyers."""

    page: Page = 1
    search: str = ""


class FindCustomers(CallbackData, prefix="Uf"):
    """Ask for the word to search buyers by."""


class ManageCustomer(CallbackData, prefix="Uq"):
    """Show a buyer with what can be done."""

    customer: RowKey


class BlockCustomer(CallbackData, prefix="Ub"):
    """Turn a buyer away or let them in again, once the person is sure."""

    customer: RowKey
    is_blocked: bool
    is_sure: bool = False


class ShowStaff(CallbackData, prefix="M"):
    """Show who runs the shop."""


class ManageMember(CallbackData, prefix="Mq"):
    """Show what somebody may do."""

    customer: RowKey


class SetPermission(CallbackData, prefix="Mp"):
    """Let somebody do something, or no more."""

    customer: RowKey
    permission: Permission
    is_granted: bool


class DismissMember(CallbackData, prefix="Md"):
    """Let somebody of the staff go."""

    customer: RowKey
