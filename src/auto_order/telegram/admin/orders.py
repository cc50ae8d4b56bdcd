"""Everybody's orders: find one, see all there is about it, hand it over again, call it off."""

from auto_order.backoffice import service as backoffice
from auto_order.backoffice.models import OrderFile
from auto_order.dialogs.service import Step
from auto_order.telegram import steps
from auto_order.telegram.callbacks import tidy_search
from auto_order.telegram.screens.admin import orders as screens
from auto_order.telegram.staff_callbacks.orders import (
    CallOffOrder,
    FindOrders,
    ManageOrder,
    ResendOrder,
    ShowAllOrders,
    ShowOrderUnits,
    ShowStory,
)
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit

_PER_PAGE = 8


async def show_all_orders(visit: Visit, tap: ShowAllOrders) -> Answer:
    """Show a page of orders."""
    async with visit.shop.tx.reading() as session:
        page = await backoffice.list_orders(
            session, which=tap.which, search=tap.search, page=tap.page, per_page=_PER_PAGE
        )
    return Answer(screens.orders(page, tap, visit.words))


async def find_orders(visit: Visit, _tap: FindOrders) -> Answer:
    """Ask for the number or the buyer."""
    return await steps.ask(visit, StepKind.ORDER_SEARCH, screens.ask_search, {}, back=ShowAllOrders())


async def answer_search(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Show the orders that fit."""
    await steps.close(visit, step)
    return await show_all_orders(visit, ShowAllOrders(search=tidy_search(typed.text)))


async def manage_order(visit: Visit, tap: ManageOrder) -> Answer:
    """Show one order."""
    return Answer(screens.order(await _open(visit, tap.order), visit.permissions, visit.words))


async def show_story(visit: Visit, tap: ShowStory) -> Answer:
    """Show what happened to an order."""
    return Answer(screens.story(await _open(visit, tap.order), visit.words))


async def show_order_units(visit: Visit, tap: ShowOrderUnits) -> Answer:
    """Show the units that an order has."""
    return Answer(screens.units(await _open(visit, tap.order), visit.words))


async def resend_order(visit: Visit, tap: ResendOrder) -> Answer:
    """Hand the goods to their buyer once more."""
    async with visit.shop.tx() as session:
        await backoffice.resend(session, tap.order, by=visit.actor, now=visit.now)
    return Answer(toast=visit.words("order-resent"))


async def call_off_order(visit: Visit, tap: CallOffOrder) -> Answer:
    """Cancel an unpaid order, once the person is sure; money that came in wins over it."""
    if not tap.is_sure:
        return Answer(screens.sure_to_cancel(await _open(visit, tap.order), visit.words))
    async with visit.shop.tx() as session:
        was_open = await backoffice.cancel(session, tap.order, by=visit.actor, now=visit.now)
    toast = visit.words("invoice-canceling" if was_open else "invoice-status-closed")
    return Answer(toast=toast, follow=ManageOrder(order=tap.order).pack())


async def _open(visit: Visit, order_id: int) -> OrderFile:
    async with visit.shop.tx.reading() as session:
        return await backoffice.open_order(session, order_id)
