"""Wholesale prices: from so many units on, each costs less."""

from auto_order.catalog import editing, rules
from auto_order.catalog.models import PriceStep
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.kit.money import read_rupiah
from auto_order.kit.numbers import read_count
from auto_order.telegram import steps
from auto_order.telegram.screens.admin import categories as screens
from auto_order.telegram.screens.admin.product_questions import ask_price_step
from auto_order.telegram.staff_callbacks.products import AddPriceStep, RemovePriceStep, ShowPriceSteps
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit


async def show_price_steps(visit: Visit, tap: ShowPriceSteps) -> Answer:
    """Show a product's wholesale prices."""
    async with visit.shop.tx.reading() as session:
        product = await editing.get_product(session, tap.product)
    return Answer(screens.price_steps(product, visit.words))


async def add_price_step(visit: Visit, tap: AddPriceStep) -> Answer:
    """Ask from how many units on."""
    back = ShowPriceSteps(product=tap.product)
    return await steps.ask(visit, StepKind.PRICE_STEP, ask_price_step, {"product": tap.product}, back=back)


async def answer_price_step(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Take the quantity, then the price."""
    if "quantity" not in step.data:
        quantity = rules.check_step_quantity(read_count(typed.text))
        return await steps.go_on(visit, step, ask_price_step, quantity=quantity)
    wanted = PriceStep(step.data["quantity"], read_rupiah(typed.text))
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        product = await editing.add_price_step(
            session, step.data["product"], wanted, by=visit.actor, now=visit.now
        )
    return Answer(screens.price_steps(product, visit.words), toast=visit.words("product-changed"))


async def remove_price_step(visit: Visit, tap: RemovePriceStep) -> Answer:
    """Take a wholesale price back."""
    async with visit.shop.tx() as session:
        product = await editing.remove_price_step(
            session, tap.product, quantity=tap.quantity, by=visit.actor, now=visit.now
        )
    return Answer(screens.price_steps(product, visit.words), toast=visit.words("product-changed"))
