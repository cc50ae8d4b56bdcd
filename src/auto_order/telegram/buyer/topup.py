"""Filling the wallet: by QRIS, or by hand as a person of the staff confirms."""

from auto_order.dialogs import service as dialogs
from auto_order.dialogs.service import Step
from auto_order.kit.errors import Refusal
from auto_order.kit.money import read_rupiah
from auto_order.ledger import service as ledger
from auto_order.notifications import service as notifications
from auto_order.notifications.port import Posted
from auto_order.payments import telling, topups
from auto_order.payments.telling_topups import topup_slot
from auto_order.telegram import steps
from auto_order.telegram.buyer.checkout import get_policy, open_till
from auto_order.telegram.callbacks import (
    AskAmount,
    CancelTopup,
    CheckTopup,
    Deposit,
    ShowDeposit,
    ShowTopup,
    ShowTransfer,
)
from auto_order.telegram.screens import topup as screens
from auto_order.telegram.steps import StepKind, Typed
from auto_order.telegram.visit import Answer, Visit


class TransfersOff(Refusal):
    """The shop takes no money that is sent by hand."""

    code = "transfers_off"


async def show_deposit(visit: Visit, _tap: ShowDeposit) -> Answer:
    """Offer ways to fill the wallet."""
    async with visit.shop.tx.reading() as session:
        balance = await ledger.find_balance(session, customer_id=visit.customer.id)
    screen = screens.deposit(
        balance,
        limits=visit.shop.topup_limits,
        has_qris=visit.shop.policy is not None and visit.shop.preferences.takes_qris,
        takes_transfers=visit.shop.transfer_instructions is not None,
        words=visit.words,
    )
    return Answer(screen)


async def open_deposit(visit: Visit, _text: str) -> Answer:
    """Answer the menu's deposit key."""
    return await show_deposit(visit, ShowDeposit())


async def deposit(visit: Visit, tap: Deposit) -> Answer:
    """Promise a QR, which takes the place of the tapped message."""
    topup = await _begin(visit, tap.amount, message_id=visit.message_id)
    if not topup.is_new:
        return Answer(screens.open_topup(topup.payment, visit.words))
    return Answer(screens.preparing(topup.payment, visit.words))


async def ask_amount(visit: Visit, tap: AskAmount) -> Answer:
    """Ask how much."""
    limits = visit.shop.topup_limits
    data = {"is_by_hand": tap.is_by_hand, "least": limits.least, "most": limits.most}
    return await steps.ask(visit, StepKind.TOPUP_AMOUNT, screens.ask_amount, data, back=ShowDeposit())


async def answer_amount(visit: Visit, step: Step, typed: Typed) -> Answer:
    """Take the amount that was typed: promise a QR for it, or have the staff look for the money."""
    amount = read_rupiah(typed.text)
    if step.data["is_by_hand"]:
        return await _state_transfer(visit, step, amount)
    topup = await _begin(visit, amount, message_id=step.message_id, step=step)
    # A new QR takes the place of the question by itself.
    return Answer() if topup.is_new else Answer(screens.open_topup(topup.payment, visit.words))


async def show_transfer(visit: Visit, _tap: ShowTransfer) -> Answer:
    """Show where money is sent by hand."""
    return Answer(screens.transfer(_get_instructions(visit), visit.words))


async def show_topup(visit: Visit, tap: ShowTopup) -> Answer:
    """Show the QR of an open top-up again, below."""
    policy = get_policy(visit)
    async with visit.shop.tx() as session:
        payment = await topups.lock_topup(session, payment_id=tap.payment, customer_id=visit.customer.id)
        await telling.show_again(session, payment, policy=policy, now=visit.now, is_asked_for=True)
    return Answer(toast=screens.state(payment, now=visit.now, words=visit.words))


async def check_topup(visit: Visit, tap: CheckTopup) -> Answer:
    """Say how a top-up stands, and have the gateway asked again."""
    async with visit.shop.tx() as session:
        payment = await topups.request_check(
            session, payment_id=tap.payment, customer_id=visit.customer.id, now=visit.now
        )
    return Answer(toast=screens.state(payment, now=visit.now, words=visit.words), is_alert=True)


async def cancel_topup(visit: Visit, tap: CancelTopup) -> Answer:
    """Cancel an open top-up; money that has come in wins over it. The outcome comes as a message."""
    async with visit.shop.tx() as session:
        was_open = await topups.request_cancel(
            session, payment_id=tap.payment, customer_id=visit.customer.id, now=visit.now
        )
    return Answer(toast=visit.words("topup-canceling" if was_open else "invoice-status-closed"))


async def _begin(
    visit: Visit, amount: int, *, message_id: int | None, step: Step | None = None
) -> topups.Topup:
    policy = open_till(visit)
    async with visit.shop.tx() as session:
        if step is not None:
            await dialogs.close(session, step)
        topup = await topups.begin(
            session, customer_id=visit.customer.id, amount=amount, policy=policy, now=visit.now
        )
        if topup.is_new and message_id is not None:
            posted = Posted(visit.chat_id, message_id)
            await notifications.record_posted(session, topup_slot(topup.payment.id), posted)
    return topup


async def _state_transfer(visit: Visit, step: Step, amount: int) -> Answer:
    _get_instructions(visit)
    async with visit.shop.tx() as session:
        await dialogs.close(session, step)
        topup = await topups.state_transfer(
            session,
            customer_id=visit.customer.id,
            amount=amount,
            limits=visit.shop.topup_limits,
            now=visit.now,
        )
    return Answer(screens.open_topup(topup.payment, visit.words))


def _get_instructions(visit: Visit) -> str:
    if visit.shop.transfer_instructions is None:
        raise TransfersOff
    return visit.shop.transfer_instructions
