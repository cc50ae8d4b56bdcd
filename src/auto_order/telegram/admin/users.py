"""The buyers: find one, see all there is, turn them away or let them in again."""

from auto_order.backoffice import service as backoffice
from auto_order.backoffice.rules import StaffNotBlocked
from auto_order.customers import blocking
from auto_order.dialogs.service import Step
from auto_order.telegram import steps
from auto_order.telegram.callbacks import tidy_search
from auto_order.telegram.screens.admin import users as screens
from auto_order.telegram.staff_callbacks.users import (
    BlockCustomer,
    FindCustomers,
    ManageCustomer,
    ShowCustomers,
)
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit

_PER_PAGE = 8
_LATEST = 3


async def show_customers(visit: Visit, tap: ShowCustomers) -> Answer:
    """Show a page of the buyers."""
    async with visit.shop.tx.reading() as session:
        page = await backoffice.list_customers(session, search=tap.search, page=tap.page, per_page=_PER_PAGE)
    return Answer(screens.customers(page, tap, visit.words))


async def find_customers(visit: Visit, _tap: FindCustomers) -> Answer:
    """Ask for the word to search by."""
    return await steps.ask(visit, StepKind.USER_SEARCH, screens.ask_search, {}, back=ShowCustomers())


async def answer_search(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Show the buyers that fit."""
    await steps.close(visit, step)
    return await show_customers(visit, ShowCustomers(search=tidy_search(typed.text)))


async def manage_customer(visit: Visit, tap: ManageCustomer) -> Answer:
    """Show one buyer."""
    async with visit.shop.tx.reading() as session:
        shown = await backoffice.open_customer(session, tap.customer)
        latest = await backoffice.list_orders_of(session, customer_id=tap.customer, limit=_LATEST)
    return Answer(screens.customer(shown, latest, visit.permissions, visit.words))


async def block_customer(visit: Visit, tap: BlockCustomer) -> Answer:
    """Turn a buyer away, once the person is sure, or let them in again."""
    async with visit.shop.tx.reading() as session:
        card = (await backoffice.open_customer(session, tap.customer)).card
    if tap.is_blocked and await visit.shop.badges.find(card.telegram_id):
        raise StaffNotBlocked
    if tap.is_blocked and not tap.is_sure:
        return Answer(screens.sure_to_block(card, visit.words))
    async with visit.shop.tx() as session:
        changed = await blocking.set_blocked(
            session, tap.customer, is_blocked=tap.is_blocked, by=visit.actor, now=visit.now
        )
    visit.shop.people.remember(changed)
    toast = visit.words("user-blocked" if tap.is_blocked else "user-served")
    return Answer(toast=toast, follow=ManageCustomer(customer=tap.customer).pack())
