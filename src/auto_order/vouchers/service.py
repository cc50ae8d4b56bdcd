"""The verbs about vouchers: a buyer tries a code, an order holds it, uses it, or gives it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from auto_order.db.session import Session
from auto_order.kit.errors import Refusal
from auto_order.vouchers import repository, rules
from auto_order.vouchers.models import UseStatus, Voucher, VoucherUse
from auto_order.vouchers.rules import GuessLimits, Line, TooManyGuesses, VoucherNotUsable


class Applied(NamedTuple):
    """What the voucher that a buyer chose takes off; ``obstacle`` says why it takes nothing off."""

    voucher_id: int
    code: str
    discount: int
    obstacle: Refusal | None = None


async def try_code(
    session: Session, *, customer_id: int, code: str, limits: GuessLimits, now: datetime
) -> bool:
    """Choose the voucher of this code for what the buyer pays next; False when there is none that counts.

    A try in vain is counted in the caller's transaction, so that must end well. Raises TooManyGuesses, after
    which nothing is looked up. The caller has the customer locked.
    """
    guesses = await repository.find_guesses(session, customer_id)
    pause = rules.find_pause(guesses, limits, now=now)
    if pause:
        raise TooManyGuesses(minutes=-(-int(pause.total_seconds()) // 60))
    voucher = await repository.find_by_code(session, rules.tidy_code(code))
    if voucher is not None and await _is_usable(session, voucher, customer_id=customer_id, now=now):
        await repository.choose(session, customer_id=customer_id, voucher_id=voucher.id, now=now)
        return True
    failures = rules.count_failure(guesses, now=now)
    await repository.put_guesses(session, customer_id=customer_id, failures=failures, now=now)
    return False


async def forget(session: Session, *, customer_id: int) -> None:
    """Forget which voucher the buyer chose. Safe to repeat."""
    await repository.forget_chosen(session, customer_id)


async def apply_chosen(
    session: Session, lines: Sequence[Line], *, customer_id: int, now: datetime
) -> Applied | None:
    """Say what the voucher that the buyer chose takes off these lines; None when there is none."""
    voucher = await repository.find_chosen(session, customer_id)
    if voucher is None:
        return None
    try:
        if not await _is_usable(session, voucher, customer_id=customer_id, now=now):
            raise VoucherNotUsable
        reach = await repository.find_reach(session, voucher.id)
        return Applied(voucher.id, voucher.code, rules.compute_discount(voucher, reach, lines))
    except Refusal as obstacle:
        return Applied(voucher.id, voucher.code, 0, obstacle)


async def hold(session: Session, applied: Applied, *, customer_id: int, order_id: int, now: datetime) -> None:
    """Hold one use for an order. Locks the voucher, so that no limit is passed. Raises VoucherNotUsable."""
    await _lock_usable(session, applied.voucher_id, customer_id=customer_id, now=now)
    use = VoucherUse(
        voucher_id=applied.voucher_id,
        customer_id=customer_id,
        order_id=order_id,
        discount=applied.discount,
        status=UseStatus.HELD,
        held_at=now,
    )
    await repository.add_use(session, use)
    await repository.forget_chosen(session, customer_id)


async def hold_again(session: Session, *, order_id: int, now: datetime) -> None:
    """Hold the use of an order that had died, for late money. Raises VoucherNotUsable."""
    use = await repository.lock_use(session, order_id)
    if use is None or use.status is not UseStatus.RELEASED:
        return
    await _lock_usable(session, use.voucher_id, customer_id=use.customer_id, now=now)
    rules.advance(use, UseStatus.HELD)
    use.closed_at = None


async def use(session: Session, *, order_id: int, now: datetime) -> None:
    """Note that the order is paid, and its voucher used for good."""
    await _close(session, order_id, UseStatus.USED, now=now)


async def release(session: Session, *, order_id: int, now: datetime) -> None:
    """Give back what an order held that has died. Safe to repeat."""
    await _close(session, order_id, UseStatus.RELEASED, now=now)


async def _close(session: Session, order_id: int, status: UseStatus, *, now: datetime) -> None:
    found = await repository.lock_use(session, order_id)
    if found is not None and found.status is not status:
        rules.advance(found, status)
        found.closed_at = now


async def _lock_usable(session: Session, voucher_id: int, *, customer_id: int, now: datetime) -> None:
    voucher = await repository.lock(session, voucher_id)
    if not await _is_usable(session, voucher, customer_id=customer_id, now=now):
        raise VoucherNotUsable


async def _is_usable(session: Session, voucher: Voucher, *, customer_id: int, now: datetime) -> bool:
    uses = await repository.count_uses(session, voucher.id, customer_id=customer_id)
    return rules.is_usable(voucher, uses, now=now)
