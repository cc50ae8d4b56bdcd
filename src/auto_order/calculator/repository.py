"""All SQL about formulas and what was worked out."""

from collections.abc import Sequence

from sqlalchemy import select

from auto_order.calculator.models import RefundCalculation, RefundFormula
from auto_order.db.session import Session


async def find_formula(session: Session) -> str | None:
    return await session.scalar(select(RefundFormula.text).order_by(RefundFormula.id.desc()).limit(1))


async def add(session: Session, row: RefundFormula | RefundCalculation) -> None:
    session.add(row)
    await session.flush()


async def list_latest(session: Session, *, limit: int) -> Sequence[RefundCalculation]:
    rows = await session.scalars(select(RefundCalculation).order_by(RefundCalculation.id.desc()).limit(limit))
    return rows.all()
