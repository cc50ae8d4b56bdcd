"""Putting units into the stock: one a message, many pasted lines with a preview, or a file."""

from auto_order.catalog import editing
from auto_order.catalog.models import ProductKind
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.kit.secret import Secret
from auto_order.stock import keeping
from auto_order.stock.lines import number_lines
from auto_order.stock.loading import NumberedContent, Sieve
from auto_order.stock.rules import AlreadyThere, NotAText
from auto_order.stock.uploads import service as uploading
from auto_order.stock.uploads.service import SentFile
from auto_order.telegram import steps
from auto_order.telegram.screens.admin import stock_questions as questions
from auto_order.telegram.staff_callbacks.stock import (
    AddUnits,
    CancelUpload,
    ConfirmUpload,
    FinishAdding,
    ManageStock,
    SaveLines,
)
from auto_order.telegram.steps import Attachment, StepKind, Typed
from auto_order.telegram.visit import Answer, Visit


async def add_units(visit: Visit, tap: AddUnits) -> Answer:
    """Ask for units."""
    async with visit.shop.tx.reading() as session:
        product = await editing.get_product(session, tap.product)
    if product.kind is ProductKind.SHARED:
        return Answer(follow=ManageStock(product=product.id).pack())
    data, back = {"product": product.id, "name": product.name}, ManageStock(product=product.id)
    if product.kind is ProductKind.FILES:
        return await steps.ask(visit, StepKind.STOCK_FILE, questions.ask_file, data | {"count": 0}, back=back)
    if tap.is_many:
        data |= {"texts": [], "new": 0, "repeated": []}
        return await steps.ask(visit, StepKind.STOCK_LINES, questions.ask_lines, data, back=back)
    return await steps.ask(visit, StepKind.STOCK_UNIT, questions.ask_unit, data | {"count": 0}, back=back)


async def answer_unit(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Put what was sent into the stock as one unit, and ask for the next; a text file is one unit too."""
    content = Secret(typed.text) if typed.document is None else await read_text(visit, typed.document)
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        report = await keeping.add_units(
            session,
            product_id=step.data["product"],
            lines=[NumberedContent(1, content)],
            keyring=visit.shop.keyring,
            by=visit.actor,
            now=visit.now,
        )
        if not report.new:
            raise AlreadyThere
    return await steps.go_on(visit, step, questions.ask_unit, count=step.data["count"] + 1)


async def finish_adding(visit: Visit, tap: FinishAdding) -> Answer:
    """Send no more units one by one."""
    await steps.close(visit, await steps.get_open(visit, StepKind.STOCK_UNIT, StepKind.STOCK_FILE))
    return Answer(follow=ManageStock(product=tap.product).pack())


async def answer_lines(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Say what the pasted lines would do, further ones too; a file is read in the background."""
    if typed.document is not None:
        return await _upload(visit, step, typed.document)
    texts = [*step.data["texts"], typed.text]
    sieve = Sieve(product_id=step.data["product"], keyring=visit.shop.keyring)
    async with visit.shop.tx.reading() as session:
        report = (await sieve.sift(session, number_lines(texts))).report
    repeated = [duplicate.line for duplicate in report.duplicates]
    return await steps.go_on(visit, step, questions.ask_lines, texts=texts, new=report.new, repeated=repeated)


async def save_lines(visit: Visit, _tap: SaveLines) -> Answer:
    """Put the pasted lines into the stock."""
    step = await steps.get_open(visit, StepKind.STOCK_LINES)
    product_id = step.data["product"]
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        report = await keeping.add_units(
            session,
            product_id=product_id,
            lines=number_lines(step.data["texts"]),
            keyring=visit.shop.keyring,
            by=visit.actor,
            now=visit.now,
        )
    toast = visit.words("stock-added", count=report.new)
    return Answer(toast=toast, follow=ManageStock(product=product_id).pack())


async def confirm_upload(visit: Visit, tap: ConfirmUpload) -> Answer:
    """Load the file; its message says how far that is."""
    async with visit.shop.tx() as session:
        await uploading.confirm(session, tap.upload, now=visit.now)
    return Answer()


async def cancel_upload(visit: Visit, tap: CancelUpload) -> Answer:
    """Stop the upload; its message says so."""
    async with visit.shop.tx() as session:
        await uploading.cancel(session, tap.upload, now=visit.now)
    return Answer(toast=visit.words("step-canceled"))


async def _upload(visit: Visit, step: Step, document: Attachment) -> Answer:
    sent = SentFile(
        product_id=step.data["product"],
        file_id=document.file_id,
        file_name=document.name or "upload.txt",
        chat_id=visit.chat_id,
        language=visit.words.language,
    )
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await uploading.begin(session, sent, by=visit.actor, now=visit.now)
    return Answer()


async def read_text(visit: Visit, document: Attachment) -> Secret:
    """Fetch a document that is a text. Raises NotAText and FileGone."""
    content = await visit.shop.files.fetch(document.file_id)
    try:
        return Secret(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotAText from None
