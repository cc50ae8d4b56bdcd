"""Changing one thing about a product."""

from auto_order.catalog import editing, rules
from auto_order.catalog import service as catalog
from auto_order.catalog.editing import Field
from auto_order.catalog.models import Product
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.kit.money import read_rupiah
from auto_order.kit.numbers import read_count
from auto_order.telegram import steps
from auto_order.telegram.screens.admin import product_questions as questions
from auto_order.telegram.screens.admin import products as screens
from auto_order.telegram.screens.screen import tap as button
from auto_order.telegram.staff_callbacks.products import (
    AddCategory,
    ClearField,
    EditProduct,
    ManageProduct,
    SetCategory,
)
from auto_order.telegram.steps import NotExpected, Sent, StepKind, Typed
from auto_order.telegram.visit import Answer, Visit


async def edit_product(visit: Visit, tap: EditProduct) -> Answer:
    """Ask for a new value; categories are picked, not typed."""
    if tap.field is Field.CATEGORY:
        return await _pick_category(visit, tap.product)
    async with visit.shop.tx.reading() as session:
        product = await editing.get_product(session, tap.product)
    data = {
        "product": product.id,
        "field": tap.field,
        "name": product.name,
        "was": _describe(visit, product, tap.field),
    }
    back = ManageProduct(product=product.id)
    return await steps.ask(visit, StepKind.PRODUCT_FIELD, questions.ask_field, data, back=back)


async def answer_field(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Change the field to what was sent."""
    product_id, field = step.data["product"], Field(step.data["field"])
    value = read_field(field, typed)
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await editing.change_product(session, product_id, field, value, by=visit.actor, now=visit.now)
    return _changed(visit, product_id)


async def clear_field(visit: Visit, tap: ClearField) -> Answer:
    """Leave the field empty."""
    step = await steps.get_open(visit, StepKind.PRODUCT_FIELD)
    value = None if tap.field is Field.PHOTO else ""
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await editing.change_product(session, tap.product, tap.field, value, by=visit.actor, now=visit.now)
    return _changed(visit, tap.product)


async def set_category(visit: Visit, tap: SetCategory) -> Answer:
    """Put the product into a category, or into none."""
    async with visit.shop.tx() as session:
        await editing.change_product(
            session, tap.product, Field.CATEGORY, tap.category or None, by=visit.actor, now=visit.now
        )
    return _changed(visit, tap.product)


def read_field(field: Field, typed: Typed) -> str | int | None:
    """Read what was sent as the field's value. Raises BadProduct, NotAnAmount, NotANumber, NotExpected."""
    if field is Field.PHOTO:
        if typed.photo is None:
            raise NotExpected((Sent.PHOTO,))
        return typed.photo
    if typed.kind is not Sent.TEXT:
        raise NotExpected((Sent.TEXT,))
    if field is Field.PRICE:
        return rules.check_price(read_rupiah(typed.text))
    if field is Field.WARRANTY:
        return rules.check_warranty_days(read_count(typed.text))
    checks = {
        Field.CODE: rules.check_code,
        Field.NAME: rules.check_name,
        Field.DESCRIPTION: rules.check_description,
        Field.TERMS: rules.check_terms,
    }
    return checks[field](typed.text.strip())


async def _pick_category(visit: Visit, product_id: int) -> Answer:
    async with visit.shop.tx.reading() as session:
        categories = await catalog.list_categories(session)
    new = button(visit.words("button-add-category"), AddCategory(product=product_id))
    return Answer(screens.pick_category(product_id, categories, visit.words, new=new))


def _changed(visit: Visit, product_id: int) -> Answer:
    return Answer(toast=visit.words("product-changed"), follow=ManageProduct(product=product_id).pack())


def _describe(visit: Visit, product: Product, field: Field) -> str:
    value = getattr(product, field)
    if field is Field.PRICE:
        return visit.words.money(value)
    if field is Field.PHOTO:
        return str(visit.words("there-is" if value else "nothing-yet"))
    return str(value) if value else str(visit.words("nothing-yet"))
