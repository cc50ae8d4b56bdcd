"""All SQL about vouchers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, insert, select, union_all
from sqlalchemy.dialects import postgresql, sqlite

from auto_order.db.session import Session
from auto_order.vouchers.models import (
    ChosenVoucher,
    UseStatus,
    Voucher,
    VoucherCategory,
    VoucherGuesses,
    VoucherProduct,
    VoucherUse,
)
from auto_order.vouchers.rules import Reach, Uses

_COUNTS = (UseStatus.HELD, UseStatus.USED)


async def find_by_code(session: Session, code: str) -> Voucher | None:
    return await session.scalar(select(Voucher).where(Voucher.code == code))


async def find(session: Session, voucher_id: int) -> Voucher | None:
    return await session.get(Voucher, voucher_id)


async def lock(session: Session, voucher_id: int) -> Voucher:
    """Get a voucher locked until the transaction ends, as it is in the database now."""
    found = await session.scalars(
        select(Voucher)
        .where(Voucher.id == voucher_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.one()


async def find_reach(session: Session, voucher_id: int) -> Reach:
    products = await session.scalars(
        select(VoucherProduct.product_id).where(VoucherProduct.voucher_id == voucher_id)
    )
    categories = await session.scalars(
        select(VoucherCategory.category_id).where(VoucherCategory.voucher_id == voucher_id)
    )
    return Reach(frozenset(products), frozenset(categories))


async def count_uses(session: Session, voucher_id: int, *, customer_id: int) -> Uses:
    row = (
        await session.execute(
            select(func.count(), func.sum(case((VoucherUse.customer_id == customer_id, 1), else_=0))).where(
                VoucherUse.voucher_id == voucher_id, VoucherUse.status.in_(_COUNTS)
            )
        )
    ).one()
    return Uses(int(row[0]), int(row[1] or 0))


async def count_uses_of(session: Session, voucher_ids: Iterable[int]) -> Mapping[int, int]:
    """Count the uses of several vouchers."""
    rows = await session.execute(
        select(VoucherUse.voucher_id, func.count())
        .where(VoucherUse.voucher_id.in_(list(voucher_ids)), VoucherUse.status.in_(_COUNTS))
        .group_by(VoucherUse.voucher_id)
    )
    return {voucher_id: int(count) for voucher_id, count in rows}


async def sum_uses(session: Session, voucher_id: int) -> Mapping[UseStatus, tuple[int, int]]:
    """Count a voucher's uses by their status, and add up what they took off."""
    rows = await session.execute(
        select(VoucherUse.status, func.count(), func.sum(VoucherUse.discount))
        .where(VoucherUse.voucher_id == voucher_id)
        .group_by(VoucherUse.status)
    )
    return {status: (int(count), int(discount)) for status, count, discount in rows}


async def is_meant(session: Session, *, product_id: int | None, category_id: int | None) -> bool:
    products = select(VoucherProduct.voucher_id).where(VoucherProduct.product_id == product_id)
    categories = select(VoucherCategory.voucher_id).where(VoucherCategory.category_id == category_id)
    return await session.scalar(union_all(products, categories).limit(1)) is not None


async def add_use(session: Session, use: VoucherUse) -> None:
    session.add(use)
    await session.flush()


async def lock_use(session: Session, order_id: int) -> VoucherUse | None:
    return await session.scalar(
        select(VoucherUse)
        .where(VoucherUse.order_id == order_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def find_chosen(session: Session, customer_id: int) -> Voucher | None:
    return await session.scalar(
        select(Voucher)
        .join(ChosenVoucher, ChosenVoucher.voucher_id == Voucher.id)
        .where(ChosenVoucher.customer_id == customer_id)
    )


async def choose(session: Session, *, customer_id: int, voucher_id: int, now: datetime) -> None:
    values = {"voucher_id": voucher_id, "chosen_at": now}
    await _put(session, ChosenVoucher, {"customer_id": customer_id}, values)


async def forget_chosen(session: Session, customer_id: int) -> None:
    await session.execute(
        delete(ChosenVoucher)
        .where(ChosenVoucher.customer_id == customer_id)
        .execution_options(synchronize_session=False)
    )


async def find_guesses(session: Session, customer_id: int) -> VoucherGuesses | None:
    return await session.get(VoucherGuesses, customer_id, populate_existing=True)


async def put_guesses(session: Session, *, customer_id: int, failures: int, now: datetime) -> None:
    values = {"failures": failures, "last_failed_at": now}
    await _put(session, VoucherGuesses, {"customer_id": customer_id}, values)


async def add(
    session: Session, voucher: Voucher, *, product_ids: Sequence[int], category_ids: Sequence[int]
) -> None:
    session.add(voucher)
    await session.flush()
    if product_ids:
        rows = [{"voucher_id": voucher.id, "product_id": each} for each in product_ids]
        await session.execute(insert(VoucherProduct), rows)
    if category_ids:
        rows = [{"voucher_id": voucher.id, "category_id": each} for each in category_ids]
        await session.execute(insert(VoucherCategory), rows)


async def list_page(session: Session, *, offset: int, limit: int) -> Sequence[Voucher]:
    rows = await session.scalars(select(Voucher).order_by(Voucher.id.desc()).offset(offset).limit(limit))
    return rows.all()


async def count(session: Session) -> int:
    return (await session.scalar(select(func.count()).select_from(Voucher))) or 0


async def _put(
    session: Session, table: type[Any], key: Mapping[str, object], values: Mapping[str, object]
) -> None:
    """Insert a row, or change the one with this key."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**key, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))
