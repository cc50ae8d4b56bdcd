"""What is done only with a reason: asked for first; the deed and its record are one transaction."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from aiogram.filters.callback_data import CallbackData

from auto_order.db.session import Session
from auto_order.delivery import replacing
from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.kit.money import NotAnAmount, read_rupiah
from auto_order.ledger import service as ledger
from auto_order.payments import by_hand, reviewing, topups
from auto_order.refunds import service as refunds
from auto_order.refunds.models import RefundWay
from auto_order.telegram import steps
from auto_order.telegram.screens.admin.money import ask_deed
from auto_order.telegram.staff_callbacks.money import (
    DecideMoney,
    DecideOrder,
    Deed,
    ShowCases,
    ShowRefundsDue,
    ShowTransfers,
)
from auto_order.telegram.staff_callbacks.orders import ManageOrder
from auto_order.telegram.staff_callbacks.users import ManageCustomer
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit


class Decision(NamedTuple):
    """What was decided: about which row, how much where that matters, and why."""

    subject: int
    unit: int
    amount: int
    reason: str


class DeedRoute(NamedTuple):
    """How a deed is done, in which step its reason is asked for, and what is shown after it."""

    do: Callable[[Session, Visit, Decision], Awaitable[object]]
    back: Callable[[int], CallbackData]
    kind: StepKind = StepKind.MONEY_DEED
    asks_amount: bool = False


async def decide_money(visit: Visit, tap: DecideMoney) -> Answer:
    """Ask for what a deed about money needs."""
    return await _ask(visit, StepKind.MONEY_DEED, tap.deed, tap.subject)


async def decide_order(visit: Visit, tap: DecideOrder) -> Answer:
    """Ask for what a deed about an order needs."""
    return await _ask(visit, StepKind.ORDER_DEED, tap.deed, tap.subject, unit=tap.unit)


async def answer_deed(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Take the amount, then the reason, and do it."""
    data = step.data
    route = _DEEDS[Deed(data["deed"])]
    if route.asks_amount and "amount" not in data:
        return await steps.go_on(visit, step, ask_deed, amount=_read_amount(typed))
    decision = Decision(data["subject"], data["unit"], data.get("amount", 0), typed.text)
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        await route.do(session, visit, decision)
    return Answer(toast=visit.words("deed-done"), follow=data[steps.BACK])


async def _ask(visit: Visit, kind: StepKind, deed: Deed, subject: int, *, unit: int = 0) -> Answer:
    route = _DEEDS[deed]
    if route.kind is not kind:
        # No button of ours says so: the deed takes another permission than the one that was checked.
        return Answer(toast=visit.words("old-button"), is_alert=True)
    data = {"deed": deed, "subject": subject, "unit": unit, "asks_amount": route.asks_amount}
    return await steps.ask(visit, kind, ask_deed, data, back=route.back(subject))


def _read_amount(typed: Typed) -> int:
    amount = read_rupiah(typed.text)
    if not amount:
        raise NotAnAmount
    return amount


def _show_order(order_id: int) -> CallbackData:
    return ManageOrder(order=order_id)


def _show_customer(customer_id: int) -> CallbackData:
    return ManageCustomer(customer=customer_id)


def _by(visit: Visit) -> dict[str, Any]:
    return {"by": visit.actor, "now": visit.now}


def _refund(way: RefundWay) -> Callable[[Session, Visit, Decision], Awaitable[object]]:
    async def refund(session: Session, visit: Visit, what: Decision) -> object:
        return await refunds.refund_order(
            session, order_id=what.subject, amount=what.amount, way=way, reason=what.reason, **_by(visit)
        )

    return refund


def _adjust(sign: int) -> Callable[[Session, Visit, Decision], Awaitable[object]]:
    async def adjust(session: Session, visit: Visit, what: Decision) -> object:
        amount = sign * what.amount
        return await ledger.adjust(
            session, customer_id=what.subject, amount=amount, reason=what.reason, **_by(visit)
        )

    return adjust


def _review(
    verb: Callable[..., Awaitable[object]],
) -> Callable[[Session, Visit, Decision], Awaitable[object]]:
    async def review(session: Session, visit: Visit, what: Decision) -> object:
        return await verb(session, payment_id=what.subject, note=what.reason, **_by(visit))

    return review


async def _mark_paid(session: Session, visit: Visit, what: Decision) -> object:
    return await by_hand.mark_paid(session, order_id=what.subject, note=what.reason, **_by(visit))


async def _mark_refunded(session: Session, visit: Visit, what: Decision) -> object:
    return await refunds.mark_made(session, refund_id=what.subject, evidence=what.reason, **_by(visit))


async def _replace(session: Session, visit: Visit, what: Decision) -> None:
    await replacing.replace_unit(
        session, order_id=what.subject, item_id=what.unit, reason=what.reason, **_by(visit)
    )


_DEEDS: Mapping[Deed, DeedRoute] = {
    Deed.MARK_PAID: DeedRoute(_mark_paid, _show_order),
    Deed.REFUND_WALLET: DeedRoute(_refund(RefundWay.WALLET), _show_order, asks_amount=True),
    Deed.REFUND_OUTSIDE: DeedRoute(_refund(RefundWay.OUTSIDE), _show_order, asks_amount=True),
    Deed.REFUND_MADE: DeedRoute(_mark_refunded, lambda _: ShowRefundsDue()),
    Deed.REVIEW_DELIVER: DeedRoute(_review(reviewing.deliver), lambda _: ShowCases()),
    Deed.REVIEW_CREDIT: DeedRoute(_review(reviewing.credit), lambda _: ShowCases()),
    Deed.REVIEW_REFUND: DeedRoute(_review(reviewing.refund), lambda _: ShowCases()),
    Deed.REVIEW_DISMISS: DeedRoute(_review(reviewing.dismiss), lambda _: ShowCases()),
    Deed.CONFIRM_TRANSFER: DeedRoute(_review(topups.confirm_transfer), lambda _: ShowTransfers()),
    Deed.REJECT_TRANSFER: DeedRoute(_review(topups.reject_transfer), lambda _: ShowTransfers()),
    Deed.CREDIT: DeedRoute(_adjust(1), _show_customer, asks_amount=True),
    Deed.DEBIT: DeedRoute(_adjust(-1), _show_customer, asks_amount=True),
    Deed.REPLACE_UNIT: DeedRoute(_replace, _show_order, kind=StepKind.ORDER_DEED),
}
