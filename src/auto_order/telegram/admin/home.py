"""The first screen of whoever runs the shop."""

from auto_order.telegram.screens.admin import home as screens
from auto_order.telegram.staff_callbacks.home import ShowAdmin
from auto_order.telegram.visit import Answer, Visit


async def show_admin(visit: Visit, _tap: ShowAdmin) -> Answer:
    """Show the menus that the person may open."""
    return Answer(screens.admin(visit.shop.name, visit.permissions, visit.words))


async def open_admin(visit: Visit, _text: str) -> Answer:
    """Answer the menu's ``⚙️ Admin Settings`` key."""
    return await show_admin(visit, ShowAdmin())
