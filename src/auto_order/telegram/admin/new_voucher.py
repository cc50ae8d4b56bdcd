"""Making a voucher, one question at a time; what was answered survives restarts and wrong answers."""

from collections.abc import Mapping
from typing import Any

from auto_order.catalog import editing, shelving
from auto_order.catalog import service as catalog
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.kit.moments import read_moment
from auto_order.kit.money import read_rupiah
from auto_order.kit.numbers import read_count
from auto_order.telegram import steps
from auto_order.telegram.screens.admin.voucher_questions import (
    CHOSEN,
    Ask,
    ask_new,
    list_questions,
    read_facts,
)
from auto_order.telegram.staff_callbacks.vouchers import (
    AskVoucherBefore,
    MakeVoucher,
    ManageVoucher,
    Meant,
    NewVoucher,
    ShowVouchers,
    SkipVoucherQuestion,
    SwitchMeant,
)
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit
from auto_order.vouchers import managing
from auto_order.vouchers.models import VoucherKind

_MOST_OFFERED, _MOST_CHOSEN = 12, 20


async def new_voucher(visit: Visit, _tap: NewVoucher) -> Answer:
    """Ask the first question."""
    async with visit.shop.tx.reading() as session:
        shelves = await catalog.list_categories(session)
    data = {
        "at": Ask.CODE,
        "shelves": [[shelf.id, shelf.name] for shelf in shelves[:_MOST_OFFERED]],
        "found": [],
        "products": [],
        "categories": [],
    }
    return await steps.ask(visit, StepKind.NEW_VOUCHER, ask_new, data, back=ShowVouchers())


async def answer_question(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Take an answer and ask the next question. What makes no sense is refused at once."""
    ask = Ask(step.data["at"])
    if ask is Ask.SURE:
        return await steps.go_on(visit, step, ask_new)
    if ask is Ask.MEANT:
        return await steps.go_on(visit, step, ask_new, found=await _search(visit, typed.text))
    if ask is Ask.CODE:
        async with visit.shop.tx.reading() as session:
            code = await managing.check_code_is_free(session, typed.text)
        return await _go_on(visit, step, {ask.value: code})
    answer = _read(ask, typed.text, visit)
    managing.check(read_facts({**step.data, **answer}), now=visit.now)
    return await _go_on(visit, step, answer)


async def skip_question(visit: Visit, _tap: SkipVoucherQuestion) -> Answer:
    """Leave what is asked open."""
    step = await steps.get_open(visit, StepKind.NEW_VOUCHER)
    ask = Ask(step.data["at"])
    return await _go_on(visit, step, {} if ask in (Ask.MEANT, Ask.SURE) else {ask.value: None})


async def ask_before(visit: Visit, _tap: AskVoucherBefore) -> Answer:
    """Ask the question before once more; its answer is replaced by what is sent now."""
    step = await steps.get_open(visit, StepKind.NEW_VOUCHER)
    questions = list_questions(step.data)
    number = max(questions.index(Ask(step.data["at"])) - 1, 0)
    return await steps.go_on(visit, step, ask_new, at=questions[number])


async def switch_meant(visit: Visit, tap: SwitchMeant) -> Answer:
    """Have the voucher be for this too, or no more. For nothing by name is for everything."""
    step = await steps.get_open(visit, StepKind.NEW_VOUCHER)
    chosen = list(step.data[CHOSEN[tap.kind]])
    others = [thing for thing in chosen if thing[0] != tap.thing]
    if len(others) == len(chosen) and len(chosen) < _MOST_CHOSEN:
        others.append([tap.thing, await _name(visit, tap)])
    return await steps.go_on(visit, step, ask_new, **{CHOSEN[tap.kind]: others})


async def make_voucher(visit: Visit, _tap: MakeVoucher) -> Answer:
    """Make it."""
    step = await steps.get_open(visit, StepKind.NEW_VOUCHER)
    if Ask(step.data["at"]) is not Ask.SURE:
        return await steps.go_on(visit, step, ask_new)
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        voucher = await managing.create(session, read_facts(step.data), by=visit.actor, now=visit.now)
    return Answer(toast=visit.words("voucher-made"), follow=ManageVoucher(voucher=voucher.id).pack())


async def _go_on(visit: Visit, step: Step, answer: Mapping[str, Any]) -> Answer:
    questions = list_questions({**step.data, **answer})
    number = min(questions.index(Ask(step.data["at"])) + 1, len(questions) - 1)
    return await steps.go_on(visit, step, ask_new, **answer, at=questions[number])


async def _search(visit: Visit, word: str) -> list[list[Any]]:
    async with visit.shop.tx.reading() as session:
        page = await editing.list_products(
            session, is_archived=False, search=word.strip(), page=1, per_page=_MOST_OFFERED
        )
    return [[product.id, product.name] for product in page.products]


async def _name(visit: Visit, tap: SwitchMeant) -> str:
    async with visit.shop.tx.reading() as session:
        if tap.kind is Meant.PRODUCT:
            return (await editing.get_product(session, tap.thing)).name
        return (await shelving.get_category(session, tap.thing)).name


def _read(ask: Ask, text: str, visit: Visit) -> dict[str, Any]:
    """Read an answer. Raises NotAnAmount, NotANumber and NotAMoment."""
    if ask is Ask.VALUE:
        return _read_value(text)
    if ask in (Ask.STARTS, Ask.ENDS):
        timezone = visit.shop.preferences.timezone
        return {ask.value: read_moment(text, timezone, is_end=ask is Ask.ENDS).isoformat()}
    if ask in (Ask.TOTAL, Ask.EACH):
        return {ask.value: read_count(text)}
    return {ask.value: read_rupiah(text)}


def _read_value(text: str) -> dict[str, Any]:
    if text.strip().endswith("%"):
        return {"kind": VoucherKind.PERCENT, "value": read_count(text.strip().removesuffix("%"))}
    return {"kind": VoucherKind.RUPIAH, "value": read_rupiah(text), "most_discount": None}
