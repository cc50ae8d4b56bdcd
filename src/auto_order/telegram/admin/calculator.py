"""How much goes back to a buyer: worked out by a formula that can be written anew. No money moves here."""

from auto_order.calculator import rules
from auto_order.calculator import service as calculator
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.kit.money import NotAnAmount, read_rupiah
from auto_order.kit.numbers import read_count
from auto_order.telegram import steps
from auto_order.telegram.screens.admin import calculator as screens
from auto_order.telegram.staff_callbacks.calculator import (
    Calculate,
    EditFormula,
    PressToken,
    SaveFormula,
    ShowCalculator,
    TakeTokenBack,
)
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit

_LATEST = 5


async def show_calculator(visit: Visit, _tap: ShowCalculator) -> Answer:
    """Show the formula and what was worked out last."""
    async with visit.shop.tx.reading() as session:
        formula = await calculator.find_formula(session)
        latest = await calculator.list_latest(session, limit=_LATEST)
    return Answer(screens.calculator(formula, latest, visit.words))


async def calculate(visit: Visit, _tap: Calculate) -> Answer:
    """Ask for the price."""
    return await steps.ask(visit, StepKind.CALCULATION, screens.ask_figure, {}, back=ShowCalculator())


async def answer_figure(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Take the price, the days and those used, then work it out."""
    if "price" not in step.data:
        return await steps.go_on(visit, step, screens.ask_figure, price=_read_price(typed.text))
    figure = read_count(typed.text)
    if "days" not in step.data:
        rules.check_days(figure)
        return await steps.go_on(visit, step, screens.ask_figure, days=figure)
    price, days = step.data["price"], step.data["days"]
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        done = await calculator.work_out(
            session, price=price, days=days, used=figure, by=visit.actor, now=visit.now
        )
    return Answer(screens.calculation(done, visit.words))


async def edit_formula(visit: Visit, _tap: EditFormula) -> Answer:
    """Ask for another formula, beginning with the one that counts."""
    async with visit.shop.tx.reading() as session:
        formula = await calculator.find_formula(session)
    data = {"tokens": formula.split()}
    return await steps.ask(visit, StepKind.FORMULA, screens.ask_formula, data, back=ShowCalculator())


async def answer_formula(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Take a whole formula as it was typed; it counts once it is saved."""
    tokens = rules.check(typed.text).split()
    return await steps.go_on(visit, step, screens.ask_formula, tokens=tokens)


async def press_token(visit: Visit, tap: PressToken) -> Answer:
    """Put one more part at the end; figures one after the other are one number."""
    step = await steps.get_open(visit, StepKind.FORMULA)
    tokens = rules.add_token(step.data["tokens"], tap.token)
    return await steps.go_on(visit, step, screens.ask_formula, tokens=tokens)


async def take_token_back(visit: Visit, _tap: TakeTokenBack) -> Answer:
    """Take the last part back."""
    step = await steps.get_open(visit, StepKind.FORMULA)
    return await steps.go_on(visit, step, screens.ask_formula, tokens=step.data["tokens"][:-1])


async def save_formula(visit: Visit, _tap: SaveFormula) -> Answer:
    """Have the formula count from now on. One that is none is explained, and what was written stays."""
    step = await steps.get_open(visit, StepKind.FORMULA)
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        text = " ".join(step.data["tokens"])
        await calculator.change_formula(session, text, by=visit.actor, now=visit.now)
    return Answer(toast=visit.words("product-changed"), follow=ShowCalculator().pack())


def _read_price(text: str) -> int:
    price = read_rupiah(text)
    if not price:
        raise NotAnAmount
    return price
