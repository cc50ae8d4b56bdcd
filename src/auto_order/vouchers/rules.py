"""Decisions about vouchers: whether one counts now, what it takes off, and how long a guesser waits."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from auto_order.kit.errors import Refusal
from auto_order.vouchers.models import UseStatus, Voucher, VoucherGuesses, VoucherKind, VoucherUse

_NEXT = {
    UseStatus.HELD: {UseStatus.USED, UseStatus.RELEASED},
    UseStatus.RELEASED: {UseStatus.HELD, UseStatus.USED},
    UseStatus.USED: set(),
}
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{2,31}")
# Tries are forgotten after it: a typing error today says nothing about yesterday's.
_MEMORY = timedelta(hours=24)
_LONGEST_PAUSE = timedelta(hours=1)


class VoucherNotUsable(Refusal):
    """The code is unknown, over or used up: the answer is the same, so that nobody learns which."""

    code = "voucher_not_usable"


class VoucherUnknown(Refusal):
    """There is no such voucher."""

    code = "voucher_unknown"


class MeantByVoucher(Refusal):
    """A voucher is for this product or category, which therefore stays."""

    code = "meant_by_voucher"


class VoucherSpendMore(Refusal):
    """The voucher counts from a minimum on that these lines do not reach."""

    code = "voucher_spend_more"

    def __init__(self, *, minimum: int) -> None:
        super().__init__(str(minimum))
        self.minimum = minimum


class VoucherForOthers(Refusal):
    """The voucher is for other products."""

    code = "voucher_for_others"


class TooManyGuesses(Refusal):
    """Too many codes were tried in vain: the buyer waits, whether the next one is right or not."""

    code = "too_many_guesses"

    def __init__(self, *, minutes: int) -> None:
        super().__init__(f"{minutes} min")
        self.minutes = minutes


class BadVoucher(Refusal):
    """A voucher cannot be made like this; ``field`` is what is wrong with it."""

    code = "bad_voucher"

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class GuessLimits:
    """After ``tries`` codes in vain a buyer waits for ``pause``, twice as long after each further one."""

    tries: int = 5
    pause: timedelta = timedelta(minutes=1)


class Reach(NamedTuple):
    """What a voucher is for. Both empty: everything."""

    products: AbstractSet[int]
    categories: AbstractSet[int]

    def includes(self, line: "Line") -> bool:
        if not self.products and not self.categories:
            return True
        return line.product_id in self.products or line.category_id in self.categories


class Line(NamedTuple):
    """Something that is to be paid. ``subtotal`` in rupiah."""

    product_id: int
    category_id: int | None
    subtotal: int


class Uses(NamedTuple):
    """How often a voucher is held or used: by everybody, and by the customer in question."""

    in_total: int
    by_customer: int


def advance(use: VoucherUse, wanted: UseStatus) -> None:
    """Take a use one step on. The only place its status is set; another step is a bug and raises."""
    if wanted not in _NEXT[use.status]:
        message = f"a voucher's use does not go from {use.status} to {wanted}"
        raise ValueError(message)
    use.status = wanted


def tidy_code(text: str) -> str:
    """Write a code as it is kept: people type it in small letters and with blanks."""
    return "".join(text.split()).upper()


def check_code(text: str) -> str:
    """Accept 3 to 32 letters, digits, ``-`` and ``_`` as a new code, or raise BadVoucher."""
    code = tidy_code(text)
    if not _CODE.fullmatch(code):
        raise BadVoucher("code")
    return code


def is_usable(voucher: Voucher, uses: Uses, *, now: datetime) -> bool:
    """Say whether a voucher counts now for somebody, whatever is to be paid."""
    return (
        voucher.is_active
        and voucher.starts_at <= now
        and (voucher.ends_at is None or now < voucher.ends_at)
        and (voucher.uses_in_total is None or uses.in_total < voucher.uses_in_total)
        and (voucher.uses_per_customer is None or uses.by_customer < voucher.uses_per_customer)
    )


def compute_discount(voucher: Voucher, reach: Reach, lines: Sequence[Line]) -> int:
    """Say what a voucher takes off, in rupiah rounded down and never more than what it is for.

    Raises VoucherSpendMore and VoucherForOthers.
    """
    if sum(line.subtotal for line in lines) < voucher.least_spend:
        raise VoucherSpendMore(minimum=voucher.least_spend)
    meant = sum(line.subtotal for line in lines if reach.includes(line))
    if not meant:
        raise VoucherForOthers
    if voucher.kind is VoucherKind.RUPIAH:
        return min(voucher.value, meant)
    discount = meant * voucher.value // 100
    return discount if voucher.most_discount is None else min(discount, voucher.most_discount)


def find_pause(guesses: VoucherGuesses | None, limits: GuessLimits, *, now: datetime) -> timedelta:
    """Say how long somebody has to wait before the next code."""
    if guesses is None or guesses.failures < limits.tries:
        return timedelta(0)
    doublings = min(guesses.failures - limits.tries, 10)
    pause = min(limits.pause * (1 << doublings), _LONGEST_PAUSE)
    return max(guesses.last_failed_at + pause - now, timedelta(0))


def count_failure(guesses: VoucherGuesses | None, *, now: datetime) -> int:
    """Say how many codes were tried in vain with this one."""
    if guesses is None or now - guesses.last_failed_at >= _MEMORY:
        return 1
    return guesses.failures + 1
