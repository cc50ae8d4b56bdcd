"""The categories: add, rename, move, remove."""

from auto_order.catalog import editing, shelving
from auto_order.catalog import service as catalog
from auto_order.catalog.editing import Field
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.telegram import steps
from auto_order.telegram.screens.admin import categories as screens
from auto_order.telegram.screens.admin.product_questions import ask_category_name
from auto_order.telegram.staff_callbacks.products import (
    AddCategory,
    ManageCategories,
    ManageCategory,
    ManageProduct,
    RaiseCategory,
    RemoveCategory,
    RenameCategory,
)
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit
from auto_order.vouchers import managing


async def manage_categories(visit: Visit, _tap: ManageCategories) -> Answer:
    """Show the categories."""
    async with visit.shop.tx.reading() as session:
        listed = await catalog.list_categories(session)
        counts = await shelving.count_by_category(session)
    return Answer(screens.categories(listed, counts, visit.words))


async def manage_category(visit: Visit, tap: ManageCategory) -> Answer:
    """Show one category."""
    async with visit.shop.tx.reading() as session:
        category = await shelving.get_category(session, tap.category)
        counts = await shelving.count_by_category(session)
    return Answer(screens.category(category, counts.get(category.id, 0), visit.words))


async def add_category(visit: Visit, tap: AddCategory) -> Answer:
    """Ask for the name of a new one, which may be for a product."""
    back = ManageProduct(product=tap.product) if tap.product else ManageCategories()
    data = {"product": tap.product}
    return await steps.ask(visit, StepKind.CATEGORY_NAME, ask_category_name, data, back=back)


async def rename_category(visit: Visit, tap: RenameCategory) -> Answer:
    """Ask for another name."""
    back = ManageCategory(category=tap.category)
    data = {"category": tap.category}
    return await steps.ask(visit, StepKind.CATEGORY_NAME, ask_category_name, data, back=back)


async def answer_name(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Make the category, or call it so from now on; go back to where the name was asked."""
    category_id, product_id = step.data.get("category"), step.data.get("product")
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        if category_id:
            await shelving.rename_category(session, category_id, typed.text, by=visit.actor, now=visit.now)
        else:
            category = await shelving.add_category(session, typed.text, by=visit.actor, now=visit.now)
            if product_id:
                await editing.change_product(
                    session, product_id, Field.CATEGORY, category.id, by=visit.actor, now=visit.now
                )
    return Answer(toast=visit.words("category-changed"), follow=step.data[steps.BACK])


async def raise_category(visit: Visit, tap: RaiseCategory) -> Answer:
    """Move a category one place up."""
    async with visit.shop.tx() as session:
        await shelving.raise_category(session, tap.category, by=visit.actor, now=visit.now)
    return Answer(follow=ManageCategories().pack())


async def remove_category(visit: Visit, tap: RemoveCategory) -> Answer:
    """Remove a category, once the person is sure; its products stay."""
    if not tap.is_sure:
        async with visit.shop.tx.reading() as session:
            category = await shelving.get_category(session, tap.category)
            counts = await shelving.count_by_category(session)
        return Answer(screens.sure_to_remove(category, counts.get(category.id, 0), visit.words))
    async with visit.shop.tx() as session:
        await managing.check_unmeant(session, category_id=tap.category)
        await shelving.remove_category(session, tap.category, by=visit.actor, now=visit.now)
    return Answer(toast=visit.words("category-removed"), follow=ManageCategories().pack())
