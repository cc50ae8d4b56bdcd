"""What a unit of a product is: a text or a file of its own, or something that every buyer gets."""

from auto_order.catalog import editing
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.kit.numbers import read_count
from auto_order.kit.secret import Secret
from auto_order.stock.files import service as unit_files
from auto_order.stock.rules import NotShared
from auto_order.stock.shared import service as shared
from auto_order.telegram import steps
from auto_order.telegram.admin.stock_adding import read_text
from auto_order.telegram.screens.admin import stock_kinds as screens
from auto_order.telegram.screens.admin import stock_questions as questions
from auto_order.telegram.staff_callbacks.stock import (
    AskRemaining,
    ChooseKind,
    ManageStock,
    SetKind,
    SetRemaining,
    ShareContent,
    ShowShared,
)
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit


async def choose_kind(visit: Visit, tap: ChooseKind) -> Answer:
    """Offer the kinds, and say what each means."""
    async with visit.shop.tx.reading() as session:
        product = await editing.get_product(session, tap.product)
    return Answer(screens.kinds(product, visit.words))


async def set_kind(visit: Visit, tap: SetKind) -> Answer:
    """Change the kind of a product that nothing is left of."""
    async with visit.shop.tx() as session:
        await shared.change_kind(session, tap.product, tap.kind, by=visit.actor, now=visit.now)
    return _go_back(visit, tap.product, "stock-kind-changed")


async def answer_file(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Put the document that was sent into the stock as one unit, and ask for the next."""
    assert typed.document is not None
    content = await visit.shop.files.fetch(typed.document.file_id)
    file = unit_files.pack(typed.document.name or "file", content)
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await unit_files.add_file(
            session,
            file,
            product_id=step.data["product"],
            keyring=visit.shop.keyring,
            by=visit.actor,
            now=visit.now,
        )
    return await steps.go_on(visit, step, questions.ask_file, count=step.data["count"] + 1)


async def share_content(visit: Visit, tap: ShareContent) -> Answer:
    """Ask for what every buyer gets."""
    async with visit.shop.tx.reading() as session:
        product = await editing.get_product(session, tap.product)
    data, back = {"product": product.id, "name": product.name}, ManageStock(product=product.id)
    return await steps.ask(visit, StepKind.SHARED_CONTENT, screens.ask_content, data, back=back)


async def answer_content(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Have every buyer from now on get what was sent; a text file is a long text."""
    content = Secret(typed.text) if typed.document is None else await read_text(visit, typed.document)
    product_id = step.data["product"]
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await shared.share(
            session, product_id, content, keyring=visit.shop.keyring, by=visit.actor, now=visit.now
        )
    return _go_back(visit, product_id, "shared-saved")


async def show_shared(visit: Visit, tap: ShowShared) -> Answer:
    """Show what every buyer gets."""
    async with visit.shop.tx.reading() as session:
        product = await editing.get_product(session, tap.product)
        found = await shared.find_shared(session, product.id, keyring=visit.shop.keyring)
    if found is None:
        raise NotShared
    return Answer(screens.shared(product, found, visit.words))


async def ask_remaining(visit: Visit, tap: AskRemaining) -> Answer:
    """Ask how many more may be sold."""
    back = ManageStock(product=tap.product)
    data = {"product": tap.product}
    return await steps.ask(visit, StepKind.SHARED_LIMIT, screens.ask_remaining, data, back=back)


async def answer_remaining(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Sell so many more and then no more."""
    remaining, product_id = read_count(typed.text), step.data["product"]
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await shared.limit(session, product_id, remaining, by=visit.actor, now=visit.now)
    return _go_back(visit, product_id, "shared-limited")


async def set_remaining(visit: Visit, tap: SetRemaining) -> Answer:
    """Let everybody buy, or nobody."""
    remaining = 0 if tap.is_stopped else None
    async with visit.shop.tx() as session:
        await shared.limit(session, tap.product, remaining, by=visit.actor, now=visit.now)
    return _go_back(visit, tap.product, "shared-limited")


def _go_back(visit: Visit, product: int, key: str) -> Answer:
    return Answer(toast=visit.words(key), follow=ManageStock(product=product).pack())
