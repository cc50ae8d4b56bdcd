"""What the shop knows of the buyer, and what the buyer says about themselves."""

from dataclasses import replace

from auto_order.customers import service as customers
from auto_order.customers.rules import ProfileField, read_profile
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.ledger import service as ledger
from auto_order.orders import service as orders
from auto_order.telegram import steps
from auto_order.telegram.callbacks import ClearProfile, EditProfile, ShowInformation, ShowSupport
from auto_order.telegram.screens import profile as screens
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit

_LATEST = 3


async def show_information(visit: Visit, _tap: ShowInformation) -> Answer:
    """Show what the shop knows of the buyer, and the latest of what they bought."""
    async with visit.shop.tx.reading() as session:
        balance = await ledger.find_balance(session, customer_id=visit.customer.id)
        latest = await orders.list_orders(session, customer_id=visit.customer.id, page=1, per_page=_LATEST)
    return Answer(screens.information(visit.customer, latest.orders, balance=balance, words=visit.words))


async def open_information(visit: Visit, _text: str) -> Answer:
    """Answer the menu's information key."""
    return await show_information(visit, ShowInformation())


async def edit_profile(visit: Visit, tap: EditProfile) -> Answer:
    """Ask for a new value of one field."""
    was = getattr(visit.customer, tap.field)
    data = {"field": tap.field, "was": was}
    return await steps.ask(visit, StepKind.PROFILE, screens.ask_profile, data, back=ShowInformation())


async def answer_profile(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Take what was typed."""
    field = ProfileField(step.data["field"])
    return await _change(visit, step, field, read_profile(field, typed.text))


async def clear_profile(visit: Visit, _tap: ClearProfile) -> Answer:
    """Leave the field empty again."""
    step = await steps.get_open(visit, StepKind.PROFILE)
    return await _change(visit, step, ProfileField(step.data["field"]), None)


async def show_support(visit: Visit, _tap: ShowSupport) -> Answer:
    """Say whom to ask."""
    return Answer(screens.support(visit.shop.support_contact, visit.words))


async def open_support(visit: Visit, _text: str) -> Answer:
    """Answer ``/paysupport``."""
    return await show_support(visit, ShowSupport())


async def _change(visit: Visit, step: Step, field: ProfileField, value: str | None) -> Answer:
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await customers.change_profile(session, visit.customer.id, field, value)
        card = await customers.get_customer(session, visit.customer.id)
    changed = replace(visit, customer=visit.shop.people.remember(card))
    answer = await show_information(changed, ShowInformation())
    return answer._replace(toast=visit.words("profile-changed"))
