"""What the seller chooses for the shop; it holds from the next tap on, for everybody."""

from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.preferences import service as preferences
from auto_order.preferences.models import Choice
from auto_order.telegram import steps
from auto_order.telegram.screens.admin import choices as screens
from auto_order.telegram.staff_callbacks.choices import AskChoice, ClearChoice, ShowChoices, Switch
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit


async def show_choices(visit: Visit, _tap: ShowChoices) -> Answer:
    """Show what is chosen, as it is in the database now."""
    async with visit.shop.tx.reading() as session:
        chosen = await preferences.read(session, visit.shop.preferences)
    return Answer(screens.choices(chosen, visit.words))


async def switch(visit: Visit, tap: Switch) -> Answer:
    """Choose what the button says."""
    async with visit.shop.tx() as session:
        await preferences.change(session, tap.choice, tap.value, by=visit.actor, now=visit.now)
    return await show_choices(visit, ShowChoices())


async def ask_choice(visit: Visit, tap: AskChoice) -> Answer:
    """Ask for another value."""
    was = screens.describe(visit.shop.preferences, tap.choice, visit.words)
    data = {"choice": tap.choice, "was": str(was)}
    return await steps.ask(visit, StepKind.CHOICE, screens.ask_choice, data, back=ShowChoices())


async def answer_choice(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Choose what was typed."""
    return await _choose(visit, step, Choice(step.data["choice"]), typed.text)


async def clear_choice(visit: Visit, tap: ClearChoice) -> Answer:
    """Leave a value empty."""
    step = await steps.get_open(visit, StepKind.CHOICE)
    return await _choose(visit, step, tap.choice, "")


async def _choose(visit: Visit, step: Step, choice: Choice, text: str) -> Answer:
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await preferences.change(session, choice, text, by=visit.actor, now=visit.now)
    return Answer(toast=visit.words("product-changed"), follow=ShowChoices().pack())
