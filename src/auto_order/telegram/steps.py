"""Input steps as handlers see them: how one is asked, and what a person may send in answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from aiogram.filters.callback_data import CallbackData
from aiogram.types import Message

from auto_order.dialogs import service as dialogs
from auto_order.dialogs.rules import StepGone
from auto_order.dialogs.service import Step
from auto_order.kit.errors import Refusal
from auto_order.staff.models import Permission
from auto_order.staff.rules import NOTHING
from auto_order.telegram.screens.screen import Screen
from auto_order.telegram.texts import Words
from auto_order.telegram.visit import Answer, Visit

# Where ❌ Batal leads, kept with what was typed.
BACK = "back"


class StepKind(StrEnum):
    """Everything that the shop asks people to type or send."""

    SEARCH = "search"
    TOPUP_AMOUNT = "topup_amount"
    VOUCHER_CODE = "voucher_code"
    PROFILE = "profile"
    PROOF = "proof"
    CLAIM = "claim"
    CLAIM_REFUND = "claim_refund"
    CLAIM_REFUSAL = "claim_refusal"
    NEW_PRODUCT = "new_product"
    PRODUCT_FIELD = "product_field"
    PRODUCT_SEARCH = "product_search"
    PRICE_STEP = "price_step"
    CATEGORY_NAME = "category_name"
    STOCK_UNIT = "stock_unit"
    STOCK_LINES = "stock_lines"
    STOCK_FILE = "stock_file"
    SHARED_CONTENT = "shared_content"
    SHARED_LIMIT = "shared_limit"
    STOCK_SEARCH = "stock_search"
    UNIT_SEARCH = "unit_search"
    ORDER_SEARCH = "order_search"
    USER_SEARCH = "user_search"
    ORDER_DEED = "order_deed"
    MONEY_DEED = "money_deed"
    CHOICE = "choice"
    NEW_VOUCHER = "new_voucher"
    BROADCAST = "broadcast"
    TEMPLATE = "template"
    CALCULATION = "calculation"
    FORMULA = "formula"


class Sent(StrEnum):
    """What can be sent in answer."""

    TEXT = "text"
    PHOTO = "photo"
    DOCUMENT = "document"
    OTHER = "other"


class Attachment(NamedTuple):
    """A document: Telegram's id of it, its name, and its size in bytes."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True)
class Typed:
    """What was sent in answer to a step, and in which message. ``text`` is also the caption of a picture.

    ``html`` is the text with its bold words and links, as Telegram's HTML.
    """

    kind: Sent
    text: str = ""
    message_id: int = 0
    html: str = ""
    photo: str | None = None
    document: Attachment | None = None


StepHandler = Callable[[Visit, Step, Typed], Awaitable[Answer]]
Question = Callable[[Mapping[str, Any], Words], Screen]


class StepRoute(NamedTuple):
    """How a step asks, from what was typed so far, who answers it, and what may be sent.

    ``needs``: the permissions of which one must have at least one; empty for the steps of buyers.
    """

    question: Question
    handler: StepHandler
    takes: tuple[Sent, ...] = (Sent.TEXT,)
    needs: frozenset[Permission] = NOTHING


class NotExpected(Refusal):
    """Something else was sent than the step wants: a sticker for a text. ``takes`` names what it wants."""

    code = "not_expected"

    def __init__(self, takes: tuple[Sent, ...]) -> None:
        super().__init__()
        self.takes = "-".join(takes)


async def ask(
    visit: Visit, kind: StepKind, question: Question, data: Mapping[str, Any], *, back: CallbackData
) -> Answer:
    """Ask for something, in place of whatever is asked in this chat. ❌ Batal leads to ``back``."""
    return await _ask(visit, kind, question, {**data, BACK: back.pack()})


async def go_on(visit: Visit, step: Step, question: Question, **typed: object) -> Answer:
    """Ask the next thing of a step that asks several, and keep what was typed."""
    return await _ask(visit, StepKind(step.kind), question, {**step.data, **typed})


async def get_open(visit: Visit, *kinds: StepKind) -> Step:
    """Get the step that a button under its question belongs to. Raises StepGone if it is not open."""
    async with visit.shop.tx.reading() as session:
        step = await dialogs.find(session, chat_id=visit.chat_id, keyring=visit.shop.keyring)
    if step is None or step.kind not in kinds or step.message_id not in (None, visit.message_id):
        raise StepGone
    return step


async def _ask(visit: Visit, kind: StepKind, question: Question, kept: Mapping[str, Any]) -> Answer:
    async with visit.shop.tx() as session:
        await dialogs.ask(
            session,
            chat_id=visit.chat_id,
            kind=kind,
            data=kept,
            message_id=visit.message_id,
            keyring=visit.shop.keyring,
            now=visit.now,
        )
    return Answer(question(kept, visit.words), is_asking=True)


async def close(visit: Visit, step: Step) -> None:
    """Close a step whose answer changes nothing. One that does closes it in its own transaction."""
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)


async def place_question(visit: Visit, message_id: int) -> None:
    """Note which message asks, once it is sent."""
    async with visit.shop.tx() as session:
        await dialogs.place(session, chat_id=visit.chat_id, message_id=message_id)


def read_typed(message: Message) -> Typed:
    """Read what a message brings."""
    text = (message.text or message.caption or "").replace("\x00", "")
    typed = Typed(
        Sent.TEXT if message.text else Sent.OTHER,
        text,
        message.message_id,
        message.html_text.replace("\x00", "") if text else "",
    )
    if message.photo:
        return replace(typed, kind=Sent.PHOTO, photo=message.photo[-1].file_id)
    if message.document and not message.animation:
        document = message.document
        attachment = Attachment(document.file_id, document.file_name or "", document.file_size or 0)
        return replace(typed, kind=Sent.DOCUMENT, document=attachment)
    return typed
