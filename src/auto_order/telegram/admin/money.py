"""Money that waits for a person: transfers to look for, payments that do not fit, refunds to send."""

from auto_order.backoffice import service as backoffice
from auto_order.customers import service as customers
from auto_order.db.session import Session
from auto_order.payments import reviewing, topups
from auto_order.payments.rules import PaymentNotFound
from auto_order.refunds import service as refunds
from auto_order.telegram.screens.admin import money as screens
from auto_order.telegram.screens.admin.money import Waiting
from auto_order.telegram.staff_callbacks.money import (
    ManageCase,
    ShowCases,
    ShowMoney,
    ShowRefundsDue,
    ShowTopups,
    ShowTransfers,
)
from auto_order.telegram.visit import Answer, Visit

_MOST, _LATEST = 10, 15


async def show_money(visit: Visit, _tap: ShowMoney) -> Answer:
    """Show how much waits."""
    async with visit.shop.tx.reading() as session:
        waiting = Waiting(
            transfers=len(await topups.list_stated(session)),
            cases=len(await reviewing.list_cases(session)),
            refunds=len(await refunds.list_due(session)),
        )
    return Answer(screens.money(waiting, visit.words))


async def show_transfers(visit: Visit, _tap: ShowTransfers) -> Answer:
    """Show the transfers that buyers say to have made."""
    async with visit.shop.tx.reading() as session:
        stated = await topups.list_stated(session, limit=_MOST)
        listed = [(payment, await _name(session, payment.customer_id)) for payment in stated]
    return Answer(screens.transfers(listed, visit.words))


async def show_topups(visit: Visit, _tap: ShowTopups) -> Answer:
    """Show the latest top-ups."""
    async with visit.shop.tx.reading() as session:
        latest = await backoffice.list_topups(session, limit=_LATEST)
    return Answer(screens.topups(latest, visit.words))


async def show_cases(visit: Visit, _tap: ShowCases) -> Answer:
    """Show the payments whose facts do not fit."""
    async with visit.shop.tx.reading() as session:
        waiting = await reviewing.list_cases(session, limit=_MOST)
        listed = [(case, payment, await _name(session, payment.customer_id)) for case, payment in waiting]
    return Answer(screens.cases(listed, visit.words))


async def manage_case(visit: Visit, tap: ManageCase) -> Answer:
    """Show one such payment."""
    async with visit.shop.tx.reading() as session:
        waiting = await reviewing.list_cases(session)
        found = next((pair for pair in waiting if pair[1].id == tap.payment), None)
        if found is None:
            raise PaymentNotFound
        case, payment = found
        buyer = await _name(session, payment.customer_id)
    return Answer(screens.case(case, payment, buyer, visit.words))


async def show_refunds_due(visit: Visit, _tap: ShowRefundsDue) -> Answer:
    """Show the refunds that a person still has to send."""
    async with visit.shop.tx.reading() as session:
        due = await refunds.list_due(session, limit=_MOST)
        listed = [(refund, await _name(session, refund.customer_id)) for refund in due]
    return Answer(screens.refunds_due(listed, visit.words))


async def _name(session: Session, customer_id: int) -> str:
    return (await customers.get_customer(session, customer_id)).name
