"""Adding a product, one question at a time; what was answered survives restarts and wrong answers."""

from typing import Any

from auto_order.catalog import editing, shelving
from auto_order.catalog import service as catalog
from auto_order.catalog.editing import Field
from auto_order.catalog.models import Product
from auto_order.catalog.service import ProductFacts
from auto_order.db.session import Session
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.telegram import steps
from auto_order.telegram.admin.product_fields import read_field
from auto_order.telegram.screens.admin.product_questions import QUESTIONS, ask_new
from auto_order.telegram.staff_callbacks.products import (
    AskBefore,
    ManageProduct,
    NewProduct,
    PickCategory,
    ShowProducts,
    SkipQuestion,
)
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit

_MOST_CATEGORIES = 20


async def new_product(visit: Visit, _tap: NewProduct) -> Answer:
    """Ask the first question."""
    async with visit.shop.tx.reading() as session:
        categories = await catalog.list_categories(session)
    data = {
        "at": QUESTIONS[0],
        "categories": [(category.id, category.name) for category in categories[:_MOST_CATEGORIES]],
    }
    return await steps.ask(visit, StepKind.NEW_PRODUCT, ask_new, data, back=ShowProducts())


async def answer_question(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Take an answer and ask the next question; after the last one there is a product."""
    field = Field(step.data["at"])
    if field is Field.CATEGORY:
        name = read_field(Field.NAME, typed)
        return await _take(visit, step, {"category": name})
    value = read_field(field, typed)
    if field is Field.CODE:
        async with visit.shop.tx.reading() as session:
            await editing.check_code_is_free(session, str(value))
    return await _take(visit, step, {field.value: value})


async def pick_category(visit: Visit, tap: PickCategory) -> Answer:
    """Take a category that there is."""
    step = await steps.get_open(visit, StepKind.NEW_PRODUCT)
    async with visit.shop.tx.reading() as session:
        category = await shelving.get_category(session, tap.category)
    return await _take(visit, step, {"category": category.name})


async def skip_question(visit: Visit, _tap: SkipQuestion) -> Answer:
    """Leave what is asked empty."""
    step = await steps.get_open(visit, StepKind.NEW_PRODUCT)
    return await _take(visit, step, {})


async def ask_before(visit: Visit, _tap: AskBefore) -> Answer:
    """Ask the question before once more; its answer is replaced by what is sent now."""
    step = await steps.get_open(visit, StepKind.NEW_PRODUCT)
    number = max(QUESTIONS.index(Field(step.data["at"])) - 1, 0)
    return await steps.go_on(visit, step, ask_new, at=QUESTIONS[number])


async def _take(visit: Visit, step: Step, answer: dict[str, Any]) -> Answer:
    number = QUESTIONS.index(Field(step.data["at"])) + 1
    if number < len(QUESTIONS):
        return await steps.go_on(visit, step, ask_new, **answer, at=QUESTIONS[number])
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        product = await _add(session, visit, {**step.data, **answer})
    return Answer(toast=visit.words("product-added"), follow=ManageProduct(product=product.id).pack())


async def _add(session: Session, visit: Visit, typed: dict[str, Any]) -> Product:
    facts = ProductFacts(
        code=typed[Field.CODE],
        name=typed[Field.NAME],
        price=typed[Field.PRICE],
        description=typed.get(Field.DESCRIPTION, ""),
        category=typed.get("category"),
    )
    return await editing.add_product(
        session, facts, photo=typed.get(Field.PHOTO), by=visit.actor, now=visit.now
    )
