"""What the staff does with vouchers: make them, list them with their use, end them. All of it is audited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from auto_order.audit import service as audit
from auto_order.audit.actor import Actor
from auto_order.audit.rules import Fact
from auto_order.db.session import Session
from auto_order.vouchers import repository, rules
from auto_order.vouchers.models import UseStatus, Voucher, VoucherKind
from auto_order.vouchers.rules import BadVoucher, MeantByVoucher, Reach, VoucherUnknown

_MOST_VALUE = 100_000_000
_PER_CENT = 100


@dataclass(frozen=True, kw_only=True)
class VoucherFacts:
    """Everything a seller says about a voucher. None is no limit; amounts in rupiah."""

    code: str
    kind: VoucherKind
    value: int
    most_discount: int | None = None
    uses_in_total: int | None = None
    uses_per_customer: int | None = None
    least_spend: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    product_ids: Sequence[int] = ()
    category_ids: Sequence[int] = ()


@dataclass(frozen=True)
class VoucherPage:
    """Some vouchers, the latest first, each with how often it is held or used."""

    vouchers: Sequence[tuple[Voucher, int]]
    page: int
    pages: int


class Total(NamedTuple):
    """How many uses of a voucher there are in one state, and what they took off, in rupiah."""

    uses: int
    discount: int


@dataclass(frozen=True)
class VoucherFile:
    """A voucher, what it is for, and what came of it: held by open orders, and used for good."""

    voucher: Voucher
    reach: Reach
    totals: Mapping[UseStatus, Total]


async def create(session: Session, facts: VoucherFacts, *, by: Actor, now: datetime) -> Voucher:
    """Make a voucher. Raises BadVoucher, also for a code that exists."""
    code = await check_code_is_free(session, facts.code)
    check(facts, now=now)
    voucher = Voucher(
        code=code,
        kind=facts.kind,
        value=facts.value,
        most_discount=facts.most_discount,
        uses_in_total=facts.uses_in_total,
        uses_per_customer=facts.uses_per_customer,
        least_spend=facts.least_spend,
        starts_at=facts.starts_at or now,
        ends_at=facts.ends_at,
        is_active=True,
        created_at=now,
    )
    await repository.add(session, voucher, product_ids=facts.product_ids, category_ids=facts.category_ids)
    after: dict[str, Fact] = {
        "code": code,
        "kind": facts.kind,
        "value": facts.value,
    }
    await audit.record(
        session,
        by=by,
        action="voucher.create",
        subject=f"voucher:{voucher.id}",
        before=None,
        after=after,
        now=now,
    )
    return voucher


async def set_active(session: Session, voucher_id: int, *, is_active: bool, by: Actor, now: datetime) -> None:
    """End a voucher, or have it count again; orders that hold it keep it. Safe to repeat.

    Raises VoucherUnknown.
    """
    if await repository.find(session, voucher_id) is None:
        raise VoucherUnknown
    voucher = await repository.lock(session, voucher_id)
    if voucher.is_active == is_active:
        return
    voucher.is_active = is_active
    await audit.record(
        session,
        by=by,
        action="voucher.activate" if is_active else "voucher.deactivate",
        subject=f"voucher:{voucher_id}",
        before={"active": not is_active},
        after={"active": is_active},
        now=now,
    )


async def open_voucher(session: Session, voucher_id: int) -> VoucherFile:
    """Get a voucher with what it is for and what came of it. Raises VoucherUnknown."""
    voucher = await repository.find(session, voucher_id)
    if voucher is None:
        raise VoucherUnknown
    return VoucherFile(
        voucher,
        await repository.find_reach(session, voucher_id),
        {status: Total(*sums) for status, sums in (await repository.sum_uses(session, voucher_id)).items()},
    )


async def is_meant(
    session: Session, *, product_id: int | None = None, category_id: int | None = None
) -> bool:
    """Say whether some voucher is for this product, or for this category, alone or beside others."""
    return await repository.is_meant(session, product_id=product_id, category_id=category_id)


async def check_unmeant(
    session: Session, *, product_id: int | None = None, category_id: int | None = None
) -> None:
    """Refuse to let go what a voucher is for: without it, the voucher would be for everything.

    Raises MeantByVoucher.
    """
    if await is_meant(session, product_id=product_id, category_id=category_id):
        raise MeantByVoucher


async def list_vouchers(session: Session, *, page: int, per_page: int) -> VoucherPage:
    """List vouchers with their use; a page that does not exist becomes the nearest one."""
    pages = max(1, -(-await repository.count(session) // per_page))
    page = min(max(page, 1), pages)
    found = await repository.list_page(session, offset=(page - 1) * per_page, limit=per_page)
    uses = await repository.count_uses_of(session, [voucher.id for voucher in found])
    return VoucherPage([(voucher, uses.get(voucher.id, 0)) for voucher in found], page, pages)


async def check_code_is_free(session: Session, code: str) -> str:
    """Accept a code that no voucher has yet, and give it as it is kept. Raises BadVoucher."""
    code = rules.check_code(code)
    if await repository.find_by_code(session, code) is not None:
        raise BadVoucher("code_taken")
    return code


def check(facts: VoucherFacts, *, now: datetime) -> None:
    """Accept what makes sense as a voucher. Raises BadVoucher."""
    most = _PER_CENT if facts.kind is VoucherKind.PERCENT else _MOST_VALUE
    checks = {
        "value": 1 <= facts.value <= most,
        "most_discount": facts.most_discount is None or 1 <= facts.most_discount <= _MOST_VALUE,
        "uses_in_total": facts.uses_in_total is None or facts.uses_in_total >= 1,
        "uses_per_customer": facts.uses_per_customer is None or facts.uses_per_customer >= 1,
        "least_spend": 0 <= facts.least_spend <= _MOST_VALUE,
        "ends_at": facts.ends_at is None or facts.ends_at > (facts.starts_at or now),
    }
    for field, holds in checks.items():
        if not holds:
            raise BadVoucher(field)
